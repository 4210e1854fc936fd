import type { Tx } from '../../../../db/tx.ts';
import type { CanonicalOrder, UpstreamStatus } from '../../../../domain/orders/canonical.ts';
import { findEdge } from '../../../../domain/orders/life.ts';
import { isReported } from '../../../../domain/orders/verdict.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import { getZone } from '../../masters.ts';
import { normalAddress, resolveDivision } from '../../places.ts';
import { applyAction, writeOrder } from '../../orders/core/apply-action.ts';
import { getOrder, stateOf, type OrderRow } from '../../orders/core/order-row.ts';
import { takeVerdict } from '../../orders/core/verdict.ts';
import { searchOrder } from '../../orders/search-order.ts';
import { followBooking } from '../../visits/follow-booking.ts';
import { verifyIfMet } from '../../visits/proof.ts';
import type { FieldChange } from './diff.ts';

export interface UpstreamChange {
  sourceOrderId: string;
  keyId: number;
  inboxId: string;
  before: CanonicalOrder;
  after: CanonicalOrder;
  changes: FieldChange[];
}

/**
 * What a platform's change does to our orders (A9). Cancelled: every running order of it is intercepted: parts and
 * slots released, slip void. Other changes: taken over at once while nobody has acted on the order, otherwise kept
 * as a difference for a person to accept, field by field.
 */
export function applyUpstreamChange(tx: Tx, change: UpstreamChange): void {
  const orders = tx.all<{ id: string }>(
    'SELECT work_order_id AS id FROM work_order_source WHERE source_order_id = ?',
    change.sourceOrderId,
  );
  const cancelled = change.after.status === 'cancelled' && change.before.status !== 'cancelled';
  const reopened = change.before.status === 'cancelled' && change.after.status !== 'cancelled';
  const fresh = orders
    .map(({ id }) => getOrder(tx, id))
    .every((order) => stateOf(order) === 'received' || stateOf(order) === 'in_review');
  const state = cancelled || reopened || fresh || onlyOwnEcho(change) ? 'automatic' : 'open';
  const changeId = tx.insert('source_change', {
    source_order_id: change.sourceOrderId,
    inbox_id: change.inboxId,
    kind: cancelled ? 'cancelled' : reopened ? 'reopened' : 'changed',
    diff_sealed: tx.seal(change.keyId, change.changes),
    fields: change.changes.map((one) => one.field),
    key_id: change.keyId,
    state,
    at: tx.at,
    decided_at: state === 'automatic' ? tx.at : null,
  });
  for (const { id } of orders) {
    const order = getOrder(tx, id);
    if (cancelled) intercept(tx, order);
    else if (reopened) tellReopened(tx, order);
    else if (fresh) takeOver(tx, order, change);
    else if (state === 'open') {
      writeOrder(
        tx,
        order,
        {},
        {
          kind: 'order.changed_upstream',
          params: { changeId, fields: change.changes.map((one) => one.field).join(',') },
        },
      );
    }
    followStatus(tx, id, change);
  }
}

/** The platform repeats back what we told it (accepted, assigned, booked …): no difference for a person. */
function onlyOwnEcho({ changes, after }: UpstreamChange): boolean {
  const own = new Set([
    'accepted',
    'assigned',
    'booked',
    'on_site',
    'finished',
    'returned',
    'verified',
    'settled',
    'on_hold',
    'open',
  ]);
  return (
    changes.every(({ field }) => field === 'status' || field === 'goodsArrivedAt') && own.has(after.status)
  );
}

function intercept(tx: Tx, order: OrderRow): void {
  const state = stateOf(order);
  if (findEdge(state, 'intercept') !== null) {
    applyAction(tx, { orderId: order.id, action: 'intercept', reasonCode: 'platform_cancelled' });
    return;
  }
  if (state === 'cancelled' || state === 'intercepted' || state === 'closed') return;
  // Work was done before the platform cancelled: the fee is at stake, a person decides.
  tx.insert('order_flag', {
    work_order_id: order.id,
    code: 'anomaly_cancelled_after_work',
    params: { state },
    severity: 'stop',
    raised_at: tx.at,
  });
  tx.event({
    entity: 'work_order',
    entityId: order.id,
    workOrderId: order.id,
    kind: 'order.cancelled_after_work',
    params: { state },
  });
}

function tellReopened(tx: Tx, order: OrderRow): void {
  const state = stateOf(order);
  if (state === 'intercepted')
    applyAction(tx, { orderId: order.id, action: 'accept_change', reasonCode: 'platform_reopened' });
  else
    tx.event({
      entity: 'work_order',
      entityId: order.id,
      workOrderId: order.id,
      kind: 'order.reopened_upstream',
      params: { state },
    });
}

