import { parsePhone } from '../../../../domain/customers/phone.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import type { CanonicalOrder } from '../../../../domain/orders/canonical.ts';
import type { Handlers } from '../../context.ts';
import { runCommand } from '../../command.ts';
import { getOrder } from '../core/order-row.ts';
import { placeCustomer } from '../../sync/ingest/customer.ts';
import { makeWorkOrder } from '../../sync/ingest/make-order.ts';
import { doneOf } from './states.ts';

/** Counter and phone intake: the same road as an order from a platform, without one. */
export const createHandlers = {
  'orders.create': (ctx, input) => {
    const phone = parsePhone(input.phone);
    if (phone === null) throw new Fault('phone_unreadable');
    return runCommand(ctx, 'orders.create', (tx) => {
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
          phone2: null,
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
            indoorCode: null,
            outdoorCode: null,
            warranty: input.warranty,
            purchasedAt: null,
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
      const payerId =
        input.payerId ?? tx.value<string>("SELECT id FROM payer WHERE code = 'PY-USER'") ?? null;
      const made = makeWorkOrder(tx, { connectionId: null, payerId, sourceOrderId: null, order, placed });
      return doneOf(getOrder(tx, made.workOrderId));
    });
  },
} satisfies Handlers;
