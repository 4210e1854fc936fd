import { ArrowDown, ArrowUp } from 'lucide-react';
import { type PointerEvent, useRef } from 'react';
import { cellStyle, type Column, columnWidths } from './list-column.ts';

/** The head of a column: sorts, and is drawn wider or narrower by its edge. */
export function HeadCell({
  column,
  sort,
  onSort,
  onResize,
}: {
  column: Column<unknown>;
  sort?: { id: string; down: boolean };
  onSort?: (id: string) => void;
  onResize?: (id: string, width: number) => void;
}) {
  const here = sort?.id === column.id;
  const cell = useRef<HTMLDivElement>(null);
  /** The width follows the pointer on the head alone; the rows follow when it is let go. */
  const draw = (event: PointerEvent<HTMLSpanElement>) => {
    const handle = event.currentTarget;
    const box = cell.current;
    if (!onResize || !box || event.button !== 0) return;
    event.preventDefault();
    const from = event.clientX;
    const before = box.getBoundingClientRect().width;
    const { flex, minWidth } = box.style;
    const widthAt = (x: number) =>
      Math.round(Math.max(columnWidths.least, Math.min(columnWidths.most, before + x - from)));
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => {
      box.style.flex = `0 0 ${widthAt(move.clientX)}px`;
      box.style.minWidth = '0';
    };
    handle.onpointerup = handle.onpointercancel = (end) => {
      handle.onpointermove = handle.onpointerup = handle.onpointercancel = null;
      if (end.type === 'pointerup' && end.clientX !== from) onResize(column.id, widthAt(end.clientX));
      else Object.assign(box.style, { flex, minWidth });
    };
  };
  return (
    <div
      ref={cell}
      role="columnheader"
      className={column.align === 'end' ? 'vl-cell vl-cell-end' : 'vl-cell'}
      style={cellStyle(column)}
      aria-sort={here ? (sort.down ? 'descending' : 'ascending') : undefined}
    >
      {column.sortable && onSort ? (
        <button type="button" className="vl-sort" onClick={() => onSort(column.id)}>
          {column.header}
          {here ? (
            sort.down ? (
              <ArrowDown size={12} aria-hidden="true" />
            ) : (
              <ArrowUp size={12} aria-hidden="true" />
            )
          ) : null}
        </button>
      ) : (
        column.header
      )}
      {onResize ? <span className="vl-edge" aria-hidden="true" onPointerDown={draw} /> : null}
    </div>
  );
}
