import { useCallback, useEffect, useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { api } from '../../lib/api.ts';

export type CallQueue = OutputOf<'orders.callQueue'>;
export type CallRow = CallQueue['rows'][number];

/** The list as it stood when the person began: nothing moves under the cursor; `reload` fetches it anew. */
export function useCallQueue(view: 'due' | 'waiting') {
  const [state, setState] = useState<{ of: string; data: CallQueue | null; fault: unknown }>({
    of: '',
    data: null,
    fault: null,
  });
  const [turn, setTurn] = useState(0);
  const of = `${view} ${turn}`;
  useEffect(() => {
    let live = true;
    api.call('orders.callQueue', { view }).then(
      (data) => live && setState({ of, data, fault: null }),
      (fault: unknown) => live && setState({ of, data: null, fault }),
    );
    return () => {
      live = false;
    };
  }, [view, of]);
  return {
    data: state.of.startsWith(`${view} `) ? state.data : null,
    fault: state.fault,
    turn,
    reload: useCallback(() => setTurn((count) => count + 1), []),
  };
}
