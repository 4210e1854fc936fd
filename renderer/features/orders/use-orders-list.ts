import { useCallback, useRef } from 'react';
import type { ListRow } from '../../../preload/contract/order-list.ts';
import { api } from '../../lib/api.ts';
import { type SnapshotList, useSnapshot } from '../../lib/snapshot.ts';
import type { RuleNode } from '../../ui/index.ts';
import type { Narrow } from './filters.tsx';
import type { OrderSort } from './list-state.ts';

export interface OrdersList extends SnapshotList<ListRow> {
  rowsOf: (selected: ReadonlySet<number>) => Promise<ListRow[]>;
  /** The order was shown in this list. */
  isSeen: (id: string) => boolean;
}

/** The list of one view: a snapshot that stands still until a person asks for a new one. */
export function useOrdersList(
  queues: readonly string[],
  narrow: Narrow,
  where: RuleNode | null,
  sort: OrderSort,
): OrdersList {
  const request = {
    filter: { ...narrow, queues: [...queues] },
    where: where as never,
    sort: sort.id,
    descending: sort.down,
  };
  const seen = useRef({ of: '', ids: new Set<string>() });
  const list = useSnapshot<ListRow>({
    of: JSON.stringify(request),
    // Changes are counted order by order (use-changed-orders), not table by table
    tables: [],
    rowKey: (row) => row.id,
    open: async () => {
      const opened = await api.call('orders.open', request);
      return { id: opened.snapshotId, total: opened.total };
    },
    slice: async (snapshotId, from, to) => {
      const { rows } = await api.call('orders.slice', { snapshotId, from, to });
      if (seen.current.of !== snapshotId) seen.current = { of: snapshotId, ids: new Set() };
      for (const row of rows) if (row) seen.current.ids.add(row.id);
      return rows;
    },
  });
  const { getSlice } = list;
  const rowsOf = useCallback(
    async (selected: ReadonlySet<number>) => {
      const rows: ListRow[] = [];
      for (const [from, to] of rangesOf(selected))
        for (let at = from; at < to; at += 100)
          for (const row of await getSlice(at, Math.min(to, at + 100))) if (row) rows.push(row);
      return rows;
    },
    [getSlice],
  );
  return { ...list, rowsOf, isSeen: useCallback((id: string) => seen.current.ids.has(id), []) };
}

/** Chosen row numbers as ranges `[from, to)`, which is what a job over them is asked with. */
export function rangesOf(selected: ReadonlySet<number>): [number, number][] {
  const ranges: [number, number][] = [];
  for (const row of [...selected].sort((left, right) => left - right)) {
    const last = ranges.at(-1);
    if (last && last[1] === row) last[1] = row + 1;
    else ranges.push([row, row + 1]);
  }
  return ranges;
}
