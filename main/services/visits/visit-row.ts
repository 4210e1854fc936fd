import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { stateOf, type OrderRow } from '../orders/core/order-row.ts';

/** The row of `visit` as commands read it. Times UTC ms. */
export interface VisitRow {
  id: string;
  version: number;
  work_order_id: string;
  visit_no: number;
  state: 'planned' | 'departed' | 'arrived' | 'ended' | 'void';
  day: string;
  departed_at: number | null;
  arrived_at: number | null;
  ended_at: number | null;
  outcome: string | null;
  at_desk: number;
  place_off_m: number | null;
  code_asked_at: number | null;
  key_id: number;
}

const columns =
  'id, version, work_order_id, visit_no, state, day, departed_at, arrived_at, ended_at, outcome, at_desk, place_off_m, code_asked_at, key_id';

/** Faults: `not_found`. */
export function getVisit(tx: Tx, id: string): VisitRow {
  const row = tx.get<VisitRow>(`SELECT ${columns} FROM visit WHERE id = ?`, id);
  if (row === undefined) throw new Fault('not_found', { entity: 'visit', id });
  return row;
}

/** The trip under way or planned, or null. */
export const findOpenVisit = (tx: Tx, orderId: string): VisitRow | null =>
  tx.get<VisitRow>(
    `SELECT ${columns} FROM visit WHERE work_order_id = ? AND state IN ('planned', 'departed', 'arrived') ORDER BY visit_no DESC LIMIT 1`,
    orderId,
  ) ?? null;

/** What every visit command answers. */
export const visitDone = (visit: VisitRow, order: OrderRow) => ({
  visitId: visit.id,
  visitNo: visit.visit_no,
  version: visit.version,
  state: visit.state,
  orderId: order.id,
  orderVersion: order.version,
  orderState: stateOf(order),
  queue: order.queue,
});

/** A line in the order's timeline and the audit chain about a visit. */
export function noteVisit(tx: Tx, visit: VisitRow, kind: string, params: Record<string, unknown> = {}): void {
  const all = { visitNo: visit.visit_no, ...params };
  tx.note({
    entity: 'visit',
    entityId: visit.id,
    workOrderId: visit.work_order_id,
    visitId: visit.id,
    kind,
    params: all,
  });
}
