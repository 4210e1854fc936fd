import { Fault } from '../../../domain/kernel/fault.ts';
import type { Effect } from '../orders/core/apply-action.ts';
import { moveTaking } from '../money/move-taking.ts';
import { transferToPerson } from '../parts/pass-on.ts';
import { handOverParts } from '../parts/reservations.ts';

/** Gives the order to `params.staffId` or `params.subShopId`: a new assignment row; when it has to be answered stands on the order. */
export const takeSlot: Effect = (tx, { order, input }) => {
  const staffId = textOrNull(input.params?.staffId);
  const subShopId = textOrNull(input.params?.subShopId);
  if (staffId === null && subShopId === null)
    throw new Fault('input_invalid', { field: 'staffId', problem: 'missing' });
  const team =
    staffId === null
      ? null
      : (tx.value<string | null>('SELECT team_id FROM staff WHERE id = ?', staffId) ?? null);
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

/**
 * What changes hands with the order was asked about: the parts (`params.reservationIds`) and the money
 * (`params.paymentIds`) somebody agreed to move go along in the same step, the rest stays with the one before. Photos
 * belong to the order. What moved is kept on the new assignment and in the event.
 */
export const handOver: Effect = (tx, { order, input }) => {
  const to = {
    toStaffId: textOrNull(input.params?.staffId),
    toSubShopId: textOrNull(input.params?.subShopId),
  };
  handOverParts(tx, order, to.toStaffId, to.toSubShopId);
  const from = order.staff_id;
  const passed = listOf(input.params?.passed);
  const paper =
    from === null
      ? null
      : transferToPerson(tx, {
          ...to,
          orderId: order.id,
          fromStaffId: from,
          reservationIds: listOf(input.params?.reservationIds),
          overLimit: passed.includes('parts_limit'),
        });
  const moved = { cash: 0, qr: 0 };
  for (const paymentId of from === null ? [] : listOf(input.params?.paymentIds)) {
    if (to.toStaffId === null) throw new Fault('input_invalid', { field: 'paymentIds', problem: 'person' });
    const one = moveTaking(tx, { paymentId, fromStaffId: from ?? '', toStaffId: to.toStaffId });
    moved[one.method === 'qr' ? 'qr' : 'cash'] += one.amountFen;
  }
  const shots =
    tx.value<number>(
      "SELECT count(*) FROM attachment WHERE entity = 'work_order' AND entity_id = ?",
      order.id,
    ) ?? 0;
  const params = {
    fromStaffId: from,
    fromSubShopId: order.sub_shop_id,
    ...to,
    parts: paper?.lines ?? 0,
    documentNumber: paper?.number ?? null,
    cashFen: moved.cash,
    qrFen: moved.qr,
    shots,
  };
  const running = tx.value<string>(
    "SELECT id FROM assignment WHERE work_order_id = ? AND state = 'offered' ORDER BY assign_no DESC LIMIT 1",
    order.id,
  );
  if (running !== undefined) tx.update('assignment', running, { hand_over: params });
  tx.event({
    entity: 'work_order',
    entityId: order.id,
    workOrderId: order.id,
    kind: 'order.handed_over',
    params,
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

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
