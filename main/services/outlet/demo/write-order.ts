import { hash } from 'node:crypto';
import type { Tx } from '../../../../db/tx.ts';
import type { DemoFile } from '../../../../db/seed/index.ts';
import type { OrderPlan } from '../../../../db/seed/history/plan-types.ts';
import { chanceOf } from '../../../../db/seed/history/chance.ts';
import type { CanonicalOrder } from '../../../../domain/orders/canonical.ts';
import { singleMachines } from '../../../../domain/orders/single-machines.ts';
import { queueOf } from '../../../../domain/orders/queue.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import { findServiceItem } from '../../catalogue.ts';
import { nextOrderNumber } from '../../numbers.ts';
import { computeDerived } from '../../orders/core/derive.ts';
import type { OrderRow } from '../../orders/core/order-row.ts';
import { searchOrder } from '../../orders/search-order.ts';
import { placeCustomer, type PlacedCustomer } from '../../sync/ingest/customer.ts';
import type { Taken } from './intake.ts';
import { writeMoney } from './write-money.ts';
import { plannedTrip, writeVisits } from './write-visits.ts';

/**
 * Writes one planned order as it would stand had the program run all along: raw payload, source order, work order with
 * its machines, appointments, visits and fees, each state with its event. Times of the story go into the rows; the
 * audit chain says truthfully that the seed wrote them. An order that is there already is left alone.
 */
export function writeOrderPlan(tx: Tx, demo: DemoFile, plan: OrderPlan, taken: Taken): string | null {
  const { source } = plan;
  const byHand = source.connection === 'C-MAN';
  const { canonical } = taken;
  if (
    !byHand &&
    tx.value(
      'SELECT 1 FROM source_order WHERE connection_id = ? AND upstream_id = ?',
      source.connection,
      source.upstreamId,
    ) !== undefined
  )
    return null;
  const placed = placeCustomer(tx, canonical.customer, canonical.address);
  const sourceOrderId = byHand ? null : insertSource(tx, plan, taken, placed);
  const day = businessDay(plan.receivedAt);
  const number = nextOrderNumber(tx, day);
  const id = tx.newId();
  const row = orderRow(tx, demo, plan, canonical, placed, { id, number, day });
  tx.insert('work_order', row);
  if (sourceOrderId !== null)
    tx.insert('work_order_source', { work_order_id: id, source_order_id: sourceOrderId });
  const machineIds = insertMachines(tx, demo, plan, canonical, {
    id,
    sourceOrderId,
    payerId: row.payer_id as string | null,
  });
  const visitId = writeVisits(tx, plan, {
    orderId: id,
    customerId: placed.customerId,
    keyId: placed.keyId,
    phone: canonical.customer.phone ?? canonical.customer.virtualPhone ?? '',
    machineIds,
  });
  writeMoney(tx, plan, {
    orderId: id,
    number,
    customerId: placed.customerId,
    machineLineId: machineIds[0] ?? null,
    visitId,
  });
  // Deadlines hang on holds and visits, which are there only now; an order that is over has none.
  if (plan.state !== 'closed' && plan.sideState !== 'cancelled')
    tx.update('work_order', id, { ...computeDerived(tx, { ...emptyOrder, ...row } as unknown as OrderRow) });
  writeEvents(tx, plan, id);
  searchOrder(tx, id, {
    number,
    upstreamNumber: byHand ? null : source.upstreamId,
    title: String(row.title),
    person: canonical.customer,
    address: canonical.address,
    machines: canonical.machines,
    keyId: placed.keyId,
  });
  return id;
}

