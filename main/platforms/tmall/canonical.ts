import type {
  CanonicalFee,
  CanonicalMachine,
  CanonicalOrder,
  CanonicalPerson,
  UpstreamStatus,
} from '../../../domain/orders/canonical.ts';
import type { Canonicalized } from '../adapter.ts';
import { canonicalize, cutText, textLimit, Unusable } from '../fields.ts';
import type { FieldReader } from '../fields.ts';
import { isReadObject, listOf, objectOf, scalarText } from '../json/read-json.ts';
import type { ReadObject } from '../json/read-json.ts';
import { readPhone } from '../phones.ts';
import type { TmallSettings } from './settings.ts';

function statusOf(
  card: ReadObject,
  raw: string,
  fields: FieldReader,
  settings: TmallSettings,
): UpstreamStatus {
  // The time of cancellation is documented, the status words are not.
  if (fields.softTime(card, 'gmt_cancel') !== null) return 'cancelled';
  const mapped = Object.hasOwn(settings.statusMap, raw) ? settings.statusMap[raw] : undefined;
  if (mapped === undefined) fields.note('status_unknown', { value: raw });
  return mapped ?? 'unknown';
}

function personOf(buyer: ReadObject | null, fields: FieldReader): CanonicalPerson {
  const mobile = readPhone(fields.trusted(buyer, 'mobile'));
  const landline = readPhone(fields.trusted(buyer, 'phone'));
  const first = mobile.phone === null ? landline : mobile;
  const other = mobile.phone === null ? null : landline.phone;
  // A mobile number with an extension is a privacy number; how long it lives is not told here.
  const isVirtual = first.phone !== null && /^1\d{10}-\d{1,6}$/.test(first.phone);
  return {
    name: fields.trusted(buyer, 'buyer_name') || fields.trusted(buyer, 'buyer_nick'),
    phone: isVirtual ? null : first.phone,
    phoneMasked: first.masked || isVirtual,
    virtualPhone: isVirtual ? first.phone : null,
    virtualPhoneExpiresAt: null,
    phone2: other === first.phone ? null : other,
  };
}

function machinesOf(card: ReadObject, fields: FieldReader, settings: TmallSettings): CanonicalMachine[] {
  const goods = objectOf(card, 'master_trade_order');
  if (goods === null) return [];
  const mapped = (map: Record<string, string>, name: string): string | null => {
    const id = fields.id(goods, name);
    return id !== null && Object.hasOwn(map, id) ? (map[id] ?? null) : null;
  };
  const title = fields.text(goods, 'auction_title');
  const sku = fields.text(goods, 'sku_desc');
  return [
    {
      upstreamLineId: fields.id(goods, 'order_id'),
      brand: mapped(settings.brandMap, 'brand_id'),
      category: mapped(settings.categoryMap, 'category_id'),
      model: fields.optional(goods, 'outer_id_sku') ?? fields.optional(goods, 'outer_id_p'),
      productName: sku === '' ? title : cutText(`${title} ${sku}`, 300),
      quantity: Math.max(1, fields.integer(goods, 'buy_amount', 1, 9_999)),
      indoorCode: null,
      outdoorCode: null,
      warranty: null,
      purchasedAt: fields.softTime(goods, 'gmt_pay'),
    },
  ];
}

function feesOf(card: ReadObject, fields: FieldReader, settings: TmallSettings): CanonicalFee[] {
  const fees: CanonicalFee[] = [];
  for (const fee of fields.list(listOf(card, 'fee_list'), 'fee_list')) {
    if (!isReadObject(fee)) continue;
    const to = fields.text(fee, 'to_role_code');
    if (to !== '' && !settings.ourRoles.includes(to)) continue;
    const amountFen = fields.fen(fee, 'amount', settings.amountUnit);
    if (amountFen === null) continue;
    const from = fields.text(fee, 'from_role_code') === 'BUYER' ? 'user' : 'payer';
    fees.push({ kind: fields.text(fee, 'item_code'), amountFen, from });
  }
  return fees;
}

