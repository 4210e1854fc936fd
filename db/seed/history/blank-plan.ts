import type { HistorySource, OrderPlan } from './plan-types.ts';

/** An order that has just come in: nobody has called, booked or gone there yet. `receivedAt` UTC ms. */
export function blankPlan(source: HistorySource, receivedAt: number): OrderPlan {
  return {
    source,
    receivedAt,
    state: 'received',
    sideState: null,
    steps: [],
    staffId: null,
    helperId: null,
    subShopId: null,
    assignedAt: null,
    acceptedAt: null,
    appointments: [],
    visits: [],
    calls: [],
    hold: null,
    finishedAt: null,
    resultCode: null,
    faultId: null,
    fees: [],
    taking: null,
    auditedDay: null,
    settled: false,
    upstreamStatus: 'open',
    lastAt: receivedAt,
  };
}

/** Minutes since midnight of a clock `HH:MM` of the demo file. */
export const minutesOf = (clock: string): number =>
  Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