/** Takes what a platform changed over into our order: address, user, amounts, its booking. */
export function takeOver(
  tx: Tx,
  order: OrderRow,
  { after, keyId, changes }: Pick<UpstreamChange, 'after' | 'keyId' | 'changes'>,
): void {
  const fields = new Set(changes.map((change) => change.field));
  const patch: Record<string, unknown> = {
    urgent: after.urgent,
    remark: after.remark,
    fault_text: after.faultText,
  };
  if (fields.has('address')) {
    const place = resolveDivision(tx, after.address);
    tx.update('address', order.address_id, {
      province: after.address.province,
      city: after.address.city,
      county: after.address.county,
      town: after.address.town,
      detail: after.address.detail,
      normal: normalAddress(after.address),
      division_code: place.divisionCode,
      estate_id: place.estateId,
      distance_m: place.distanceM,
      distance_method: place.method,
    });
    Object.assign(patch, {
      division_code: place.divisionCode,
      distance_m: place.distanceM,
      distance_method: place.method,
    });
  }
  if (fields.has('customer')) {
    tx.update('customer', order.customer_id, {
      name: after.customer.name,
      phone: after.customer.phone,
      phone_masked: after.customer.phoneMasked,
      phone_tail: after.customer.phone?.slice(-4) ?? null,
      phone2: after.customer.phone2,
      virtual_phone: after.customer.virtualPhone,
      virtual_phone_expires_at: after.customer.virtualPhoneExpiresAt,
    });
  }
  if (fields.has('fees')) patch.amount_fen = after.fees.reduce((sum, fee) => sum + fee.amountFen, 0);
  if (fields.has('appointmentStartAt') || fields.has('appointmentEndAt'))
    Object.assign(patch, bookByPlatform(tx, order, after));
  writeOrder(tx, order, patch, {
    kind: 'order.updated_by_platform',
    params: { fields: [...fields].join(',') },
  });
  searchOrder(tx, order.id, {
    number: order.number,
    upstreamNumber: order.upstream_number,
    title: order.title,
    person: after.customer,
    address: after.address,
    machines: after.machines,
    keyId,
  });
}

function bookByPlatform(tx: Tx, order: OrderRow, after: CanonicalOrder): Record<string, unknown> {
  const booked = after.appointmentStartAt !== null && after.appointmentEndAt !== null;
  const day = booked ? businessDay(after.appointmentStartAt as number, getZone(tx)) : null;
  tx.insert('appointment', {
    work_order_id: order.id,
    change_no:
      1 +
      (tx.value<number>(
        'SELECT coalesce(max(change_no), 0) FROM appointment WHERE work_order_id = ?',
        order.id,
      ) ?? 0),
    state: booked ? (order.appointment_state === 'agreed' ? 'changed' : 'agreed') : 'cancelled',
    day,
    start_at: after.appointmentStartAt,
    end_at: after.appointmentEndAt,
    fault_of: 'platform',
    source: 'platform',
    at: tx.at,
  });
  const patch = {
    appointment_state: booked ? ('agreed' as const) : ('none' as const),
    appointment_day: day,
    appointment_start_at: after.appointmentStartAt,
    appointment_end_at: after.appointmentEndAt,
  };
  return { ...patch, ...followBooking(tx, order, patch) };
}

/** Statuses in which the platform speaks about our papers or our goods. */
function followStatus(tx: Tx, orderId: string, { before, after, sourceOrderId }: UpstreamChange): void {
  const order = getOrder(tx, orderId);
  if (after.goodsArrivedAt !== null && before.goodsArrivedAt === null && order.finished_at === null) {
    writeOrder(
      tx,
      order,
      { goods_state: 'arrived' },
      { kind: 'order.goods_arrived', params: { arrivedAt: after.goodsArrivedAt } },
    );
    resumeForGoods(tx, order);
  } else if (after.status !== before.status) judgePapers(tx, order, after.status, sourceOrderId);
}

/** The platform sends reported papers back, or passes what it had sent back. */
function judgePapers(tx: Tx, order: OrderRow, status: UpstreamStatus, sourceOrderId: string): void {
  const { verdict } = order;
  if (status === 'returned') {
    if (!isReported(stateOf(order))) return;
    takeVerdict(tx, order, { step: { kind: 'return', fix: 'refill', dueAt: null }, sourceOrderId });
  } else if (
    (status === 'verified' || status === 'settled') &&
    (verdict === 'pending' || verdict === 'refill')
  )
    verifyIfMet(tx, takeVerdict(tx, order, { step: { kind: 'pass' }, sourceOrderId }).order, true);
}

/** What waited for the goods and for nothing else goes on by itself. */
function resumeForGoods(tx: Tx, order: OrderRow): void {
  if (stateOf(order) !== 'on_hold') return;
  const key = tx.value<string>(
    'SELECT hold_key FROM order_hold WHERE work_order_id = ? AND to_at IS NULL',
    order.id,
  );
  if (key === 'goods') applyAction(tx, { orderId: order.id, action: 'resume', reasonCode: 'goods_arrived' });
}