function insertSource(tx: Tx, plan: OrderPlan, { raw, canonical }: Taken, placed: PlacedCustomer): string {
  const { connection, upstreamId } = plan.source;
  const sourceOrderId = tx.newId();
  const isOver =
    plan.upstreamStatus === 'cancelled' || plan.upstreamStatus === 'settled' || plan.finishedAt !== null;
  const inboxId = tx.insert('inbox', {
    connection_id: connection,
    upstream_id: upstreamId,
    content_hash: hash('sha256', raw, 'hex'),
    raw_sealed: tx.seal(placed.keyId, raw),
    key_id: placed.keyId,
    state: 'applied',
    source_order_id: sourceOrderId,
    received_at: plan.receivedAt,
  });
  return tx.insert('source_order', {
    id: sourceOrderId,
    connection_id: connection,
    upstream_id: upstreamId,
    trade_id: canonical.tradeId,
    upstream_status: canonical.status,
    upstream_status_raw: canonical.statusRaw,
    revision: canonical.revision,
    cancelled_at: canonical.status === 'cancelled' ? plan.source.cancelAt : null,
    customer_id: placed.customerId,
    amount_fen: canonical.fees.reduce((sum, fee) => sum + fee.amountFen, 0),
    appointment_start_at: canonical.appointmentStartAt,
    appointment_end_at: canonical.appointmentEndAt,
    canonical_sealed: tx.seal(placed.keyId, canonical),
    echo: canonical.echo,
    key_id: placed.keyId,
    inbox_id: inboxId,
    first_seen_at: plan.receivedAt,
    last_seen_at: plan.lastAt,
    upstream_created_at: canonical.createdAt,
    closed_upstream: isOver,
  });
}

function orderRow(
  tx: Tx,
  demo: DemoFile,
  plan: OrderPlan,
  order: CanonicalOrder,
  placed: PlacedCustomer,
  made: { id: string; number: string; day: string },
): Record<string, unknown> {
  const item = findServiceItem(tx, order.serviceCode, order.serviceType, order.machines[0]?.category ?? null);
  const machineCount = Math.max(
    1,
    order.machines.reduce((sum, machine) => sum + machine.quantity, 0),
  );
  const name = item?.name_zh ?? (order.serviceName === '' ? order.serviceType : order.serviceName);
  const slot = plan.appointments.at(-1);
  const stamp = (action: string) => plan.steps.find((step) => step.action === action)?.at ?? null;
  const connection = demo.platform_connections.find((one) => one.code === plan.source.connection);
  const byHand = plan.source.connection === 'C-MAN';
  const person = demo.staff.find((one) => one.id === plan.staffId);
  const lastVisit = plan.visits.at(-1);
  const isOver = plan.sideState === 'cancelled' || plan.sideState === 'intercepted';
  const booked = slot !== undefined && !isOver && plan.hold === null;
  const payerFen = plan.fees
    .filter((fee) => fee.party === 'payer')
    .reduce((sum, fee) => sum + fee.amountFen, 0);
  return {
    id: made.id,
    number: made.number,
    state: plan.state,
    side_state: plan.sideState,
    queue: queueOf({
      state: plan.sideState ?? plan.state,
      holdKey: plan.hold?.key ?? null,
      appointment: booked ? 'agreed' : 'none',
      visit: 'none',
      verdict: 'none',
      settled: plan.settled,
    }),
    reason_code: plan.hold?.reasonCode ?? (plan.sideState === null ? null : 'platform_cancelled'),
    hold_since: plan.hold?.fromAt ?? null,
    next_contact_at: plan.hold?.nextAt ?? null,
    title: machineCount > 1 ? `${name} ×${machineCount}` : name,
    service_type: order.serviceType,
    service_item_id: item?.id ?? null,
    machine_count: machineCount,
    warranty: order.machines[0]?.warranty ?? null,
    customer_id: placed.customerId,
    address_id: placed.addressId,
    division_code: placed.divisionCode,
    payer_id: connection?.payer ?? null,
    connection_id: byHand ? null : plan.source.connection,
    upstream_number: byHand ? null : plan.source.upstreamId,
    staff_id: isOver ? null : plan.staffId,
    team_id: isOver || person === undefined || person.team === '' ? null : person.team,
    sub_shop_id: isOver ? null : plan.subShopId,
    appointment_state: booked ? 'agreed' : 'none',
    appointment_day: booked ? slot.day : null,
    appointment_slot_id: booked ? slot.slotId : null,
    appointment_start_at: booked ? slot.startAt : null,
    appointment_end_at: booked ? slot.endAt : null,
    appointment_changes: Math.max(0, plan.appointments.length - 1),
    urgent: order.urgent,
    urges: plan.source.urgedAt === null ? 0 : 1,
    calls: plan.calls.length,
    visits: plan.visits.length + (plannedTrip(plan) === null ? 0 : 1),
    amount_fen: payerFen > 0 ? payerFen : order.fees.reduce((sum, fee) => sum + fee.amountFen, 0),
    distance_m: placed.distanceM,
    distance_method: placed.distanceMethod,
    remark: order.remark,
    fault_text: order.faultText,
    goods_state:
      order.goodsArrivedAt !== null ? 'arrived' : order.goodsExpectedAt !== null ? 'awaited' : null,
    key_id: placed.keyId,
    received_day: made.day,
    received_at: plan.receivedAt,
    accepted_upstream_at: byHand ? null : stamp('approve'),
    ready_at: stamp('approve'),
    dispatched_at: plan.assignedAt,
    accepted_at: plan.acceptedAt,
    first_call_at: plan.calls.find((call) => call.result === 'connected')?.at ?? null,
    departed_at: lastVisit?.departedAt ?? null,
    arrived_at: plan.visits.find((visit) => visit.arrivedAt !== null)?.arrivedAt ?? null,
    finished_at: plan.finishedAt,
    verified_at: stamp('verify'),
    audited_at: stamp('audit'),
    closed_at: stamp('close'),
    updated_at: plan.lastAt,
  };
}

