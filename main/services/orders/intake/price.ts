import { computeFees } from '../../../../domain/money/price.ts';
import type { OrderFacts, PriceRule } from '../../../../domain/money/price-types.ts';
import type { WarrantyKind } from '../../../../domain/orders/canonical.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { addDays, addMonths, businessDay } from '../../../../domain/time/business-day.ts';
import type { CheckedInputOf, OutputOf } from '../../../../preload/contract/index.ts';
import type { Handlers } from '../../context.ts';
import { getZone, readerOf, type RowReader } from '../../masters.ts';
import { selfPayer } from '../../money/order-facts.ts';
import { resolveDivision } from '../../places.ts';

type Asked = CheckedInputOf<'orders.priceOf'>;
type Price = OutputOf<'orders.priceOf'>;

interface ItemRow {
  id: string;
  code: string;
  category: string;
}

/** Warranties under which the maker pays. */
const makerPays: readonly (WarrantyKind | null)[] = ['in_warranty', 'extended', 'joint'];

/** End of the warranty by purchase and model, and whether it still runs; nothing where either is unknown. */
function warrantyOf(
  read: RowReader,
  asked: Asked,
  today: string,
): Pick<Price, 'warranty' | 'warrantyEndDay'> {
  const months =
    asked.model === ''
      ? null
      : (read.get<{ warranty_months: number | null }>(
          'SELECT warranty_months FROM product_model WHERE model = ?',
          asked.model,
        )?.warranty_months ?? null);
  const endDay = asked.purchasedDay === null || months === null ? null : endOf(asked.purchasedDay, months);
  const byDay = endDay === null ? null : endDay >= today ? 'in_warranty' : 'out_of_warranty';
  return { warranty: asked.warranty ?? byDay, warrantyEndDay: endDay };
}

/** Last day of so many months from a day: bought on the 31st, a shorter month ends on its last. */
function endOf(day: string, months: number): string {
  const month = addMonths(day.slice(0, 7), months);
  const lastDay = addDays(`${addMonths(month, 1)}-01`, -1);
  const wanted = `${month}-${day.slice(8)}`;
  return wanted > lastDay ? lastDay : wanted;
}

/** Payer by rule: who was chosen, else the brand's while its warranty runs, else the user. */
export function payerByRule(
  read: RowReader,
  asked: { payerId: string | null; brandId: string | null; warranty: WarrantyKind | null },
): Pick<Price, 'payerId' | 'payerWhy'> {
  if (asked.payerId !== null) return { payerId: asked.payerId, payerWhy: 'chosen' };
  const brandPayer =
    asked.brandId === null || !makerPays.includes(asked.warranty)
      ? null
      : (read.get<{ payer_id: string | null }>('SELECT payer_id FROM brand WHERE id = ?', asked.brandId)
          ?.payer_id ?? null);
  return brandPayer === null
    ? { payerId: selfPayer, payerWhy: 'user' }
    : { payerId: brandPayer, payerWhy: 'brand' };
}

function rulesOf(read: RowReader, payerId: string, day: string): PriceRule[] {
  return read
    .all<{ body: string }>(
      `SELECT body FROM price_rule WHERE (payer_id IS NULL OR payer_id IN (?, ?)) AND from_day <= ? AND (to_day IS NULL OR to_day >= ?)`,
      payerId,
      selfPayer,
      day,
      day,
    )
    .map((row) => JSON.parse(row.body) as PriceRule);
}

/** What the user will be asked for, by the rules in force today: the fees of the finished work may still differ. */
function priceOf(read: RowReader, asked: Asked, nowMs: number): Price {
  const day = businessDay(nowMs, getZone(read));
  const item = read.get<ItemRow>(
    'SELECT id, code, category FROM service_item WHERE id = ? AND retired_at IS NULL',
    asked.serviceItemId,
  );
  if (item === undefined) throw new Fault('not_found', { entity: 'service_item', id: asked.serviceItemId });
  const { warranty, warrantyEndDay } = warrantyOf(read, asked, day);
  const payer = payerByRule(read, { ...asked, warranty });
  const place = resolveDivision(read, {
    province: '',
    city: '',
    county: asked.county,
    town: asked.town,
    detail: asked.detail,
  });
  const division =
    place.divisionCode === null
      ? undefined
      : read.get<{ tier_code: string | null; coverage: string }>(
          'SELECT tier_code, coverage FROM division WHERE code = ?',
          place.divisionCode,
        );
  const facts: OrderFacts = {
    orderId: '',
    payerCode: payer.payerId,
    day,
    countyCode: place.divisionCode,
    distanceTier: division?.tier_code ?? null,
    distanceMilliKm: place.distanceM,
    distanceMethod: place.distanceM === null ? null : 'fixed',
    countySeat: !/[镇乡]$/.test(asked.town),
    hoursToFinish: null,
    visits: [],
    urgent: asked.urgent,
    night: false,
    holiday: false,
    householdCharged: [],
    machines: Array.from({ length: asked.quantity }, (_one, index) => ({
      machineId: String(index),
      itemCode: item.code,
      category: item.category,
      brand: asked.brandId,
      model: asked.model === '' ? null : asked.model,
      warranty,
      qtyMilli: 1000,
      worked: true,
    })),
    extras: [],
  };
  const { lines } = computeFees(facts, rulesOf(read, payer.payerId, day));
  const covered = new Set(
    lines.filter((line) => line.party === 'payer' && line.amountFen > 0).map((line) => line.machineId),
  );
  const asks = lines.filter(
    (line) => line.party === 'user' && !(line.machineId !== null && covered.has(line.machineId)),
  );
  const sums = new Map<string, Price['lines'][number]>();
  for (const line of asks) {
    const sum = sums.get(line.kind) ?? { kind: line.kind, amountFen: 0, ruleCode: line.rule };
    sums.set(line.kind, { ...sum, amountFen: sum.amountFen + line.amountFen });
  }
  return {
    ...payer,
    userPays: payer.payerId === selfPayer,
    warranty,
    warrantyEndDay,
    divisionCode: place.divisionCode,
    coverage: division?.coverage ?? null,
    distanceM: place.distanceM,
    lines: [...sums.values()],
    userFen: asks.reduce((sum, line) => sum + line.amountFen, 0),
  };
}

export const priceHandlers = {
  'orders.priceOf': (ctx, input) => priceOf(readerOf(ctx.read), input, ctx.env.now()),
} satisfies Handlers;
