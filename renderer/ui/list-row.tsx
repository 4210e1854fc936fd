import { memo, type ReactNode } from 'react';
import { cellStyle, type Column } from './list-column.ts';

interface RowProps {
  id: string;
  index: number;
  top: number;
  row: unknown;
  columns: readonly Column<unknown>[];
  active: boolean;
  chosen: boolean;
  checkable: boolean;
  checkLabel: string;
  goneLabel: string;
}

/** One row in its place; bones until it is read. Drawn again only when something of its own changed. */
export const ListRow = memo(function ListRow(props: RowProps) {
  const { id, index, top, row, columns, active, chosen, checkable } = props;
  return (
    <div
      id={id}
      className="vl-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      aria-busy={row === undefined || undefined}
      data-active={active || undefined}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
    >
      {checkable ? (
        <div className="vl-cell vl-check" role="gridcell">
          <input type="checkbox" tabIndex={-1} checked={chosen} aria-label={props.checkLabel} readOnly />
        </div>
      ) : null}
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="gridcell"
          className={column.align === 'end' ? 'vl-cell vl-cell-end' : 'vl-cell'}
          style={cellStyle(column)}
        >
          {row === undefined ? (
            <span className="vl-bone" style={{ width: `${[62, 48, 74, 56][(index + place) % 4]}%` }} />
          ) : row === null ? (
            place === 0 && <span className="vl-text faint">{props.goneLabel}</span>
          ) : (
            wrap(column.cell(row, index))
          )}
        </div>
      ))}
    </div>
  );
});

/** Plain text gets an ellipsis; parts bring their own. */
function wrap(content: ReactNode): ReactNode {
  return typeof content === 'string' || typeof content === 'number' ? (
    <span className="vl-text" title={String(content)}>
      {content}
    </span>
  ) : (
    content
  );
}
