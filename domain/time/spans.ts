/**
 * The nine spans of the EIE model from events. Nothing is typed in: an order has a span when both its ends happened.
 * With several visits the order counts the first departure, first arrival and last finish; each visit is also
 * measured by itself.
 */

export type SpanEvent =
  | 'taken_in'
  | 'accepted_for_work'
  | 'technician_accepted'
  | 'departed'
  | 'arrived'
  | 'visit_finished'
  | 'evaluation_started'
  | 'evaluated'
  | 'settlement_started'
  | 'settled';

export interface TimedEvent {
  kind: SpanEvent;
  /** UTC ms. */
  at: number;
  /** 1, 2, … for departed, arrived and visit_finished. */
  visit?: number;
}

export const spanNames = ['t1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9'] as const;
export type SpanName = (typeof spanNames)[number];

export interface VisitSpans {
  visit: number;
  travelMs: number | null;
  workMs: number | null;
}

export interface OrderSpans {
  /** ms, or null when an end is missing. Negative spans are kept: they show a wrong clock or order of keying. */
  spans: Record<SpanName, number | null>;
  visits: VisitSpans[];
}

/** Which end of several equal events counts. */
const takeLast: readonly SpanEvent[] = ['visit_finished', 'evaluated', 'settled'];

function pick(events: readonly TimedEvent[], kind: SpanEvent): number | null {
  const times = events.filter((event) => event.kind === kind).map((event) => event.at);
  if (times.length === 0) return null;
  return takeLast.includes(kind) ? Math.max(...times) : Math.min(...times);
}

/** The technician who came is the one whose acceptance counts: the last before the first departure. */
function acceptance(events: readonly TimedEvent[], departedAt: number | null): number | null {
  const times = events.filter((event) => event.kind === 'technician_accepted').map((event) => event.at);
  const before = departedAt === null ? times : times.filter((at) => at <= departedAt);
  const usable = before.length > 0 ? before : times;
  return usable.length === 0 ? null : Math.max(...usable);
}

function minus(end: number | null, start: number | null): number | null {
  return end === null || start === null ? null : end - start;
}

export function computeSpans(events: readonly TimedEvent[]): OrderSpans {
  const departed = pick(events, 'departed');
  const points: (number | null)[] = [
    pick(events, 'taken_in'),
    pick(events, 'accepted_for_work'),
    acceptance(events, departed),
    departed,
    pick(events, 'arrived'),
    pick(events, 'visit_finished'),
    pick(events, 'evaluation_started'),
    pick(events, 'evaluated'),
    pick(events, 'settlement_started'),
    pick(events, 'settled'),
  ];
  const spans = {} as Record<SpanName, number | null>;
  spanNames.forEach((name, index) => {
    spans[name] = minus(points[index + 1] ?? null, points[index] ?? null);
  });

  const numbers = [...new Set(events.flatMap((event) => (event.visit === undefined ? [] : [event.visit])))];
  const visits = numbers
    .sort((a, b) => a - b)
    .map((visit): VisitSpans => {
      const own = events.filter((event) => event.visit === visit);
      const arrived = pick(own, 'arrived');
      return {
        visit,
        travelMs: minus(arrived, pick(own, 'departed')),
        workMs: minus(pick(own, 'visit_finished'), arrived),
      };
    });
  return { spans, visits };
}
