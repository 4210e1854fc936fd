import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { Section, StatePill } from '../../../ui/index.ts';
import { useLifeWords } from '../life-words.ts';

type More = OutputOf<'orders.more'>;

/** Causes a person gives; the others are clocks. */
const given = new Set(['technical', 'late', 'complaint', 'money', 'other']);

/** Who higher up was told of the order, why, and who saw to it. What is open stands first. */
export function EscalationsSection({ more }: { more: More | undefined }) {
  const t = useWords('orderdoc');
  const { f, person, say } = useLifeWords();
  if (!more || more.escalations.length === 0) return null;
  return (
    <Section title={t('section.escalations')}>
      <ol className="ord-lines">
        {more.escalations.map((one) => (
          <li key={one.id}>
            <span className="grow">
              <strong>{person(one.toName) || t('everybody')}</strong>
              <div className="muted">
                {t('level', { n: one.level })} · {say(given.has(one.cause) ? 'asked' : 'deadline', one.cause)}
              </div>
            </span>
            <StatePill
              tone={one.answeredAt === null ? 'red' : 'green'}
              shape={one.answeredAt === null ? 'warn' : 'check'}
              label={
                one.answeredAt === null
                  ? t('escalation.open')
                  : one.answeredBy === null
                    ? t('escalation.settled', { when: f.date(one.answeredAt, 'always') })
                    : t('escalation.answered', {
                        who: person(one.answeredBy),
                        when: f.date(one.answeredAt, 'always'),
                      })
              }
            />
            <span className="faint ord-time">{f.date(one.at, 'always')}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
