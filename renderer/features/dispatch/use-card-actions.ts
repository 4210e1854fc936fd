import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { useCommand } from '../../lib/query.tsx';
import { toast } from '../../ui/index.ts';
import type { Card, Day } from './shapes.ts';

/** The most papers one request takes. */
const slipsAtOnce = 100;

/** What can be done with the chosen card beside giving it: chat text, slips, acceptance for the technician. */
export function useCardActions() {
  const t = useWords('dispatch');
  const print = useCommand('paper.print');
  const accept = useCommand('dispatch.accept');

  const copyText = async (card: Card) => {
    try {
      const { text } = await api.call('dispatch.text', { orderId: card.id });
      await writeClipboard(text);
      toast.note(t('copied', { number: card.number }));
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

/** The clipboard; where a page may not write it (an address without https), the way every browser has. */
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
