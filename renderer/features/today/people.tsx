import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { personName } from '../../lib/names.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Card } from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';
import type { Today } from './types.ts';
import { walkBars } from './walk.ts';

/** Each technician's day as bars on one scale: done, under way, planned, past its time, away. */
export function People({ today }: { today: Today }) {
  const t = useWords('today');
  const f = useFormat();
  const navigate = useNavigate();
  const titleOf = useTitle();
  const { fromAt, toAt } = today;
  const span = Math.max(1, toAt - fromAt);
  const place = (from: number, to: number) => {
    const left = Math.min(1, Math.max(0, (from - fromAt) / span));
    const right = Math.min(1, Math.max(left, (to - fromAt) / span));
    return { left: `${left * 100}%`, width: `${(right - left) * 100}%` };
  };
  const hours: number[] = [];
  for (let at = fromAt; at <= toAt; at += 2 * 3_600_000) hours.push(at);
  // One stop of Tab for the whole day; arrows go on from there
  const firstBar = today.people.find((person) => person.bars.length > 0)?.bars[0]?.orderId;
  const inDay = f.nowMs >= fromAt && f.nowMs <= toAt;
  return (
    <Card
      title={t('people')}
      aside={
        <span className="today-legend" aria-hidden="true">
          {(['done', 'now', 'planned', 'late'] as const).map((kind) => (
            <span key={kind}>
              <i data-kind={kind} /> {t(`bar.${kind}`)}
            </span>
          ))}
        </span>
      }
    >
      {today.people.length === 0 ? <p className="muted">{t('peopleNone')}</p> : null}
      {today.people.length > 0 ? (
        <div className="today-person today-hours" aria-hidden="true">
          <span />
          <span className="today-scale">
            {hours.map((at) => (
              <span key={at} style={{ left: `${((at - fromAt) / span) * 100}%` }}>
                {f.time(at)}
              </span>
            ))}
          </span>
          <span />
        </div>
      ) : null}
      <div onKeyDown={walkBars}>
        {today.people.map((person) => {
          const name = personName(person, f.language);
          const percent =
            person.capacityMinutes === 0
              ? 0
              : Math.round((person.takenMinutes * 100) / person.capacityMinutes);
          return (
            <div key={person.staffId} className="today-person">
              <span className="truncate">{name}</span>
              <span
                className="today-track"
                role="group"
                aria-label={t('load', { name, done: person.done, jobs: person.jobs, percent })}
              >
                {person.away.map((away) => (
                  <span
                    key={away.fromAt}
                    className="today-away"
                    title={`${t('awayBar')} ${t(`kind.${away.kind}`)}`}
                    style={place(away.fromAt, away.toAt)}
                  />
                ))}
                {person.bars.map((bar) => (
                  <button
                    key={bar.orderId}
                    type="button"
                    className="today-bar"
                    tabIndex={bar.orderId === firstBar ? 0 : -1}
                    data-kind={bar.kind}
                    style={place(bar.fromAt, bar.toAt)}
                    title={`${bar.number} ${titleOf(bar)} · ${f.time(bar.fromAt)}–${f.time(bar.toAt)} · ${t(`bar.${bar.kind}`)}`}
                    aria-label={`${bar.number} ${titleOf(bar)} ${f.time(bar.fromAt)} ${t(`bar.${bar.kind}`)}`}
                    onClick={() => void navigate(`/orders/${bar.orderId}`)}
                  />
                ))}
                {inDay ? (
                  <span
                    className="today-nowline"
                    style={{ left: `${((f.nowMs - fromAt) / span) * 100}%` }}
                    aria-hidden="true"
                  />
                ) : null}
              </span>
              <span
                className="muted today-jobs"
                data-over={percent > 100 || undefined}
                title={t('load', { name, done: person.done, jobs: person.jobs, percent })}
              >
                {t('jobs', { done: person.done, jobs: person.jobs })}
              </span>
            </div>
          );
        })}
      </div>
    </Card>
  );
}
