import { useCallback, useEffect, useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCommand } from '../../lib/query.tsx';

export type Claim = OutputOf<'orders.claimCall'>['claim'];

/** Says that this desk calls the user of the open order, so that no other does; lets go when another is opened. */
export function useClaim(orderId: string | null): { claim: Claim; mine: boolean; take: () => void } {
  const { run } = useCommand('orders.claimCall');
  const [state, setState] = useState<{ id: string | null; claim: Claim }>({ id: null, claim: null });
  const ask = useCallback(
    async (id: string, take: boolean) => {
      const answer = await run({ id, take });
      setState({ id, claim: answer?.claim ?? null });
    },
    [run],
  );
  useEffect(() => {
    if (orderId !== null) void ask(orderId, false);
  }, [orderId, ask]);
  useEffect(() => () => void run({ id: null }), [run]);
  const claim = state.id === orderId ? state.claim : null;
  return {
    claim,
    mine: claim?.mine ?? false,
    take: useCallback(() => orderId !== null && void ask(orderId, true), [orderId, ask]),
  };
}
