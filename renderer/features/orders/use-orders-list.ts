import { useCallback, useRef } from 'react';
import type { OrderListRow } from '../../../preload/contract/orders.ts';
import { api } from '../../lib/api.ts';
import { type SnapshotList, useSnapshot } from '../../lib/snapshot.ts';
import type { Narrow } from './filters.tsx';
import { views, type ViewId } from './views.ts';

export interface OrderSort {
  id: 'deadline' | 'number' | 'appointment';
  down: boolean;
}

export interface OrdersList extends SnapshotList<OrderListRow> {
  rowsOf: (selected: ReadonlySet<number>) => Promise<OrderListRow[]>;
  /** The order was shown in this list. */
  isSeen: (id: string) => boolean;
}

/** The list of one view: a snapshot that stands still until a person asks for a new one. */
export function useOrdersList(view: ViewId, narrow: Narrow, sort: OrderSort): OrdersList {
  const request = { filter: { ...narrow, queues: [...views[view]] }, sort: sort.id, descending: sort.down };
  const seen = useRef({ of: '', ids: new Set<string>() });
  const list = useSnapshot<OrderListRow>({
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
      const wanted = [...selected].sort((left, right) => left - right);
      const rows: OrderListRow[] = [];
      for (let at = 0; at < wanted.length; ) {
        const from = wanted[at] as number;
        let end = at;
        while (end < wanted.length && (wanted[end] as number) < from + 100) end += 1;
        const slice = await getSlice(from, (wanted[end - 1] as number) + 1);
        for (; at < end; at += 1) {
          const row = slice[(wanted[at] as number) - from];
          if (row) rows.push(row);
        }
      }
      return rows;
    },
    [getSlice],
  );
  return { ...list, rowsOf, isSeen: useCallback((id: string) => seen.current.ids.has(id), []) };
}
