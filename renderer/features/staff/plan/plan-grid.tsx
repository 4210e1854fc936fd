import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useWords, type Words } from '../../../i18n/index.ts';
import { nameOf, personName } from '../../../lib/names.ts';
import { useFormat } from '../../../lib/use-format.ts';
import { isWholeDay, type Plan, type PlanCell, type PlanPerson, shortSpans } from './shapes.ts';

const steps: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export interface Place {
  row: number;
  column: number;
}

const hours = (minutes: number): string => String(Math.round(minutes / 6) / 10);

/** What of the day is left: hours, why it is lost, or the hours a part of it is lost for. */
function dayWords(t: Words, cell: PlanCell): string | null {
  if (cell.off !== null) return t(`off.${cell.off}`);
  const away = cell.rows.find((row) => row.kind !== 'work');
  if (away !== undefined)
    return `${t(`off.${away.kind}`)} ${shortSpans([{ from: away.fromClock, to: away.toClock }])}`;
  return isWholeDay(cell.spans) ? null : shortSpans(cell.spans);
}

/** More is given to the day than its hours hold. */
const isOver = (cell: PlanCell): boolean => cell.jobs > 0 && cell.takenMinutes > cell.capacityMinutes;

function cellWords(t: Words, cell: PlanCell): string {
  const there = dayWords(t, cell) ?? t('free');
  const jobs =
    cell.jobs === 0
      ? ''
      : t('jobs', { n: cell.jobs, hours: hours(cell.takenMinutes), of: hours(cell.capacityMinutes) });
  return [
    there,
    jobs,
    isOver(cell) ? t('over') : '',
    cell.conflicts > 0 ? t('conflicts', { n: cell.conflicts }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** People × days. One cell is in the tab order; arrows walk, Enter opens. */
export function PlanGrid(props: {
  plan: Plan;
  place: Place;
  onPlace: (place: Place) => void;
  onOpen: (person: PlanPerson, cell: PlanCell) => void;
}) {
  const t = useWords('plan');
  const f = useFormat();
  const { plan, place, onPlace } = props;
  const table = useRef<HTMLTableElement>(null);
  const walked = useRef(false);
  useEffect(() => {
    if (walked.current)
      table.current?.querySelector<HTMLButtonElement>(`[data-at="${place.row}:${place.column}"]`)?.focus();
    walked.current = false;
  }, [place]);
  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const row = Math.min(Math.max(place.row + step[0], 0), plan.people.length - 1);
    const column = Math.min(Math.max(place.column + step[1], 0), plan.days.length - 1);
    walked.current = true;
    onPlace({ row, column });
  };
  return (
    <div className="plan-scroll">
      <table className="plan-grid" aria-label={t('grid')} ref={table}>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            {plan.days.map((day) => (
              <th
                key={day.day}
                scope="col"
                className={day.day === f.today ? 'plan-today' : undefined}
                data-open={day.open}
              >
                <span>{f.weekday(day.day)}</span>
                <strong>{day.day.slice(5)}</strong>
                {day.nameZh === '' ? null : <small>{nameOf(day, f.language)}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.people.map((person, row) => (
            <tr key={person.staffId}>
              <th scope="row">
                <span className="muted">{person.code}</span> {personName(person, f.language)}
              </th>
              {person.cells.map((cell, column) => {
                const words = cellWords(t, cell);
                const here = place.row === row && place.column === column;
                return (
                  <td key={cell.day}>
                    <button
                      type="button"
                      className="plan-cell"
                      data-at={`${row}:${column}`}
                      data-off={cell.off ?? (cell.rows.length > 0 ? 'part' : undefined)}
                      data-conflict={cell.conflicts > 0 || undefined}
                      tabIndex={here ? 0 : -1}
                      aria-label={t('cell', {
                        name: personName(person, f.language),
                        day: cell.day,
                        what: words,
                      })}
                      onFocus={() => {
                        if (!here) onPlace({ row, column });
                      }}
                      onKeyDown={walk}
                      onClick={() => props.onOpen(person, cell)}
                    >
                      <span className={cell.off === null && cell.jobs === 0 ? 'faint' : undefined}>
                        {dayWords(t, cell) ?? (cell.jobs === 0 ? '·' : '')}
                      </span>
                      {cell.jobs > 0 ? (
                        <small data-over={isOver(cell) || undefined}>
                          {cell.conflicts > 0 ? '▲ ' : ''}
                          {t('jobs', {
                            n: cell.jobs,
                            hours: hours(cell.takenMinutes),
                            of: hours(cell.capacityMinutes),
                          })}
                        </small>
                      ) : null}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
