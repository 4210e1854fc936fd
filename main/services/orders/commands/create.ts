import type { Tx } from '../../../../db/tx.ts';
import { parsePhone } from '../../../../domain/customers/phone.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { atLocal } from '../../../../domain/time/business-day.ts';
import type { CanonicalOrder } from '../../../../domain/orders/canonical.ts';
import type { Handlers } from '../../context.ts';
import { runCommand } from '../../command.ts';
import { getZone } from '../../masters.ts';
import { getOrder } from '../core/order-row.ts';
import { placeCustomer } from '../../sync/ingest/customer.ts';
import { makeWorkOrder } from '../../sync/ingest/make-order.ts';
import { writeOrder } from '../core/apply-action.ts';
import { payerByRule } from '../intake/price.ts';
import { bookInRoom } from './book.ts';
import { doneOf } from './states.ts';

/** Counter and phone intake: the same road as an order from a platform, without one. */
export const createHandlers = {
  'orders.create': (ctx, input) => {
    const phone = parsePhone(input.phone);
    if (phone === null) throw new Fault('phone_unreadable');
    const phone2 = input.phone2.trim() === '' ? null : parsePhone(input.phone2);
    if (input.phone2.trim() !== '' && phone2 === null) throw new Fault('phone_unreadable');
    const done = runCommand(ctx, 'orders.create', (tx) => {
      const item = tx.get<{ code: string; name_zh: string; service_type: string; category: string }>(
        'SELECT code, name_zh, service_type, category FROM service_item WHERE id = ? AND retired_at IS NULL',
        input.serviceItemId,
      );
      if (item === undefined)
        throw new Fault('not_found', { entity: 'service_item', id: input.serviceItemId });
      const order: CanonicalOrder = {
        upstreamId: '',
        tradeId: null,
        status: 'open',
        statusRaw: '',
        revision: '1',
        serviceType: item.service_type,
        serviceCode: item.code,
        serviceName: item.name_zh,
        customer: {
          name: input.name,
          phone: phone.number,
          phoneMasked: false,
          virtualPhone: null,
          virtualPhoneExpiresAt: null,
          phone2: phone2?.number ?? null,
        },
        address: { province: '', city: '', county: input.county, town: input.town, detail: input.detail },
        machines: [
          {
            upstreamLineId: null,
            brand: null,
            category: item.category,
            model: input.model === '' ? null : input.model,
            productName: input.productName === '' ? item.name_zh : input.productName,
            quantity: input.quantity,
            indoorCode: orNull(input.indoorCode),
            outdoorCode: orNull(input.outdoorCode),
            warranty: input.warranty,
            purchasedAt: input.purchasedDay === null ? null : atLocal(input.purchasedDay, 720, getZone(tx)),
          },
        ],
        fees: [],
        appointmentStartAt: null,
        appointmentEndAt: null,
        wishStartAt: null,
        wishEndAt: null,
        urgent: input.urgent,
        remark: input.remark,
        faultText: input.faultText,
        createdAt: tx.at,
        modifiedAt: null,
        goodsArrivedAt: null,
        goodsExpectedAt: null,
        echo: {},
      };
      const placed = placeCustomer(tx, order.customer, order.address);
      const { payerId } = payerByRule(tx, input);
      const made = makeWorkOrder(tx, { connectionId: null, payerId, sourceOrderId: null, order, placed });
      if (phone2 !== null) tx.update('customer', placed.customerId, { phone2: phone2.number });
      if (input.floor !== null || input.elevator !== null)
        tx.update('address', placed.addressId, { floor: input.floor, elevator: input.elevator });
      if (input.brandId !== null) setBrand(tx, made.workOrderId, input.brandId);
      if (input.wishStaffId !== null)
        writeOrder(
          tx,
          getOrder(tx, made.workOrderId),
          { wish_staff_id: input.wishStaffId },
          { kind: 'order.wished', params: { staffId: input.wishStaffId } },
        );
      const taken = getOrder(tx, made.workOrderId);
      if (input.booking === null) return doneOf(taken);
      return doneOf(bookInRoom(tx, taken, { ...input.booking, causeCode: null, callId: null }).order);
    });
    return done;
  },
} satisfies Handlers;

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

function setBrand(tx: Tx, orderId: string, brandId: string): void {
  if (tx.get('SELECT 1 FROM brand WHERE id = ?', brandId) === undefined)
    throw new Fault('not_found', { entity: 'brand', id: brandId });
  for (const line of tx.all<{ id: string }>('SELECT id FROM machine_line WHERE work_order_id = ?', orderId))
    tx.update('machine_line', line.id, { brand_id: brandId });
}
