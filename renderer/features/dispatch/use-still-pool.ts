import { useMemo, useRef, useState } from 'react';
import type { Card } from './shapes.ts';

export interface PoolEntry {
  card: Card;
  /** Another desk took it: stays where it was, greyed. */
  gone: boolean;
}

/**
 * Waiting orders that keep their places while the person works: new ones are added at the end, those another desk
 * took stay greyed, and only `renew` (or another day) sorts again. What this desk gave away itself leaves at once.
 */
export function useStillPool(fresh: readonly Card[] | undefined, scope: string) {
  const order = useRef<{ scope: string; entries: Map<string, Card> }>({ scope: '', entries: new Map() });
  const mine = useRef(new Set<string>());
  const [turn, setTurn] = useState(0);
  const entries = useMemo((): PoolEntry[] => {
    if (!fresh) return [...order.current.entries.values()].map((card) => ({ card, gone: false }));
    const key = `${scope} ${turn}`;
    if (order.current.scope !== key) {
      order.current = { scope: key, entries: new Map() };
      mine.current.clear();
    }
    const now = new Map(fresh.map((card) => [card.id, card]));
    const kept = new Map<string, Card>();
    for (const [id, card] of order.current.entries) {
      if (now.has(id)) kept.set(id, now.get(id) ?? card);
      else if (!mine.current.has(id)) kept.set(id, card);
    }
    for (const card of fresh) if (!kept.has(card.id)) kept.set(card.id, card);
    order.current.entries = kept;
    return [...kept.values()].map((card) => ({ card, gone: !now.has(card.id) }));
  }, [fresh, scope, turn]);
  const sorted = fresh?.map((card) => card.id).join(' ') === entries.map((entry) => entry.card.id).join(' ');
  return {
    entries,
    /** Places differ from the order by money at risk. */
    moved: fresh !== undefined && !sorted,
    gone: entries.filter((entry) => entry.gone).length,
    /** Marks an order as given from here, so that it leaves the list. */
    give: (id: string) => mine.current.add(id),
    /** Undone: it may come back to the list like a new one. */
    takeBack: (id: string) => mine.current.delete(id),
    renew: () => setTurn((n) => n + 1),
  };
}
