import { presenceOfDay } from '../../../domain/staff/shifts.ts';
import { addDays, clockText } from '../../../domain/time/business-day.ts';
import { spansOfDay } from '../../../domain/time/calendar.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers } from '../context.ts';
import { getCalendar, readerOf } from '../masters.ts';
import { dayNotes } from '../outlet/holidays.ts';
import { type CellFacts, patternRows, planOf, windowOf } from './plan.ts';
import { type PatternRow, patternOf, patternsFor } from './presence.ts';

type Input = CheckedInputOf<'staff.tryPattern'>;
type Tried = OutputOf<'staff.tryPattern'>;

/** The id of a pattern that stands nowhere yet. */
const triedId = 'tried';

/** The patterns as they would stand: the tried one beside the others, the one it replaces ended the day before. */
function withTried(rows: readonly PatternRow[], input: Input): PatternRow[] {
  const tried: PatternRow = {
    id: triedId,
    version: 1,
    staff_id: input.staffId,
    team_id: input.teamId,
    from_day: input.fromDay,
    to_day: input.toDay,
    body: JSON.stringify(input.cycle),
  };
  const others = rows.flatMap((row) => {
    if (row.id !== input.id) return [row];
    return row.from_day < input.fromDay ? [{ ...row, to_day: addDays(input.fromDay, -1) }] : [];
  });
  return [...others, tried];
}

const countConflicts = (cells: Map<string, CellFacts[]>): number =>
  [...cells.values()].reduce((sum, row) => sum + row.reduce((n, one) => n + one.conflicts.length, 0), 0);

export const tryPatternHandlers = {
  'staff.tryPattern': (ctx, input): Tried => {
    const read = readerOf(ctx.read);
    const calendar = getCalendar(read);
    const window = windowOf(ctx, { ...input, staffId: input.staffId, teamId: input.teamId });
    const rows = patternRows(read);
    const after = withTried(rows, input);
    const plan = planOf(read, window, after);
    const until = addDays(input.fromDay, input.days - 1);
    const notes = dayNotes(calendar, input.fromDay, until);
    const pattern = patternOf(after.at(-1) as PatternRow);
    const own = input.staffId === null ? undefined : plan.cells.get(input.staffId);
    const ruled = plan.people.filter((person) =>
      patternsFor(after, person, input.fromDay).some((row) => row.id === triedId),
    );
    return {
      days: Array.from({ length: input.days }, (_, at) => {
        const day = addDays(input.fromDay, at);
        const note = notes.get(day);
        const there =
          own?.[at]?.cell ??
          presenceOfDay({
            day,
            patterns: input.toDay !== null && day > input.toDay ? [] : [pattern],
            exceptions: [],
            hours: spansOfDay(day, calendar),
          });
        return {
          day,
          nameZh: note?.nameZh ?? '',
          nameEn: note?.nameEn ?? '',
          off: there.off,
          spans: there.spans.map((span) => ({ from: textOf(span.from), to: textOf(span.to) })),
        };
      }),
      people: ruled.length,
      exceptions: ruled
        .flatMap((person) =>
          (plan.cells.get(person.staffId) ?? []).flatMap(({ cell }) =>
            cell.rows.map((row) => ({
              staffId: person.staffId,
              name: person.name,
              nameEn: person.nameEn,
              day: cell.day,
              fromClock: row.fromClock,
              toClock: row.toClock,
              kind: row.kind,
            })),
          ),
        )
        .slice(0, 200),
      conflicts: countConflicts(plan.cells),
      conflictsNow: countConflicts(planOf(read, window, rows).cells),
    };
  },
} satisfies Handlers;

const textOf = (clock: number | string): string => (typeof clock === 'number' ? clockText(clock) : clock);
