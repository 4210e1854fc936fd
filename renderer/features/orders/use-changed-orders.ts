import { useEffect, useRef, useState } from 'react';
import { api } from '../../lib/api.ts';

/** Rows are drawn again at most this often, however much changes. */
const restMs = 1500;

/**
 * Which orders of a list changed since `since` (a new snapshot) last changed, not counting the one that is open: what a
 * person does there is seen there. `isSeen` tells whether the list has shown an order; changes elsewhere are none of its
 * business. `many`: so much changed at once that the host named no orders. `beat` rises when shown rows changed, so that they are drawn again in place.
 */
export function useChangedOrders(
  since: string,
  openId: string | null,
  isSeen: (id: string) => boolean,
): { count: number; many: boolean; beat: number } {
  const [state, setState] = useState({ count: 0, many: false, beat: 0 });
  const many = useRef(false);
  const changed = useRef(new Set<string>());
  const now = useRef({ openId, isSeen });
  now.current = { openId, isSeen };
  useEffect(() => {
    changed.current = new Set();
    many.current = false;
    setState((old) => ({ ...old, count: 0, many: false }));
  }, [since]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = api.onChange((change) => {
      const { entities } = (change ?? {}) as { entities?: { table?: string; id?: string }[] };
      let shown = false;
      let own = false;
      for (const { table, id } of entities ?? []) {
        if (table !== 'work_order' || !id) continue;
        if (id === '*') {
          many.current = true;
          shown = true;
          continue;
        }
        if (!now.current.isSeen(id)) continue;
        shown = true;
        if (id === now.current.openId) own = true;
        else changed.current.add(id);
      }
      if (!shown) return;
      const draw = () => {
        timer = undefined;
        setState((old) => ({ count: changed.current.size, many: many.current, beat: old.beat + 1 }));
      };
      // One's own change is shown at once
      if (own) clearTimeout(timer);
      if (own || timer === undefined) timer = setTimeout(draw, own ? 150 : restMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return state;
}
