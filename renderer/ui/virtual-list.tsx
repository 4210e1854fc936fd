import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useWords } from '../i18n/index.ts';
import { faultText } from '../lib/faults.ts';
import { usePref } from '../lib/prefs.ts';
import { useKeys } from '../lib/use-keys.ts';
import { Button } from './button.tsx';
import { ErrorLine } from './field.tsx';
import type { Column } from './list-column.ts';
import { HeadCell } from './list-head.tsx';
import { ListRow } from './list-row.tsx';
import { useRowCache } from './row-cache.ts';

export interface ListHandle {
  focus(): void;
  /** Scrolls a row number into sight and makes it active. */
  go(index: number): void;
}

export interface VirtualListProps<R> {
  label: string;
  /** Rows in the snapshot. */
  total: number;
  /** Rows `from` (inclusive) to `to` (exclusive) by row number, at most 100 at a time; null for a row that is gone. */
  getSlice: (from: number, to: number) => Promise<readonly (R | null)[]>;
  /** Changes with the snapshot: cached rows are thrown away, place and active row number stay. */
  version: string | number;
  /** Changes when rows of the same snapshot changed: those in sight are read again, in place. */
  beat?: string | number;
  rowKey: (row: R) => string;
  columns: readonly Column<R>[];
  /** Row number that is open or under the cursor; null for none. */
  active: number | null;
  onActive: (index: number, row: R | undefined) => void;
  /** Enter or double click. */
  onOpen?: (row: R, index: number) => void;
  /** Chosen row numbers; leave both out for a list without choosing. */
  selected?: ReadonlySet<number>;
  onSelected?: (rows: ReadonlySet<number>) => void;
  sort?: { id: string; down: boolean };
  onSort?: (id: string) => void;
  /** A column's edge was drawn to a new width, px. */
  onResize?: (id: string, width: number) => void;
  /** Shown when there are no rows. */
  empty?: ReactNode;
  /** Arrow keys move here even when the focus is elsewhere on the screen. Default true. */
  screenKeys?: boolean;
  autoFocus?: boolean;
  ref?: Ref<ListHandle>;
}

const overscan = 8;

