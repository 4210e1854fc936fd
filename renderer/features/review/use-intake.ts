import { useCallback, useEffect, useState } from 'react';
import type { OrderListRow } from '../../../preload/contract/orders.ts';
import { api } from '../../lib/api.ts';

/** Most urgent first; more than this is fetched when these are done. */
const batch = 100;

export interface Intake {
  items: readonly OrderListRow[] | null;
  total: number;
  fault: unknown;
  /** Goes up with every reading: what was decided on the one before is no longer marked. */
  turn: number;
  reload: () => void;
}

/** New orders as they stood when the person began: nothing moves under the cursor. */
export function useIntake(): Intake {
  const [state, setState] = useState<Omit<Intake, 'reload'>>({ items: null, total: 0, fault: null, turn: 0 });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let live = true;
    const read = async () => {
      const opened = await api.call('orders.open', { filter: { queues: ['intake'] }, sort: 'deadline' });
      const { rows } = await api.call('orders.slice', {
        snapshotId: opened.snapshotId,
        from: 0,
        to: Math.min(batch, opened.total),
      });
      return { items: rows.filter((row) => row !== null), total: opened.total, fault: null, turn };
    };
    read().then(
      (next) => live && setState(next),
      (fault: unknown) => live && setState({ items: [], total: 0, fault, turn }),
    );
    return () => {
      live = false;
    };
  }, [turn]);
  return { ...state, reload: useCallback(() => setTurn((count) => count + 1), []) };
}
