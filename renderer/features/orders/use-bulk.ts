import { useCallback, useRef, useState } from 'react';
import type { OrderListRow } from '../../../preload/contract/orders.ts';
import { faultText } from '../../lib/faults.ts';

export interface BulkState {
  label: string;
  done: number;
  failed: number;
  total: number;
  /** The first reason something was left as it was. */
  why: string;
  running: boolean;
}

/** One command per order, one after the other; what cannot be done is left and said, the rest goes on. */
export function useBulk(): {
  state: BulkState | null;
  run: (
    label: string,
    rows: readonly OrderListRow[],
    act: (row: OrderListRow) => Promise<unknown>,
  ) => Promise<void>;
  stop: () => void;
  clear: () => void;
} {
  const [state, setState] = useState<BulkState | null>(null);
  const stopped = useRef(false);
  const run = useCallback(
    async (
      label: string,
      rows: readonly OrderListRow[],
      act: (row: OrderListRow) => Promise<unknown>,
    ): Promise<void> => {
      stopped.current = false;
      const now: BulkState = { label, done: 0, failed: 0, total: rows.length, why: '', running: true };
      setState({ ...now });
      for (const row of rows) {
        if (stopped.current) break;
        try {
          await act(row);
          now.done += 1;
        } catch (error) {
          now.failed += 1;
          now.why ||= `${row.number} ${faultText(error)}`;
        }
        setState({ ...now });
      }
      setState({ ...now, running: false });
    },
    [],
  );
  return {
    state,
    run,
    stop: () => {
      stopped.current = true;
    },
    clear: useCallback(() => setState(null), []),
  };
}
