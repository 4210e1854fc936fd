import type { SandboxCard } from '../sandbox/world.ts';
import { seedOf } from '../sandbox/random.ts';

/**
 * The platform's own words are not published; these are the sandbox's. `sandboxStatusMap` belongs into the
 * connection settings that point at it.
 */
const words: Record<string, string> = {
  open: 'WAIT_RESERVE',
  accepted: 'ACCEPTED',
  assigned: 'ASSIGNED',
  booked: 'RESERVED',
  on_site: 'SIGNED_IN',
  finished: 'COMPLETED',
  verified: 'IDENTIFIED',
  settled: 'SETTLED',
  cancelled: 'CLOSED',
  refused: 'REJECTED',
  on_hold: 'SUSPENDED',
};

export const sandboxStatusMap: Record<string, string> = Object.fromEntries(
  Object.entries(words).map(([status, word]) => [word, status]),
);

/** Long numbers are written bare, as the platform does; JSON.stringify alone cannot. */
function bare(digits: string): unknown {
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(digits);
}

function epoch(ms: number | null): string {
  return ms === null ? '' : String(ms);
}

/** Stable numbers for categories and brands, because the platform sends ids where we want words. */
export function categoryId(category: string): string {
  return String(50_000_000 + (seedOf('category', category) % 1_000_000));
}

export function brandId(brandCode: string): string {
  return String(20_000_000 + (seedOf('brand', brandCode) % 1_000_000));
}

function mask(text: string): string {
  return text.length < 2 ? text : `${text.slice(0, 1)}${'*'.repeat(text.length - 1)}`;
}

/** A privacy number with extension, as shown while the order is open. */
function virtualNumber(card: SandboxCard): string {
  return `17000000${card.order.customer.phone.slice(-3)}-${card.order.verifyCode.slice(0, 4)}`;
}

function buyerJson(card: SandboxCard, masked: boolean): Record<string, unknown> {
  const { customer, address } = card.order;
  const starred = `${customer.phone.slice(0, 3)}****${customer.phone.slice(7)}`;
  return {
    buyer_name: masked ? mask(customer.name) : customer.name,
    mobile: masked ? starred : customer.virtual ? virtualNumber(card) : customer.phone,
    address_province: address.province,
    address_city: address.city,
    address_district: address.county,
    address_town: address.town,
    address_detail: masked ? address.detail.replace(/\d+/g, '*') : address.detail,
  };
}

function goodsJson(card: SandboxCard): Record<string, unknown> {
  const { order } = card;
  const first = order.machines[0];
  return {
    order_id: bare(order.tradeId),
    parent_order_id: bare(order.tradeId),
    auction_title: first?.productName ?? order.serviceName,
    outer_id_sku: first?.model ?? '',
    category_id: bare(categoryId(first?.category ?? '')),
    brand_id: bare(brandId(first?.brandCode ?? '')),
    buy_amount: order.machines.length,
    gmt_pay: epoch(first?.purchasedAt ?? null),
    gmt_expect_arrival: epoch(order.goodsExpectedAt),
    gmt_arrival: epoch(order.goodsArrivedAt),
  };
}

/** One work card; `simplify` false wraps lists the way the long form does. */
export function cardJson(card: SandboxCard, simplify: boolean, masked: boolean): string {
  const { order } = card;
  const list = (name: string, items: unknown[]): unknown => (simplify ? items : { [name]: items });
  const fee = {
    item_code: order.serviceCode,
    amount: String(order.feeFen),
    from_role_code: 'SELLER',
    to_role_code: 'TP',
  };
  return JSON.stringify({
    id: bare(order.id),
    parent_biz_order_id: bare(order.tradeId),
    sp_service_order_id: bare(`7${order.id.slice(1)}`),
    status_code: words[card.status] ?? 'UNKNOWN_SAMPLE',
    fulfil_type_code: 'ONSITE',
    service_definition: { biz_code: order.serviceType, service_code: order.serviceCode },
    gmt_create: epoch(order.createdAt),
    gmt_modify: epoch(card.modifiedAt),
    gmt_cancel: epoch(card.cancelledAt),
    buyer_expect_date: epoch(order.wishStartAt),
    gmt_reserve_start: epoch(card.slot?.startAt ?? null),
    gmt_reserve_end: epoch(card.slot?.endAt ?? null),
    gmt_sign_in: epoch(card.signedInAt),
    gmt_identify: epoch(card.verifiedAt),
    reserve_fail_code: card.reserveFail === null ? 0 : Number(card.reserveFail.code) || 0,
    reserve_fail_desc: card.reserveFail?.text ?? '',
    service_count: '1',
    used_service_count: card.finishedAt === null ? '0' : '1',
    left_service_count: card.finishedAt === null ? '1' : '0',
    sequence: card.sequence,
    fee_list: list('fee_info', [fee]),
    memo_list: list(
      'memo',
      [order.remark, order.faultText].filter((memo) => memo !== '').map((content) => ({ content })),
    ),
    attributes: '{}',
    buyer: buyerJson(card, masked),
    service_provider:
      card.worker === null
        ? { tp_nick: '演示服务商' }
        : {
            tp_nick: '演示服务商',
            worker_id: card.worker.id,
            worker_name: card.worker.name,
            worker_mobile: card.worker.phone,
          },
    master_trade_order: goodsJson(card),
    service_trade_order: {
      auction_title: order.serviceName,
      buy_amount: 1,
      purchase_price_unit: order.feeFen,
    },
  });
}
