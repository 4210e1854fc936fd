import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { ApiFault } from '../../lib/faults.ts';
import { useCommand } from '../../lib/query.tsx';
import { toast } from '../../ui/index.ts';
import { takeBack } from '../orders/undo.ts';
import { giveFaultText } from './refusal-text.ts';
import { type Card, subShopOf } from './shapes.ts';

export interface LeftOver {
  card: Card;
  text: string;
}

/** The most orders one request takes. */
const atOnce = 50;

/**
 * Gives several orders: all to one row of the board, or each to whoever suits it best. Bookings stay as they are. What
 * went through can be undone together; what did not is listed with its reason.
 */
export function useBulkGive(options: {
  onGiven: (id: string) => void;
  onUndone: (id: string) => void;
  /** Who a row of the board is. */
  nameOf: (rowId: string) => string;
}) {
  const t = useWords('dispatch');
  const many = useCommand('dispatch.assignMany');
  const [left, setLeft] = useState<readonly LeftOver[]>([]);
  const [busy, setBusy] = useState(false);

  const send = async (
    items: readonly { card: Card; rowId: string }[],
    reasonCode: string | null,
  ): Promise<void> => {
    const over: LeftOver[] = [];
    const given: string[] = [];
    const batches: string[] = [];
    for (let from = 0; from < items.length; from += atOnce) {
      const part = items.slice(from, from + atOnce);
      const done = await many.run({
        items: part.map(({ card, rowId }) => ({
          id: card.id,
          version: card.version,
          ...(subShopOf(rowId) === null ? { staffId: rowId } : { subShopId: subShopOf(rowId) }),
        })),
        reasonCode,
      });
      if (done === null) break;
      if (done.batchId !== null) batches.push(done.batchId);
      for (const result of done.results) {
        const asked = part.find((one) => one.card.id === result.id);
        if (asked === undefined) continue;
        if (result.fault === null) {
          given.push(result.id);
          options.onGiven(result.id);
        } else
          over.push({
            card: asked.card,
            text: giveFaultText(
              t,
              new ApiFault(result.fault.code, result.fault.params),
              options.nameOf(asked.rowId),
            ),
          });
      }
    }
    setLeft(over);
    if (given.length === 0) return;
    toast.undo(t('bulk.given', { n: given.length }), async () => {
      for (const batchId of batches) await takeBack(batchId);
      for (const id of given) options.onUndone(id);
    });
  };
  const guarded = async (work: () => Promise<void>) => {
    setBusy(true);
    many.clear();
    try {
      await work();
    } catch (error) {
      toast.fault(error);
    } finally {
      setBusy(false);
    }
  };
  return {
    left,
    close: () => setLeft([]),
    busy,
    faultText: many.faultText,
    toRow: (cards: readonly Card[], rowId: string) =>
      guarded(() =>
        send(
          cards.map((card) => ({ card, rowId })),
          null,
        ),
      ),
    /** Each to the first nothing speaks against; orders nobody can take are listed. */
    toBest: (cards: readonly Card[], reasonCode: string | null = null) =>
      guarded(async () => {
        const items: { card: Card; rowId: string }[] = [];
        const nobody: LeftOver[] = [];
        for (const card of cards) {
          const { candidates } = await api.call('dispatch.candidates', { orderId: card.id });
          const best = candidates.find((one) => one.refusals.length === 0 && one.staffId !== card.staffId);
          if (best) items.push({ card, rowId: best.staffId });
          else nobody.push({ card, text: t('bulk.nobody') });
        }
        if (items.length > 0) await send(items, reasonCode);
        if (nobody.length > 0) setLeft((now) => [...now, ...nobody]);
      }),
  };
}
