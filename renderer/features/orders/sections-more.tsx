import { Link } from 'react-router';
import { useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { useInLanguage } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { OrderState, QuantityText, Section, StatePill, type Tone } from '../../ui/index.ts';
import { useLifeWords } from './life-words.ts';
import { useTitle } from './use-title.ts';
import { UndoUseButton } from '../parts/use/order-parts.tsx';

type More = OutputOf<'orders.more'>;

/** Rank, tags, who watches and how far up it went: beside the state. */
export function MoreMarks({ more }: { more: More | undefined }) {
  const t = useWords('orderdoc');
  const person = usePersonName();
  const ranked = useFeature('rank');
  const tagged = useFeature('tags');
  if (!more) return null;
  const level = more.escalations.find((one) => one.answeredAt === null)?.level;
  return (
    <>
      {ranked && more.rank > 0 ? <StatePill tone="violet" label={t(`rank.r${more.rank}`)} /> : null}
      {level === undefined ? null : <StatePill tone="red" shape="warn" label={t('level', { n: level })} />}
      {(tagged ? more.tags : []).map((tag) => (
        <StatePill key={tag} label={tag} />
      ))}
      {more.watchers.length > 0 ? (
        <span className="faint">
          {t('watchers', { names: more.watchers.map((one) => person(one.name)).join(' · ') })}
        </span>
      ) : null}
    </>
  );
}

/** Every clock of the order: due, met, standing still and why. */
export function ClocksSection({ more }: { more: More | undefined }) {
  const t = useWords('orderdoc');
  const { f, say } = useLifeWords();
  if (!more || more.clocks.length === 0) return null;
  return (
    <Section title={t('section.clocks')}>
      <ol className="ord-lines">
        {more.clocks.map((clock) => {
          const late = clock.dueAt !== null && (clock.metAt ?? f.nowMs) > clock.dueAt;
          const tone: Tone = late ? 'red' : clock.metAt !== null ? 'green' : 'grey';
          return (
            <li key={clock.kind}>
              <span className="grow">
                {say('clock', clock.kind)}{' '}
                {clock.dueAt === null ? null : <strong>{f.date(clock.dueAt, 'always')}</strong>}{' '}
                <span className="muted">
                  {clock.pausedBy === null
                    ? clock.pausedMs > 0
                      ? t('clock.stopped', { minutes: Math.round(clock.pausedMs / 60_000) })
                      : ''
                    : t('clock.paused', { why: say('queue', `hold_${clock.pausedBy}`) })}
                </span>
              </span>
              <StatePill
                tone={tone}
                label={
                  clock.metAt !== null
                    ? t(late ? 'clock.late' : 'clock.met', { when: f.date(clock.metAt, 'always') })
                    : clock.dueAt === null
                      ? t('clock.waits')
                      : f.deadline(clock.dueAt)
                }
              />
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

/** Who urges and what was answered; what waits for an answer stands first. */
export function UrgesSection({ more }: { more: More | undefined }) {
  const t = useWords('orderdoc');
  const { f, person, say } = useLifeWords();
  if (!more || more.urges.length === 0) return null;
  return (
    <Section title={t('section.urges')}>
      <ol className="ord-lines">
        {more.urges.map((urge) => (
          <li key={urge.id}>
            <span className="grow">
              <strong>{say('from', urge.fromWhom)}</strong> {urge.text}
              {urge.answeredAt === null ? null : (
                <div className="muted">
                  {t('answered', { who: person(urge.answeredBy), text: urge.answer })}
                </div>
              )}
            </span>
            {urge.answeredAt === null && urge.answerDueAt !== null ? (
              <StatePill
                tone={urge.answerDueAt < f.nowMs ? 'red' : 'amber'}
                label={t('due', { when: f.date(urge.answerDueAt, 'always') })}
              />
            ) : null}
            <span className="faint">{f.date(urge.at, 'always')}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Parts that went into the machine, and where the old one is. */
export function UsedSection({ more }: { more: More | undefined }) {
  const t = useWords('orderdoc');
  const p = useWords('parts');
  const { named } = useLifeWords();
  if (!more || more.used.length === 0) return null;
  return (
    <Section title={t('section.used')}>
      <ol className="ord-lines">
        {more.used.map((part) => (
          <li key={part.id}>
            <span className="grow">{named(part)}</span>
            <QuantityText milli={part.quantityMilli} unit={part.unit} />
            {part.oldPartState ? (
              <StatePill label={t('oldPart', { state: p(`old.state.${part.oldPartState}`) })} />
            ) : null}
            <UndoUseButton partUseId={part.id} part={named(part)} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Brand, item, warranty end, fault–cause–measure of one machine. */
export function MachineDetails({ machine }: { machine: More['machines'][number] | undefined }) {
  const t = useWords('orderdoc');
  const { f } = useLifeWords();
  const word = useInLanguage();
  if (!machine) return null;
  const words = [
    word(machine.brandNameZh, machine.brandNameEn),
    word(machine.serviceItemZh, machine.serviceItemEn),
    machine.purchasedDay ? t('bought', { day: f.day(machine.purchasedDay) }) : '',
    machine.warrantyEndDay ? t('warrantyUntil', { day: f.day(machine.warrantyEndDay) }) : '',
    [word(machine.faultZh, machine.faultEn), machine.cause, machine.measure].filter(Boolean).join(' → '),
    machine.earlier > 0 ? t('earlier', { n: machine.earlier }) : '',
  ].filter(Boolean);
  return words.length === 0 ? null : <div className="muted">{words.join(' · ')}</div>;
}

/** Earlier orders of the same devices, by their codes. */
export function DeviceHistory({ orderId }: { orderId: string }) {
  const t = useWords('orderdoc');
  const { f, person, say } = useLifeWords();
  const word = useInLanguage();
  const title = useTitle();
  const { data } = useQuery('orders.deviceHistory', { id: orderId });
  if (!data || data.rows.length === 0) return null;
  return (
    <>
      <h4 className="muted">{t('section.history')}</h4>
      <ol className="ord-lines">
        {data.rows.map((row) => (
          <li key={`${row.machineId} ${row.orderId}`}>
            <span className="grow">
              <Link className="ord-link" to={`/orders/${row.orderId}`}>
                {row.number}
              </Link>{' '}
              {title(row)}{' '}
              <span className="muted">
                {[word(row.faultZh, row.faultEn), person(row.staffName)].filter(Boolean).join(' · ')}
              </span>
            </span>
            {row.resultCode ? <span className="muted">{say('result', row.resultCode)}</span> : null}
            <OrderState state={row.state} />
            <span className="faint">{f.date(row.finishedAt ?? row.receivedAt)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