function insertMachines(
  tx: Tx,
  demo: DemoFile,
  plan: OrderPlan,
  order: CanonicalOrder,
  link: { id: string; sourceOrderId: string | null; payerId: string | null },
): string[] {
  const chance = chanceOf('machine', plan.source.connection, plan.source.upstreamId);
  const done = plan.finishedAt !== null;
  return singleMachines(order.machines).map((machine, index) => {
    const model = demo.product_models.find((one) => one.model === machine.model);
    const code = (place: 'N' | 'W') =>
      done && model?.sn_example !== undefined
        ? codeLike(model.sn_example, chance.between(0, 99_999)).replace(/^(LZ\d\d)N/, `$1${place}`)
        : null;
    const pair = model?.codes_to_collect.includes('外机条码') === true;
    return tx.insert('machine_line', {
      work_order_id: link.id,
      line_no: index + 1,
      source_order_id: link.sourceOrderId,
      upstream_line_id: machine.upstreamLineId,
      category: machine.category ?? '',
      model: machine.model ?? '',
      product_name: machine.productName,
      quantity: machine.quantity,
      indoor_code: code('N'),
      outdoor_code: pair ? code('W') : null,
      warranty: machine.warranty,
      payer_id: link.payerId,
      purchased_day: machine.purchasedAt === null ? null : businessDay(machine.purchasedAt),
      state: done ? 'finished' : 'open',
      result_code: done ? plan.resultCode : null,
      fault_id: done && index === 0 ? plan.faultId : null,
    });
  });
}

/** Five running digits at the end of every maker's code. */
const codeLike = (example: string, running: number) =>
  example.replace(/\d{5}$/, String(running).padStart(5, '0'));

function writeEvents(tx: Tx, plan: OrderPlan, id: string): void {
  const put = (kind: string, at: number, staffId: string | null, params: Record<string, unknown>) => {
    tx.insert('event', {
      lsn: tx.lsn,
      at,
      entity: 'work_order',
      entity_id: id,
      work_order_id: id,
      kind,
      params,
      staff_id: staffId,
      desk_id: tx.deskId,
    });
    tx.audit({ action: kind, entity: 'work_order', entityId: id, params });
  };
  put('order.received', plan.receivedAt, null, { connectionId: plan.source.connection });
  for (const step of plan.steps)
    put(`order.${step.action}`, step.at, step.staffId, { from: step.from, to: step.to, ...step.params });
}

/** Columns `computeDerived` reads where the row above leaves them out. */
const emptyOrder: Partial<OrderRow> = { version: 1, verdict: null, verdict_deadline_at: null };
