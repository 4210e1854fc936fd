import type { Tx } from '../../../../db/tx.ts';
import type { CanonicalMachine, CanonicalOrder } from '../../../../domain/orders/canonical.ts';
import { singleMachines } from '../../../../domain/orders/single-machines.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import { getZone } from '../../masters.ts';
import { nextOrderNumber } from '../../numbers.ts';
import { computeDerived } from '../../orders/core/derive.ts';
import type { OrderRow } from '../../orders/core/order-row.ts';
import { raiseFlags } from '../../orders/precheck.ts';
import { searchOrder } from '../../orders/search-order.ts';
import { findServiceItem } from '../../catalogue.ts';
import type { PlacedCustomer } from './customer.ts';

export interface MadeOrder {
  workOrderId: string;
  number: string;
}

/**
 * A work order from one source order: the link, machine lines, appointment as the platform booked it, flags of the
 * pre-check, search row, event and audit row. State `received`; nothing is sent upstream yet.
 */
export function makeWorkOrder(
  tx: Tx,
  input: {
    /** Null for an order taken at the counter or on the phone. */
    connectionId: string | null;
    payerId: string | null;
    sourceOrderId: string | null;
    order: CanonicalOrder;
    placed: PlacedCustomer;
  },
): MadeOrder {
  const { order, placed } = input;
  const day = businessDay(tx.at, getZone(tx));
  const number = nextOrderNumber(tx, day);
  const item = findServiceItem(tx, order.serviceCode, order.serviceType, order.machines[0]?.category ?? null);
  const machineCount = Math.max(
    1,
    order.machines.reduce((sum, machine) => sum + machine.quantity, 0),
  );
  const warranty = order.machines[0]?.warranty ?? null;
  const booked = order.appointmentStartAt !== null && order.appointmentEndAt !== null;
  const id = tx.newId();
  const row: Record<string, unknown> = {
    id,
    number,
    state: 'received',
    title: titleOf(order, item?.name_zh ?? null, machineCount),
    service_type: order.serviceType,
    service_item_id: item?.id ?? null,
    machine_count: machineCount,
    warranty,
    customer_id: placed.customerId,
    address_id: placed.addressId,
    division_code: placed.divisionCode,
    payer_id: input.payerId,
    connection_id: input.connectionId,
    upstream_number: order.upstreamId === '' ? null : order.upstreamId,
    appointment_state: booked ? 'agreed' : 'none',
    appointment_day: booked ? businessDay(order.appointmentStartAt as number, getZone(tx)) : null,
    appointment_start_at: booked ? order.appointmentStartAt : null,
    appointment_end_at: booked ? order.appointmentEndAt : null,
    urgent: order.urgent,
    amount_fen: order.fees.reduce((sum, fee) => sum + fee.amountFen, 0),
    distance_m: placed.distanceM,
    distance_method: placed.distanceMethod,
    remark: order.remark,
    fault_text: order.faultText,
    goods_state:
      order.goodsArrivedAt !== null ? 'arrived' : order.goodsExpectedAt !== null ? 'awaited' : null,
    key_id: placed.keyId,
    received_day: day,
    received_at: tx.at,
    updated_at: tx.at,
  };
  const derived = computeDerived(tx, { ...emptyOrder, ...row } as unknown as OrderRow);
  tx.insert('work_order', { ...row, ...derived });
  if (input.sourceOrderId !== null)
    tx.insert('work_order_source', { work_order_id: id, source_order_id: input.sourceOrderId });
  singleMachines(order.machines).forEach((machine, index) =>
    insertMachine(tx, id, input, machine, index + 1, item?.id ?? null),
  );
  if (booked) {
    tx.insert('appointment', {
      work_order_id: id,
      change_no: 1,
      state: 'agreed',
      day: row.appointment_day,
      start_at: row.appointment_start_at,
      end_at: row.appointment_end_at,
      source: 'platform',
      at: tx.at,
    });
  }
  const flags = raiseFlags(tx, {
    id,
    order,
    placed,
    serviceItemId: item?.id ?? null,
    connectionId: input.connectionId,
  });
  tx.event({
    entity: 'work_order',
    entityId: id,
    workOrderId: id,
    kind: 'order.received',
    params: { connectionId: input.connectionId, flags: flags.length },
  });
  tx.audit({
    action: 'order.received',
    entity: 'work_order',
    entityId: id,
    params: { connectionId: input.connectionId, sourceOrderId: input.sourceOrderId },
  });
  searchOrder(tx, id, {
    number,
    upstreamNumber: order.upstreamId,
    title: String(row.title),
    person: order.customer,
    address: order.address,
    machines: order.machines,
    keyId: placed.keyId,
  });
  return { workOrderId: id, number };
}

function insertMachine(
  tx: Tx,
  workOrderId: string,
  input: { payerId: string | null; sourceOrderId: string | null },
  machine: CanonicalMachine,
  lineNo: number,
  serviceItemId: string | null,
): void {
  tx.insert('machine_line', {
    work_order_id: workOrderId,
    line_no: lineNo,
    source_order_id: input.sourceOrderId,
    upstream_line_id: machine.upstreamLineId,
    service_item_id: serviceItemId,
    category: machine.category ?? '',
    model: machine.model ?? '',
    product_name: machine.productName,
    quantity: machine.quantity,
    indoor_code: machine.indoorCode,
    outdoor_code: machine.outdoorCode,
    warranty: machine.warranty,
    payer_id: input.payerId,
    purchased_day: machine.purchasedAt === null ? null : businessDay(machine.purchasedAt, getZone(tx)),
  });
}

function titleOf(order: CanonicalOrder, itemName: string | null, count: number): string {
  const name = itemName ?? (order.serviceName === '' ? order.serviceType : order.serviceName);
  return count > 1 ? `${name} ×${count}` : name;
}

/** Columns `computeDerived` reads, as they are in a fresh order. */
const emptyOrder: Partial<OrderRow> = {
  version: 1,
  side_state: null,
  verdict: null,
  verdict_deadline_at: null,
  visits: 0,
  hold_since: null,
  accepted_upstream_at: null,
  first_call_at: null,
  finished_at: null,
};