/** Notes come as texts or as objects with a text; joined line by line. */
function remarkOf(card: ReadObject, fields: FieldReader): string {
  const lines: string[] = [];
  for (const memo of fields.list(listOf(card, 'memo_list'), 'memo_list')) {
    const holder = isReadObject(memo) ? memo : { content: scalarText(memo) ?? '' };
    const line = fields.text(holder, 'content', textLimit) || fields.text(holder, 'memo', textLimit);
    if (line !== '') lines.push(line);
  }
  const text = lines.join('\n');
  if (text.length > textLimit)
    fields.note('text_truncated', { field: 'memo_list', length: text.length, limit: textLimit });
  return cutText(text, textLimit);
}

function serviceOf(card: ReadObject, fields: FieldReader, settings: TmallSettings) {
  const definition = objectOf(card, 'service_definition');
  const serviceCode = fields.optional(definition, 'service_code');
  const bizCode = fields.text(definition, 'biz_code');
  const serviceName = fields.text(objectOf(card, 'service_trade_order'), 'auction_title');
  const mapped = [serviceCode ?? '', bizCode].find((code) => Object.hasOwn(settings.serviceTypeMap, code));
  const guessed = ['安装', '维修', '清洗', '测量', '移机', '拆机', '鉴定'].find((word) =>
    serviceName.includes(word),
  );
  return {
    serviceCode,
    serviceName,
    serviceType: mapped === undefined ? (guessed ?? bizCode) : (settings.serviceTypeMap[mapped] ?? ''),
  };
}

/** Changes of anything that matters must change it; gmt_modify alone may be missing. */
function revisionOf(card: ReadObject, fields: FieldReader): string {
  const parts = ['gmt_modify', 'status_code', 'sequence', 'gmt_reserve_start', 'gmt_cancel'];
  return cutText(parts.map((name) => fields.text(card, name)).join('|'), 200);
}

function read(
  card: ReadObject,
  fields: FieldReader,
  settings: TmallSettings,
  receivedAt: number,
): CanonicalOrder {
  const upstreamId = fields.id(card, 'id');
  if (upstreamId === null) throw new Unusable('id_missing', { field: 'id' });
  const buyer = objectOf(card, 'buyer');
  const goods = objectOf(card, 'master_trade_order');
  const statusRaw = fields.text(card, 'status_code');
  const createdAt = fields.time(card, 'gmt_create');
  if (createdAt === null) fields.note('created_missing');
  const detail =
    fields.trusted(buyer, 'address_detail', 500) ||
    fields.trusted(buyer, 'full_address', 500) ||
    fields.trusted(buyer, 'address', 500);
  return {
    upstreamId,
    tradeId: fields.id(card, 'parent_biz_order_id') ?? fields.id(goods, 'parent_order_id'),
    status: statusOf(card, statusRaw, fields, settings),
    statusRaw,
    revision: revisionOf(card, fields),
    ...serviceOf(card, fields, settings),
    customer: personOf(buyer, fields),
    address: {
      province: fields.trusted(buyer, 'address_province'),
      city: fields.trusted(buyer, 'address_city'),
      county: fields.trusted(buyer, 'address_district'),
      town: fields.trusted(buyer, 'address_town'),
      detail,
    },
    machines: machinesOf(card, fields, settings),
    fees: feesOf(card, fields, settings),
    appointmentStartAt: fields.time(card, 'gmt_reserve_start'),
    appointmentEndAt: fields.time(card, 'gmt_reserve_end'),
    wishStartAt: fields.softTime(card, 'buyer_expect_date'),
    wishEndAt: null,
    urgent: false,
    remark: remarkOf(card, fields),
    faultText: '',
    createdAt: createdAt ?? receivedAt,
    modifiedAt: fields.time(card, 'gmt_modify'),
    goodsArrivedAt: fields.softTime(goods, 'gmt_arrival'),
    goodsExpectedAt: fields.softTime(goods, 'gmt_expect_arrival'),
    echo: {
      sequence: fields.id(card, 'sequence'),
      serviceOrderId: fields.id(card, 'sp_service_order_id'),
      leftServiceCount: fields.id(card, 'left_service_count'),
    },
  };
}

/** One work card as the outlet works on it. Pure; never throws. */
export function tmallToCanonical(
  rawText: string,
  settings: TmallSettings,
  receivedAt: number,
): Canonicalized {
  return canonicalize(rawText, settings.timeUnit, (card, fields) => read(card, fields, settings, receivedAt));
}