/** A list of any length by row number. Only rows in sight exist; keys and mouse work over all of them. */
export function VirtualList<R>(props: VirtualListProps<R>) {
  const { total, columns, active, selected, onSelected } = props;
  const t = useWords('ui');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [density] = usePref<'compact' | 'comfortable'>('density', 'compact');
  const rowHeight = density === 'comfortable' ? 40 : 32;
  const [view, setView] = useState({ first: 0, count: 40 });
  const anchor = useRef(0);
  // A key means the row under the cursor when it is pressed, which may be a moment before that row is drawn as such
  const cursor = useRef(active ?? -1);
  useLayoutEffect(() => {
    cursor.current = active ?? -1;
  }, [active]);
  const cache = useRowCache(total, props.getSlice, props.version, props.beat);
  const headHeight = 31;

  const measure = () => {
    const box = scroller.current;
    if (!box) return;
    const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - overscan);
    const count = Math.ceil(box.clientHeight / rowHeight) + 2 * overscan;
    setView((old) => (old.first === first && old.count === count ? old : { first, count }));
  };
  useLayoutEffect(() => {
    measure();
    const watcher = new ResizeObserver(measure);
    if (scroller.current) watcher.observe(scroller.current);
    return () => watcher.disconnect();
  }, [rowHeight]);

  const last = Math.min(total, view.first + view.count);
  useEffect(() => {
    if (total > 0) cache.want(view.first, last);
  }, [view.first, last, total, props.version]);

  const reveal = (index: number) => {
    const box = scroller.current;
    if (!box) return;
    const top = index * rowHeight;
    const room = box.clientHeight - headHeight - rowHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top > box.scrollTop + room) box.scrollTop = top - room;
  };
  useEffect(() => {
    if (active !== null) reveal(active);
  }, [active, total]);

  // Keys are quicker than the host: a row that is still coming is opened when it is there, if it is still wanted.
  const [awaited, setAwaited] = useState<number | null>(null);
  const arrived = awaited === null ? undefined : cache.get(awaited);
  useEffect(() => setAwaited(null), [props.version]);
  useEffect(() => {
    if (awaited === null || arrived === undefined) return;
    setAwaited(null);
    if (arrived !== null) props.onActive(awaited, arrived);
  }, [awaited, arrived]);
  const activate = (index: number) => {
    const row = cache.get(index);
    cursor.current = index;
    setAwaited(row === undefined ? index : null);
    props.onActive(index, row ?? undefined);
  };

  const move = (to: number, extend: boolean) => {
    if (total === 0) return;
    const index = Math.max(0, Math.min(total - 1, to));
    if (extend && onSelected) onSelected(range(anchor.current, index));
    else anchor.current = index;
    activate(index);
    reveal(index);
  };
  useImperativeHandle(props.ref, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    go: (index) => move(index, false),
  }));
  useEffect(() => {
    if (props.autoFocus) scroller.current?.focus({ preventScroll: true });
  }, [props.autoFocus]);

  const step = (by: number, extend: boolean) => move(Math.max(0, cursor.current + by), extend);
  useKeys(
    [
      { keys: 'ArrowDown J', label: t('list.next'), group: t('list.group'), run: () => step(1, false) },
      {
        keys: 'ArrowUp K',
        label: t('list.previous'),
        group: t('list.group'),
        run: () => step(-1, false),
      },
      onSelected
        ? {
            keys: 'Space',
            label: t('list.choose'),
            group: t('list.group'),
            run: () => toggle(cursor.current),
          }
        : null,
      onSelected
        ? {
            keys: 'Shift+ArrowDown',
            label: t('list.extend'),
            group: t('list.group'),
            run: () => step(1, true),
          }
        : null,
      onSelected ? { keys: 'Shift+ArrowUp', label: '', run: () => step(-1, true) } : null,
      onSelected
        ? {
            keys: 'Mod+A',
            label: t('list.all'),
            group: t('list.group'),
            run: () => onSelected(range(0, total - 1)),
          }
        : null,
    ],
    { enabled: props.screenKeys !== false },
  );

  const toggle = (index: number) => {
    if (!onSelected || index < 0) return;
    const next = new Set(selected);
    if (!next.delete(index)) next.add(index);
    anchor.current = index;
    onSelected(next);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current && !(event.target as HTMLElement).matches('input[type=checkbox]'))
      return;
    const at = cursor.current;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / rowHeight) - 2);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: Math.max(0, at - 1),
      Home: 0,
      End: total - 1,
      PageDown: at + page,
      PageUp: at - page,
    };
    const to = moves[event.key];
    const row = at >= 0 ? cache.get(at) : undefined;
    if (to !== undefined) move(to, event.shiftKey);
    else if (event.key === 'Enter' && row && props.onOpen) props.onOpen(row, at);
    else if (event.key === ' ' && onSelected) toggle(at);
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && onSelected)
      onSelected(range(0, total - 1));
    else return;
    event.preventDefault();
  };

  const onRowMouse = (event: MouseEvent, index: number) => {
    if (onSelected && event.shiftKey) {
      onSelected(range(anchor.current, index));
      window.getSelection()?.removeAllRanges();
    } else if (
      onSelected &&
      (event.ctrlKey || event.metaKey || (event.target as HTMLElement).closest('.vl-check'))
    ) {
      toggle(index);
      if ((event.target as HTMLElement).closest('.vl-check')) return;
    } else anchor.current = index;
    activate(index);
  };

  const width = columns.reduce((sum, column) => sum + column.width, onSelected ? 34 : 0);
  if (total === 0 && props.empty) return <div className="vl vl-empty">{props.empty}</div>;
  const rows: ReactNode[] = [];
  for (let index = view.first; index < last; index += 1) {
    const row = cache.get(index);
    rows.push(
      <ListRow
        key={index}
        id={`${id}-${index}`}
        index={index}
        top={index * rowHeight}
        row={row}
        columns={columns as readonly Column<unknown>[]}
        active={index === active}
        chosen={selected ? selected.has(index) : index === active}
        checkable={Boolean(onSelected)}
        checkLabel={t('list.chooseRow', { n: index + 1 })}
        goneLabel={t('list.gone')}
      />,
    );
  }
  return (
    <div className="vl">
      {cache.fault ? (
        <div className="ui-banner" data-tone="grey">
          <ErrorLine text={faultText(cache.fault)} />
          <Button size="small" onPress={cache.retry}>
            {t('retry')}
          </Button>
        </div>
      ) : null}
      <div
        ref={scroller}
        className="vl-scroll"
        role="grid"
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length + (onSelected ? 1 : 0)}
        aria-multiselectable={onSelected ? true : undefined}
        aria-activedescendant={
          active !== null && active >= view.first && active < last ? `${id}-${active}` : undefined
        }
        tabIndex={0}
        onScroll={measure}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const line = (event.target as HTMLElement).closest<HTMLElement>('.vl-row');
          if (line) onRowMouse(event, Number(line.dataset.index));
        }}
        onDoubleClick={(event) => {
          const line = (event.target as HTMLElement).closest<HTMLElement>('.vl-row');
          const row = line ? cache.get(Number(line.dataset.index)) : undefined;
          if (row && props.onOpen) props.onOpen(row, Number(line?.dataset.index));
        }}
      >
        <div role="rowgroup">
          <div className="vl-head" role="row" aria-rowindex={1} style={{ minWidth: width }}>
            {onSelected ? (
              <div className="vl-cell vl-check" role="columnheader">
                <input
                  type="checkbox"
                  aria-label={t('list.all')}
                  tabIndex={-1}
                  checked={total > 0 && selected?.size === total}
                  ref={(box) => {
                    if (box) box.indeterminate = Boolean(selected?.size) && selected?.size !== total;
                  }}
                  onChange={(event) => onSelected(event.target.checked ? range(0, total - 1) : new Set())}
                />
              </div>
            ) : null}
            {columns.map((column) => (
              <HeadCell
                key={column.id}
                column={column as Column<unknown>}
                sort={props.sort}
                onSort={props.onSort}
                onResize={props.onResize}
              />
            ))}
          </div>
        </div>
        <div className="vl-body" role="rowgroup" style={{ height: total * rowHeight, minWidth: width }}>
          {rows}
        </div>
      </div>
    </div>
  );
}

function range(from: number, to: number): Set<number> {
  const found = new Set<number>();
  for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) found.add(index);
  return found;
}
