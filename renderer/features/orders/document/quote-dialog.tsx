import { useState } from 'react';
import { quoteProofs } from '../../../../domain/orders/asked-words.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { Button, Dialog, ErrorLine, Skeleton } from '../../../ui/index.ts';
import { PrintButton } from '../../paper/print-button.tsx';
import type { OrderDialogProps } from '../dialogs.tsx';
import { useLifeWords } from '../life-words.ts';
import { PickList } from '../pick-list.tsx';

/** The user's word on the quote that waits for it: a yes with its proof, or a no. */
export function QuoteDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orderdoc');
  const { f, say } = useLifeWords();
  const { data, loading, faultText } = useQuery('orders.more', { id: order.id });
  const decide = useCommand('orders.decideQuote');
  const [picked, setPicked] = useState<string | null>(null);
  const quote = data?.quotes.find((one) => one.state === 'given');
  const ready = quote !== undefined && picked !== null;
  const go = async () => {
    if (!ready) return;
    const done = await decide.run({
      quoteId: quote.id,
      version: quote.version,
      agree: picked !== 'no',
      how: quoteProofs.find((how) => how === picked) ?? null,
    });
    if (done !== null) onClose(true);
  };
  return (
    <Dialog
      title={t('quote.ask', { number: order.number })}
      open
      onClose={() => onClose(false)}
      actions={
        <>
          {quote ? <PrintButton kind="quote" ids={[quote.id]} hotkey="P" /> : null}
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:back')}
          </Button>
          <Button
            variant="primary"
            hotkey="Enter"
            disabled={!ready}
            pending={decide.pending}
            onPress={() => void go()}
          >
            {t('ask.go')}
          </Button>
        </>
      }
    >
      {loading ? <Skeleton lines={3} /> : null}
      {quote ? (
        <p>
          {t('quote.sum', { number: quote.number, amount: f.money(quote.totalFen) })}{' '}
          <span className="muted">{quote.lines.map((line) => line.name).join(' · ')}</span>
        </p>
      ) : null}
      <PickList
        label={t('quote.answer')}
        value={picked}
        onPick={setPicked}
        picks={[
          ...quoteProofs.map((how) => ({ id: how, label: t('quote.yes', { how: say('quote_proof', how) }) })),
          { id: 'no', label: t('quote.no') },
        ]}
      />
      <ErrorLine text={faultText ?? decide.faultText} />
    </Dialog>
  );
}
