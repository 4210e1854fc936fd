import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { ApiFault, faultText } from '../../../lib/faults.ts';
import { Section, StatePill, type Tone } from '../../../ui/index.ts';
import { useLifeWords } from '../life-words.ts';

type More = OutputOf<'orders.more'>;
type Sent = OutputOf<'orders.get'>['messages'][number];

const tones: Record<string, Tone> = { done: 'green', dead: 'red', manual: 'amber', sending: 'blue' };

/** Messages of an order that wait for a person: refused ones, and those keyed into the platform's own page. */
export const isStuck = (message: Sent): boolean => message.state === 'dead' || message.state === 'manual';

/** What the platform wrote, with its deadline and our answer; what went back to it and what has yet to. */
export function MessagesSection({ sent, more }: { sent: readonly Sent[]; more: More | undefined }) {
  const t = useWords('orders');
  const { f, say } = useLifeWords();
  const incoming = more?.incoming ?? [];
  if (sent.length + incoming.length === 0) return null;
  return (
    <Section title={t('doc.messages')}>
      <ol className="ord-lines">
        {incoming.map((message) => (
          <li key={message.id}>
            <span className="grow">
              <span className="muted">{t('orderdoc:message.in')}</span>{' '}
              <strong>{say('letter', message.kind)}</strong> {message.text}
            </span>
            <Answer message={message} />
            <span className="faint ord-time">{f.date(message.at, 'always')}</span>
          </li>
        ))}
        {sent.map((message) => (
          <li key={message.id}>
            <span className="grow">
              <span className="muted">{t('orderdoc:message.out')}</span> {say('step', message.step)}
              {message.faultCode !== null && message.state !== 'done' ? (
                <div className="muted">
                  {faultText(new ApiFault(message.faultCode, { step: say('step', message.step) }))}
                </div>
              ) : null}
            </span>
            <StatePill tone={tones[message.state] ?? 'grey'} label={say('message', message.state)} />
            <span className="faint ord-time">
              {message.doneAt === null ? '' : f.date(message.doneAt, 'always')}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Until when an answer is owed, or who gave it. */
function Answer({ message }: { message: More['incoming'][number] }) {
  const t = useWords('orderdoc');
  const { f, person } = useLifeWords();
  if (message.answeredAt !== null)
    return (
      <StatePill
        tone="green"
        label={t('message.answered', {
          who: person(message.answeredBy),
          when: f.date(message.answeredAt, 'always'),
        })}
      />
    );
  if (message.answerDueAt === null) return null;
  return (
    <StatePill
      tone={message.answerDueAt < f.nowMs ? 'red' : 'amber'}
      label={t('due', { when: f.date(message.answerDueAt, 'always') })}
    />
  );
}
