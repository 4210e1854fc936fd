import type {
  CanonicalFee,
  CanonicalMachine,
  CanonicalOrder,
  CanonicalPerson,
  UpstreamStatus,
  WarrantyKind,
} from '../../../domain/orders/canonical.ts';
import { knownUpstreamStatuses } from '../../../domain/orders/canonical.ts';
import type { Canonicalized } from '../adapter.ts';
import { canonicalize, textLimit, Unusable } from '../fields.ts';
import type { FieldReader } from '../fields.ts';
import { isReadObject, listOf, objectOf } from '../json/read-json.ts';
import type { ReadObject } from '../json/read-json.ts';
import { readPhone } from '../phones.ts';
import type { OwnSettings } from './settings.ts';

const warranties: readonly WarrantyKind[] = ['in_warranty', 'out_of_warranty', 'extended', 'joint'];

function statusOf(raw: string, fields: FieldReader): UpstreamStatus {
  const known = knownUpstreamStatuses.find((status) => status === raw);
  if (known === undefined) fields.note('status_unknown', { value: raw });
  return known ?? 'unknown';
}

function personOf(order: ReadObject, fields: FieldReader): CanonicalPerson {
  const customer = objectOf(order, 'customer');
  const virtual = objectOf(customer, 'virtualPhone');
  const phone = readPhone(fields.trusted(customer, 'phone'));
  return {
    name: fields.trusted(customer, 'name'),
    phone: phone.phone,
    phoneMasked: phone.masked || fields.flag(customer, 'phoneMasked'),
    virtualPhone: readPhone(fields.trusted(virtual, 'number')).phone,
    virtualPhoneExpiresAt: fields.softTime(virtual, 'expiresAt'),
    phone2: readPhone(fields.trusted(customer, 'phone2')).phone,
  };
}

function machineOf(line: ReadObject, fields: FieldReader): CanonicalMachine {
  const warranty = fields.text(line, 'warranty');
  return {
    upstreamLineId: fields.id(line, 'lineId'),
    brand: fields.optional(line, 'brand'),
    category: fields.optional(line, 'category'),
    model: fields.optional(line, 'model'),
    productName: fields.text(line, 'productName'),
    quantity: Math.max(1, fields.integer(line, 'quantity', 1, 9_999)),
    indoorCode: fields.optional(line, 'indoorCode'),
    outdoorCode: fields.optional(line, 'outdoorCode'),
    warranty: warranties.find((kind) => kind === warranty) ?? null,
    purchasedAt: fields.softTime(line, 'purchasedAt'),
  };
}

function feeOf(fee: ReadObject, fields: FieldReader): CanonicalFee {
  return {
    kind: fields.text(fee, 'name') || fields.text(fee, 'kind'),
    amountFen: fields.fen(fee, 'amountFen', 'fen') ?? 0,
    from: fields.text(fee, 'from') === 'user' ? 'user' : 'payer',
  };
}

function read(order: ReadObject, fields: FieldReader, receivedAt: number): CanonicalOrder {
  const upstreamId = fields.id(order, 'id');
  if (upstreamId === null) throw new Unusable('id_missing', { field: 'id' });
  const statusRaw = fields.text(order, 'status');
  const address = objectOf(order, 'address');
  const appointment = objectOf(order, 'appointment');
  const wish = objectOf(order, 'wish');
  const createdAt = fields.time(order, 'createdAt');
  if (createdAt === null) fields.note('created_missing');
  return {
    upstreamId,
    tradeId: fields.id(order, 'tradeId'),
    status: statusOf(statusRaw, fields),
    statusRaw,
    revision: fields.id(order, 'revision') ?? fields.id(order, 'modifiedAt') ?? '',
    serviceType: fields.text(order, 'serviceType'),
    serviceCode: fields.optional(order, 'serviceCode'),
    serviceName: fields.text(order, 'serviceName'),
    customer: personOf(order, fields),
    address: {
      province: fields.trusted(address, 'province'),
      city: fields.trusted(address, 'city'),
      county: fields.trusted(address, 'county'),
      town: fields.trusted(address, 'town'),
      detail: fields.trusted(address, 'detail', 500),
    },
    machines: fields
      .list(listOf(order, 'machines'), 'machines')
      .filter(isReadObject)
      .map((line) => machineOf(line, fields)),
    fees: fields
      .list(listOf(order, 'fees'), 'fees')
      .filter(isReadObject)
      .map((fee) => feeOf(fee, fields)),
    appointmentStartAt: fields.time(appointment, 'startAt'),
    appointmentEndAt: fields.time(appointment, 'endAt'),
    wishStartAt: fields.softTime(wish, 'startAt'),
    wishEndAt: fields.softTime(wish, 'endAt'),
    urgent: fields.flag(order, 'urgent'),
    remark: fields.text(order, 'remark', textLimit),
    faultText: fields.text(order, 'faultText', textLimit),
    createdAt: createdAt ?? receivedAt,
    modifiedAt: fields.time(order, 'modifiedAt'),
    goodsArrivedAt: fields.softTime(order, 'goodsArrivedAt'),
    goodsExpectedAt: fields.softTime(order, 'goodsExpectedAt'),
    echo: {},
  };
}

/** One order of the own protocol as the outlet works on it. Pure; never throws. */
export function ownToCanonical(rawText: string, settings: OwnSettings, receivedAt: number): Canonicalized {
  return canonicalize(rawText, settings.timeUnit, (order, fields) => read(order, fields, receivedAt));
}
