import type { OutputOf } from '../../../../preload/contract/index.ts';

export type Plan = OutputOf<'staff.plan'>;
export type PlanPerson = Plan['people'][number];
export type PlanCell = PlanPerson['cells'][number];
export type Pattern = Plan['patterns'][number];
export type Spans = Pattern['cycle'][number];

/** Tables whose changes make the plan old. */
export const planTables = ['staff', 'shift', 'shift_pattern', 'team', 'work_order', 'setting'] as const;

export const spansText = (spans: Spans): string => spans.map((span) => `${span.from}-${span.to}`).join(', ');

/** «8:00-12:00, 13:00-17:00»; what is no span is left for the host to refuse. */
export const readSpans = (text: string): Spans =>
  text
    .split(/[,;\s，、]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [from = '', to = ''] = part.replace(/[–—~]/, '-').split('-');
      return { from: from.padStart(5, '0'), to: to.padStart(5, '0') };
    });

/** Every span of a day, short: 8–12 13–17:30. */
export const allSpans = (spans: Spans): string => spans.map((span) => shortSpans([span])).join(' ');

/** Short form for a narrow cell: 8–17; a break in between is not told. */
export function shortSpans(spans: Spans): string {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return '';
  const hour = (clock: string) => clock.replace(/^0/, '').replace(/:00$/, '');
  return `${hour(first.from)}–${hour(last.to)}`;
}

export const isWholeDay = (spans: Spans): boolean =>
  spans.length === 1 && spans[0]?.from === '00:00' && spans[0]?.to === '24:00';
