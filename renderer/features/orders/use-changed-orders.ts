import { useEffect, useRef, useState } from 'react';
import { api } from '../../lib/api.ts';

/**
 * How many orders changed since `since` last changed (a new snapshot), one by one and not counting the one that is
 * open: what a person does here is seen here. `beat` rises with every change, for rows that are drawn again in place.
 */
export function useChangedOrders(since: string, openId: string | null): { count: number; beat: number } {
  const [state, setState] = useState({ count: 0, beat: 0 });
  const changed = useRef(new Set<string>());
  const own = useRef(openId);
  own.current = openId;
  useEffect(() => {
    changed.current = new Set();
    setState((old) => ({ ...old, count: 0 }));
  }, [since]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = api.onChange((change) => {
      const { entities } = (change ?? {}) as { entities?: { table?: string; id?: string }[] };
      const orders = (entities ?? []).filter((entity) => entity.table === 'work_order' && entity.id);
      if (orders.length === 0) return;
      for (const order of orders) if (order.id && order.id !== own.current) changed.current.add(order.id);
      timer ??= setTimeout(() => {
        timer = undefined;
        setState((old) => ({ count: changed.current.size, beat: old.beat + 1 }));
      }, 300);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return state;
}
