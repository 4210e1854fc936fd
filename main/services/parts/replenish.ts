import type { SupplyParams, SupplyRow } from '../../../db/queries/supply.ts';
import type { readSupplyFacts } from '../../../db/queries/supply.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { proposeSupply, seasonDays, useDays, usualLeadDays } from '../../../domain/stock/replenish.ts';
import { addDays } from '../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { ServiceContext } from '../context.ts';
import { readerOf } from '../masters.ts';
import { todayOf } from './access.ts';
import { storesOf } from './issue.ts';
import { getLocationOf } from './ledger.ts';

/** Goods that did not come in so many days were not sent; the order says so no longer. */
const waitedDays = 400;
export const ordersSince = (today: string): string => addDays(today, -waitedDays);

type Answer = OutputOf<'parts.supply'>;

/** The store goods are ordered for. Fault `not_found` where there is none. */
export const mainStore = (
  read: Parameters<typeof getLocationOf>[0] & Parameters<typeof storesOf>[0],
): string => storesOf(read)[0] ?? getLocationOf(read, 'main');

/** What should be ordered today, part by part with reasons; or what was put off till a later day. */
export async function readSupply(ctx: ServiceContext, input: { skipped: boolean }): Promise<Answer> {
  const today = todayOf(ctx);
  const locationId = mainStore(readerOf(ctx.read));
  const yearToday = addDays(today, -365);
  const params: SupplyParams = {
    today,
    locationId,
    usedFrom: addDays(today, -useDays),
    yearBefore: addDays(yearToday, -useDays),
    yearToday,
    yearAfter: addDays(yearToday, seasonDays),
    ordersFrom: ordersSince(today),
  };
  const facts = await ctx.host.reader<ReturnType<typeof readSupplyFacts>>('parts.supplyFacts', params);
  const proposed = facts.rows
    .map((row) => toProposal(row, facts))
    .filter((row) => row.quantityMilli > 0 || (input.skipped && row.untilDay !== null));
  const open = proposed.filter((row) => row.untilDay === null);
  const skipped = proposed.filter((row) => row.untilDay !== null);
  return {
    locationId,
    rows: input.skipped ? skipped : open,
    skipped: facts.rows.filter((row) => row.untilDay !== null).length,
    amountFen: open.reduce((sum, row) => sum + row.amountFen, 0),
  };
}

function toProposal(row: SupplyRow, facts: ReturnType<typeof readSupplyFacts>): Answer['rows'][number] {
  const leadFrom = row.levelLeadDays !== null ? 'part' : row.upperLeadDays !== null ? 'upper' : 'usual';
  const leadDays = row.levelLeadDays ?? row.upperLeadDays ?? usualLeadDays;
  const packMilli = row.packMilli ?? 1000;
  const { quantityMilli, packs, seasonMilli, reasons } = proposeSupply({
    usedMilli: row.usedMilli,
    lastYear: facts.yearKnown ? { beforeMilli: row.beforeMilli, afterMilli: row.afterMilli } : null,
    leadDays,
    minMilli: row.minMilli,
    maxMilli: row.maxMilli,
    waitingMilli: row.waitingMilli,
    placesMilli: row.placesMilli,
    freeMilli: row.freeMilli,
    comingMilli: row.transitMilli + (facts.ordered[row.partId] ?? 0),
    requestedMilli: facts.requested[row.partId] ?? 0,
    packMilli,
  });
  return {
    partId: row.partId,
    code: row.code,
    nameZh: row.nameZh,
    nameEn: row.nameEn,
    unit: row.unit,
    ownerKind: row.ownerKind,
    payerId: row.payerId,
    payerNameZh: row.payerNameZh,
    payerNameEn: row.payerNameEn,
    unitFen: row.unitFen,
    usedMilli: row.usedMilli,
    seasonMilli,
    leadDays,
    leadFrom,
    quantityMilli,
    packs,
    packUnit: row.packUnit,
    packMilli,
    amountFen: timesMilli(row.unitFen, quantityMilli),
    reasons,
    untilDay: row.untilDay,
    skipReason: row.reason ?? '',
  };
}
