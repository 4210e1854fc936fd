import { useCallback, useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { useCommand } from '../../lib/query.tsx';
import { toast } from '../../ui/index.ts';
import { takeBack } from '../orders/undo.ts';
import { giveFaultText } from './refusal-text.ts';
import { type Card, keepsBooking, type Refusal, subShopOf } from './shapes.ts';

/** What a card dropped or given by key comes to, before the host is asked. */
export interface GivePlan {
  card: Card;
  rowId: string;
  rowName: string;
  day: string;
  slotId: string | null;
  /** Somebody has it already and another is meant: a reason is asked. */
  asksReason: boolean;
  /** The user's booking changes: its cause is asked. */
  asksCause: boolean;
  refusals: Refusal[];
}

export interface GiveAnswers {
  reasonCode: string | null;
  causeCode: string | null;
  /** Codes of refusals the person passes by name. */
  override: string[];
  /** What goes along from the one before, and whether the new slip is printed at once. */
  consent?: { reservationIds: string[]; paymentIds: string[] };
  print?: boolean;
}

type Done = OutputOf<'dispatch.assign'>;

/**
 * Gives an order: asks what has to be asked first, then assigns, reassigns or only books again. What needs no answer
 * goes through at once and can be undone for ten seconds.
 */
export function useGive(options: { onGiven: (id: string) => void; onUndone: (id: string) => void }) {
  const t = useWords('dispatch');
  const assign = useCommand('dispatch.assign');
  const reassign = useCommand('dispatch.handOver');
  const print = useCommand('paper.print');
  const unassign = useCommand('dispatch.unassign');
  const book = useCommand('orders.book');
  const [plan, setPlan] = useState<GivePlan | null>(null);
  /** For whom the last giving was meant: the sentence of its refusal names him. */
  const [aimed, setAimed] = useState('');
  const { onGiven, onUndone } = options;

  const carryOut = useCallback(
    async (next: GivePlan, answers: GiveAnswers): Promise<boolean> => {
      const { card, rowId, day, slotId } = next;
      setAimed(next.rowName);
      const subShopId = subShopOf(rowId);
      const booking = keepsBooking(card, day, slotId) ? {} : { day, slotId, causeCode: answers.causeCode };
      const same = card.staffId !== null && card.staffId === rowId;
      const to = {
        id: card.id,
        version: card.version,
        staffId: subShopId === null ? rowId : null,
        subShopId,
        override: answers.override,
        ...booking,
      };
      let done: Pick<Done, 'batchId'> | null;
      if (same)
        done = await book.run({
          id: card.id,
          version: card.version,
          day,
          slotId,
          causeCode: answers.causeCode,
        });
      else if (next.asksReason) {
        const handed = await reassign.run({
          ...to,
          ...answers.consent,
          reasonCode: answers.reasonCode ?? '',
        });
        done = handed;
        if (handed?.slipNumber && answers.print === true)
          void print.run({ kind: 'service_slip', ids: [card.id] });
      } else done = await assign.run(to);
      if (done === null) return false;
      const { batchId } = done;
      onGiven(card.id);
      const words = same
        ? t('moved', { title: card.title })
        : t('given', { title: card.title, name: next.rowName });
      // What took parts, money or papers along is not taken back by a key
      if (batchId === undefined) toast.note(words);
      else
        toast.undo(words, async () => {
          await takeBack(batchId);
          onUndone(card.id);
        });
      return true;
    },
    [assign, reassign, book, print, onGiven, onUndone, t],
  );

  /** A card is meant for a row and a slot. Opens the questions, or does it. */
  const give = async (card: Card, row: { id: string; name: string }, day: string, slotId: string | null) => {
    const same = card.staffId === row.id;
    if (same && keepsBooking(card, day, slotId)) return;
    const asked: GivePlan = {
      card,
      rowId: row.id,
      rowName: row.name,
      day,
      slotId,
      asksReason: (card.staffId !== null || card.subShopNameZh !== null) && !same,
      asksCause: card.appointmentState === 'agreed' && !keepsBooking(card, day, slotId),
      refusals: [],
    };
    if (!same) {
      try {
        const { candidates, shops } = await api.call('dispatch.candidates', {
          orderId: card.id,
          ...(slotId === null ? {} : { day, slotId }),
        });
        const shopId = subShopOf(row.id);
        asked.refusals =
          (shopId === null
            ? candidates.find((one) => one.staffId === row.id)
            : shops.find((one) => one.subShopId === shopId)
          )?.refusals ?? [];
      } catch (error) {
        toast.fault(error);
        return;
      }
    }
    if (asked.asksReason || asked.asksCause || asked.refusals.length > 0) {
      assign.clear();
      reassign.clear();
      book.clear();
      setPlan(asked);
    } else await carryOut(asked, { reasonCode: null, causeCode: null, override: [] });
  };
  const fault = assign.fault ?? reassign.fault ?? book.fault ?? unassign.fault ?? null;
  return {
    give,
    plan,
    close: () => setPlan(null),
    answer: async (answers: GiveAnswers) => {
      if (plan && (await carryOut(plan, answers))) setPlan(null);
    },
    takeBack: async (card: Card, reasonCode: string) => {
      const back = await unassign.run({ id: card.id, version: card.version, reasonCode });
      if (back) onUndone(card.id);
      return back !== null;
    },
    pending: assign.pending || reassign.pending || book.pending || unassign.pending,
    fault,
    faultText: fault === null ? null : giveFaultText(t, fault, plan?.rowName ?? aimed),
    clear: () => {
      assign.clear();
      reassign.clear();
      book.clear();
      unassign.clear();
    },
  };
}
