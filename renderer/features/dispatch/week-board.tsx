import { type KeyboardEvent, useRef } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { hours } from '../../lib/format.ts';
import { nameOf } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { ErrorLine, Meter, Skeleton } from '../../ui/index.ts';

type Week = OutputOf<'dispatch.week'>;
type PersonDay = Week['people'][number]['days'][number];

const percentOf = (minutes: number, of: number) => (of === 0 ? 0 : Math.round((minutes / of) * 100));

/** People × seven days with what each has and could have; below it the slots. A cell opens its day. */
export function WeekBoard(props: { fromDay: string; teamId: string | null; onOpen: (day: string) => void }) {
  const t = useWords('week');
  const { data, loading, faultText } = useQuery(
    'dispatch.week',
    { fromDay: props.fromDay, teamId: props.teamId },
    { keep: true },
  );
  return (
    <>
      <ErrorLine text={faultText} />
      {loading || !data ? (
        <Skeleton lines={14} />
      ) : (
        <WeekTable week={data} onOpen={props.onOpen} label={t('title')} />
      )}
    </>
  );
}

function WeekTable({ week, onOpen, label }: { week: Week; onOpen: (day: string) => void; label: string }) {
  const t = useWords('week');
  const withTeams = useFeature('teams');
  const personName = usePersonName();
  const f = useFormat();
  const grid = useRef<HTMLTableElement>(null);
  const total = (of: (day: Week['days'][number]) => number) =>
    week.days.reduce((sum, day) => sum + of(day), 0);
  /** Arrows walk over the cells; the table is one stop of Tab. */
  const walk = (event: KeyboardEvent<HTMLTableElement>) => {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const from = (event.target as HTMLElement).dataset.week?.split(' ').map(Number);
    if (!by || !from) return;
    event.preventDefault();
    event.stopPropagation();
    const next = `${(from[0] ?? 0) + (by[0] ?? 0)} ${(from[1] ?? 0) + (by[1] ?? 0)}`;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-week="${next}"]`);
    if (!cell) return;
    for (const one of grid.current?.querySelectorAll<HTMLElement>('[data-week]') ?? []) one.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
  };
  return (
    <div className="dispatch-week" tabIndex={0} role="region" aria-label={label}>
      <table ref={grid} onKeyDown={walk}>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            {week.days.map((day) => (
              <th key={day.day} scope="col" data-today={day.day === f.today || undefined}>
                {day.day.slice(5)} {f.weekday(day.day)}
              </th>
            ))}
            <th scope="col">{t('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {week.people.map((person, row) => (
            <tr key={person.staffId}>
              <th scope="row">{personName(person.name)}</th>
              {person.days.map((day, column) => (
                <td key={day.day} data-off={day.off === null ? undefined : ''}>
                  <button
                    type="button"
                    className="dispatch-week-cell"
                    data-week={`${row} ${column}`}
                    tabIndex={row === 0 && column === 0 ? 0 : -1}
                    onClick={() => onOpen(day.day)}
                  >
                    <DayCell day={day} name={personName(person.name)} />
                  </button>
                </td>
              ))}
              <td className="num">
                {t('cell', {
                  jobs: person.jobs,
                  hours: hours(person.minutes),
                  of: hours(person.capacityMinutes),
                })}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('all')}</th>
            {week.days.map((day) => (
              <td key={day.day} className="num">
                {t('cell', { jobs: day.jobs, hours: hours(day.minutes), of: hours(day.capacityMinutes) })}
                {day.unassigned > 0 ? (
                  <div className="dispatch-mark">{t('open', { n: day.unassigned })}</div>
                ) : null}
              </td>
            ))}
            <td className="num">
              {t('cell', {
                jobs: total((day) => day.jobs),
                hours: hours(total((day) => day.minutes)),
                of: hours(total((day) => day.capacityMinutes)),
              })}
            </td>
          </tr>
          <tr className="dispatch-week-about">
            <th scope="colgroup" colSpan={9}>
              {t('slots')}
            </th>
          </tr>
          {week.slots.map((slot) => (
            <tr key={slot.id}>
              <th scope="row">
                {slot.fromClock}–{slot.toClock}
              </th>
              {week.days.map((day) => {
                const load = day.slots.find((one) => one.slotId === slot.id);
                return (
                  <td
                    key={day.day}
                    className="num"
                    data-full={load && load.taken >= load.capacity ? '' : undefined}
                  >
                    {load === undefined ? '' : load.closed ? t('closed') : `${load.taken}/${load.capacity}`}
                  </td>
                );
              })}
              <td />
            </tr>
          ))}
          {(withTeams ? week.teams : []).map((team) => (
            <tr key={team.id}>
              <th scope="row">{nameOf(team, f.language)}</th>
              <td colSpan={7} />
              <td className="num">
                {t('cell', { jobs: team.jobs, hours: hours(team.minutes), of: hours(team.capacityMinutes) })}
                <div className="faint">{percentOf(team.minutes, team.capacityMinutes)}%</div>
              </td>
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}

function DayCell({ day, name }: { day: PersonDay; name: string }) {
  const t = useWords('week');
  const percent = percentOf(day.minutes, day.capacityMinutes);
  const words = t('cell', { jobs: day.jobs, hours: hours(day.minutes), of: hours(day.capacityMinutes) });
  return (
    <>
      {day.off === null ? (
        <>
          {day.jobs === 0 && day.minutes === 0 ? (
            // A free day is quiet; what it could hold is read at the pointer
            <span className="faint" title={words}>
              —
            </span>
          ) : (
            <span className="num">{words}</span>
          )}
          <Meter percent={percent} label={t('load', { name, percent })} />
          {day.away.length > 0 ? (
            <span className="faint">
              {day.away.map((one) => t(`dispatch:absence.${one.kind}`)).join(' · ')}
            </span>
          ) : null}
        </>
      ) : (
        <>
          <span className="muted">{t(`dispatch:absence.${day.off}`)}</span>
          {day.jobs > 0 ? <span className="dispatch-mark">{t('stillHas', { n: day.jobs })}</span> : null}
        </>
      )}
    </>
  );
}
