import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { type MoneyLine, MoneyTable, Section, StatePill, type Tone } from '../../../ui/index.ts';
import { useLifeWords } from '../life-words.ts';

type More = OutputOf<'orders.more'>;
const tones: Record<string, Tone> = { given: 'amber', agreed: 'green', refused: 'red' };

/** Quotes with their lines and the user's word, the newest first. */
export function QuotesSection({ more }: { more: More | undefined }) {
  const t = useWords('orderdoc');
  const { f, say } = useLifeWords();
  if (!more || more.quotes.length === 0) return null;
  return (
    <>
      {more.quotes.map((quote) => {
        const over = quote.state === 'given' && quote.validUntil !== null && quote.validUntil < f.nowMs;
        const lines: MoneyLine[] = quote.lines.map((line, at) => ({
          id: String(at),
          label: line.name,
          quantity: line.quantityMilli === 1000 ? '' : f.milli(line.quantityMilli),
          fen: line.amountFen,
        }));
        lines.push({
          id: 'total',
          label: [
            quote.agreedHow === null ? '' : say('quote_proof', quote.agreedHow),
            quote.agreedAt === null ? '' : f.date(quote.agreedAt, 'always'),
            quote.state === 'given' && quote.validUntil !== null
              ? t(over ? 'quote.over' : 'quote.until', { when: f.date(quote.validUntil, 'always') })
              : '',
          ]
            .filter(Boolean)
            .join(' · '),
          fen: quote.totalFen,
          kind: 'total',
        });
        return (
          <Section
            key={quote.id}
            title={t('quote.title', { number: quote.number })}
            mark={
              <StatePill
                tone={over ? 'red' : (tones[quote.state] ?? 'grey')}
                label={say('quote', quote.state)}
              />
            }
          >
            <MoneyTable label={t('quote.title', { number: quote.number })} lines={lines} />
          </Section>
        );
      })}
    </>
  );
}
