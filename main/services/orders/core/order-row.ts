import type { Tx } from '../../../../db/tx.ts';
import type { OrderState } from '../../../../domain/orders/states.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';

/** The row of `work_order` as commands read it. Times UTC ms, money fen. */
export interface OrderRow {
  id: string;
  number: string;
  version: number;
  state: OrderState;
  side_state: OrderState | null;
  queue: string;
  reason_code: string | null;
  title: string;
  service_type: string;
  service_item_id: string | null;
  machine_count: number;
  warranty: string | null;
  customer_id: string;
  address_id: string;
  division_code: string | null;
  payer_id: string | null;
  connection_id: string | null;
  upstream_number: string | null;
  staff_id: string | null;
  team_id: string | null;
  sub_shop_id: string | null;
  appointment_state: 'none' | 'proposed' | 'agreed' | 'missed';
  appointment_day: string | null;
  appointment_slot_id: string | null;
  appointment_start_at: number | null;
  appointment_end_at: number | null;
  appointment_changes: number;
  verdict: 'pending' | 'passed' | 'refill' | 'redo' | 'refused' | null;
  verdict_deadline_at: number | null;
  is_rework: number;
  parent_id: string | null;
  urgent: number;
  rank: number;
  complaint: number;
  urges: number;
  calls: number;
  visits: number;
  deadline_at: number | null;
  deadline_kind: string | null;
  money_at_risk_fen: number;
  amount_fen: number;
  distance_m: number | null;
  key_id: number;
  received_day: string;
  received_at: number;
  accepted_upstream_at: number | null;
  first_call_at: number | null;
  finished_at: number | null;
  hold_since: number | null;
  next_contact_at: number | null;
  accept_due_at: number | null;
}

/** The order inside a command. Faults: `not_found`. */
export function getOrder(tx: Tx, id: string): OrderRow {
  const row = tx.get<OrderRow>('SELECT * FROM work_order WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'work_order', id });
  return row;
}

/** Main and side state are two columns, so that `resume` knows where the order stood; the table of edges sees one. */
export const stateOf = (order: Pick<OrderRow, 'state' | 'side_state'>): OrderState =>
  order.side_state ?? order.state;
