import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { writeClipboard } from '../../lib/clipboard.ts';
import { useCommand } from '../../lib/query.tsx';
import { usePersonName } from '../../lib/use-person-name.ts';
import { toast } from '../../ui/index.ts';
import type { Card, Day } from './shapes.ts';

/** The most papers one request takes. */
const slipsAtOnce = 100;

/** What can be done with the chosen card beside giving it: chat text, slips, acceptance for the technician. */
export function useCardActions() {
  const t = useWords('dispatch');
  const personName = usePersonName();
  const print = useCommand('paper.print');
  const accept = useCommand('dispatch.accept');

  const copied = useCommand('dispatch.copied');

  /** One text for one order, or for all a person has that day; that it was copied is remembered. */
  const copyText = async (card: Card, also: readonly Card[] = []) => {
    try {
      const others = also.filter((one) => one.id !== card.id).slice(0, 30);
      const { text } = await api.call('dispatch.text', {
        orderId: card.id,
        also: others.map((one) => one.id),
      });
      await writeClipboard(text);
      toast.note(
        others.length === 0
          ? t('copied', { number: card.number })
          : t('copiedMany', { n: others.length + 1, name: personName(card.staffName) }),
      );
      await copied.run({ orderIds: [card.id, ...others.map((one) => one.id)] });
    } catch (error) {
      toast.fault(error);
    }
  };
  const printSlips = async (cards: readonly Card[]) => {
    const ids = cards.filter((card) => card.state !== 'intercepted').map((card) => card.id);
    let queued = 0;
    for (let from = 0; from < ids.length; from += slipsAtOnce) {
      const done = await print.run({ kind: 'service_slip', ids: ids.slice(from, from + slipsAtOnce) });
      if (done === null) return;
      queued += done.jobs.length;
    }
    toast.note(t('printed', { n: queued }));
  };
  return {
    copyText,
    printSlip: (card: Card) => printSlips([card]),
    printDay: (day: Day) => printSlips(day.cards),
    accept: (card: Card) => accept.run({ id: card.id, version: card.version }),
    faultText: print.faultText ?? accept.faultText,
    clear: () => {
      print.clear();
      accept.clear();
    },
    pending: print.pending,
  };
}
