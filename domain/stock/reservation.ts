/**
 * Reservations follow from open work: they live while the order is open and end with it. A self-check compares both,
 * so that reserved quantity never gets stuck.
 */
import type { OrderState } from '../orders/states.ts';
import { openStates } from '../orders/states.ts';

export const reservationStates = ['held', 'issued', 'released', 'short'] as const;
export type ReservationState = (typeof reservationStates)[number];

export interface Reservation {
  id: string;
  orderId: string;
  qtyMilli: number;
  state: ReservationState;
}

/** Reserved quantity counts only while held: issued parts are in the bag, released ones are free. */
export function heldMilli(reservations: readonly Reservation[]): number {
  return reservations.reduce((sum, one) => (one.state === 'held' ? sum + one.qtyMilli : sum), 0);
}

/** Reservations that hold stock for an order that is not open any more: must be empty. */
export function stuckReservations(
  reservations: readonly Reservation[],
  stateOf: (orderId: string) => OrderState | null,
): Reservation[] {
  return reservations.filter((one) => {
    if (one.state !== 'held') return false;
    const state = stateOf(one.orderId);
    return state === null || !openStates.includes(state);
  });
}

export type IssueRefusal =
  | { code: 'over_limit'; params: { limitFen: number; wouldBeFen: number } }
  | { code: 'old_part_owed'; params: { partId: string; count: number } };

export interface BagValue {
  /** Value of good parts the person holds and old parts he owes, in fen. */
  heldFen: number;
  owedOldParts: readonly { partId: string; count: number }[];
}

/**
 * 领料额度 and 以旧换新 before parts leave the store: above the limit, or while the last old part of the same maker's
 * part is owed, a manager has to say yes.
 */
export function issueRefusals(
  bag: BagValue,
  limitFen: number | null,
  issue: readonly { partId: string; valueFen: number; oldForNew: boolean }[],
): IssueRefusal[] {
  const out: IssueRefusal[] = [];
  const wouldBeFen = bag.heldFen + issue.reduce((sum, line) => sum + line.valueFen, 0);
  if (limitFen !== null && wouldBeFen > limitFen)
    out.push({ code: 'over_limit', params: { limitFen, wouldBeFen } });
  for (const line of issue) {
    if (!line.oldForNew) continue;
    const owed = bag.owedOldParts.find((one) => one.partId === line.partId && one.count > 0);
    if (owed !== undefined)
      out.push({ code: 'old_part_owed', params: { partId: owed.partId, count: owed.count } });
  }
  return out;
}
