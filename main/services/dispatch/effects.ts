import { Fault } from '../../../domain/kernel/fault.ts';
import { getSetting } from '../masters.ts';
import type { Effect } from '../orders/core/apply-action.ts';
import { handOverParts } from '../parts/reservations.ts';

/** Gives the order to `params.staffId` or `params.subShopId`: a new assignment row with its acceptance deadline. */
export const takeSlot: Effect = (tx, { order, input }) => {
  const staffId = textOrNull(input.params?.staffId);
  const subShopId = textOrNull(input.params?.subShopId);
  if (staffId === null && subShopId === null)
    throw new Fault('input_invalid', { field: 'staffId', problem: 'missing' });
  const team =
    staffId === null
      ? null
      : (tx.value<string | null>('SELECT team_id FROM staff WHERE id = ?', staffId) ?? null);
  const acceptMinutes = getSetting<number>(tx, 'outlet', 'technician_accept_minutes', 30);
  tx.insert('assignment', {
    work_order_id: order.id,
    assign_no:
      1 +
      (tx.value<number>(
        'SELECT coalesce(max(assign_no), 0) FROM assignment WHERE work_order_id = ?',
        order.id,
      ) ?? 0),
    staff_id: staffId,
    sub_shop_id: subShopId,
    state: 'offered',
    accept_due_at: tx.at + acceptMinutes * 60_000,
    reason_code: input.reasonCode ?? null,
    assigned_by: tx.staffId,
    batch_id: textOrNull(input.params?.batchId),
    at: tx.at,
  });
  return { staff_id: staffId, sub_shop_id: subShopId, team_id: team };
};

/** Ends the running assignment; who was assigned stays readable in its row. */
export const releaseSlots: Effect = (tx, { order, edge, input }) => {
  const state =
    edge.action === 'finish'
      ? 'done'
      : edge.action === 'decline'
        ? 'refused'
        : edge.action === 'unassign'
          ? 'returned'
          : 'replaced';
  for (const row of tx.all<{ id: string }>(
    "SELECT id FROM assignment WHERE work_order_id = ? AND state IN ('offered', 'accepted')",
    order.id,
  )) {
    tx.update('assignment', row.id, { state, ended_at: tx.at, reason_code: input.reasonCode ?? undefined });
  }
};

export const dropAssignment: Effect = () => ({ staff_id: null, sub_shop_id: null, team_id: null });

/** What changes hands with the order is asked about: parts in the bag, money taken, photos. */
export const handOver: Effect = (tx, { order, input }) => {
  const parts =
    tx.value<number>(
      "SELECT count(*) FROM reservation WHERE work_order_id = ? AND state IN ('held', 'issued')",
      order.id,
    ) ?? 0;
  const taken =
    tx.value<number>(
      'SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE work_order_id = ? AND handover_id IS NULL',
      order.id,
    ) ?? 0;
  const shots =
    tx.value<number>(
      "SELECT count(*) FROM attachment WHERE entity = 'work_order' AND entity_id = ?",
      order.id,
    ) ?? 0;
  handOverParts(tx, order, textOrNull(input.params?.staffId), textOrNull(input.params?.subShopId));
  tx.event({
    entity: 'work_order',
    entityId: order.id,
    workOrderId: order.id,
    kind: 'order.handed_over',
    params: {
      fromStaffId: order.staff_id,
      toStaffId: textOrNull(input.params?.staffId),
      parts,
      takenFen: taken,
      shots,
    },
  });
};

/** The technician's page and the message queue read this event; nothing leaves the house here. */
export const notifyTechnician: Effect = (tx, { order, edge, input }) => {
  const staffId = textOrNull(input.params?.staffId) ?? order.staff_id;
  if (staffId === null) return;
  tx.event({
    entity: 'staff',
    entityId: staffId,
    workOrderId: order.id,
    kind: 'technician.told',
    params: { action: edge.action },
  });
};

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
