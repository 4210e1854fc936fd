/**
 * What should be ordered of a part, as a proposal with its reasons. A fold over facts alone: quantities are integer
 * thousandths of the base unit, days are whole days. Every reason is a signed quantity, and together they make exactly
 * what is proposed, so that a screen can say why.
 */

/** Use is measured over this many days up to yesterday. */
export const useDays = 90;
/** Same months a year ago: the days after today's date that are compared with the days before it. */
export const seasonDays = 60;
/** Goods are usually here after a week where nobody said otherwise. */
export const usualLeadDays = 7;

/** With less than this used in the days before, a year ago, nothing is said about the season. */
const seasonNeedsMilli = 5_000;
/** One odd month does not multiply an order by ten. */
const seasonRange = { least: 250, most: 4_000 } as const;

export interface SupplyFacts {
  /** Used in the last `useDays`. */
  usedMilli: number;
  /** A year ago: used in the `useDays` before this day of the year, and in the `seasonDays` from it on. Null: not known. */
  lastYear: { beforeMilli: number; afterMilli: number } | null;
  leadDays: number;
  minMilli: number;
  /** 0: none. */
  maxMilli: number;
  /** What orders wait for. */
  waitingMilli: number;
  /** What bags and sub-shops lack to their own minimum. */
  placesMilli: number;
  /** Good, not over, not promised, in our stores. */
  freeMilli: number;
  /** Ordered and not here, or under way between our places. */
  comingMilli: number;
  /** Owed by makers on requests for orders. */
  requestedMilli: number;
  /** Content of the pack it is bought in; 1000 where it is bought by the base unit. */
  packMilli: number;
}

export const supplyReasons = [
  'use',
  'minimum',
  'waiting',
  'places',
  'free',
  'coming',
  'requested',
  'maximum',
  'pack',
] as const;
export type SupplyReasonCode = (typeof supplyReasons)[number];

export interface SupplyReason {
  code: SupplyReasonCode;
  /** What it adds to the order, or takes from it. */
  milli: number;
}

export interface SupplyProposal {
  /** 0: enough is here or under way. */
  quantityMilli: number;
  packs: number;
  /** Use in the days ahead against the days behind, in thousandths; null where a year ago says too little. */
  seasonMilli: number | null;
  reasons: SupplyReason[];
}

/** How much more (or less) is used in the days ahead than in those behind, as it was a year ago; thousandths. */
export function seasonOf(lastYear: SupplyFacts['lastYear']): number | null {
  if (lastYear === null || lastYear.beforeMilli < seasonNeedsMilli) return null;
  const after = BigInt(Math.max(0, lastYear.afterMilli)) * BigInt(useDays) * 1000n;
  const factor = Number(after / (BigInt(lastYear.beforeMilli) * BigInt(seasonDays)));
  return Math.min(seasonRange.most, Math.max(seasonRange.least, factor));
}

/** Use expected until goods ordered today are here, rounded up. */
export function expectedUse(usedMilli: number, seasonMilli: number | null, leadDays: number): number {
  if (usedMilli <= 0 || leadDays <= 0) return 0;
  const top = BigInt(usedMilli) * BigInt(seasonMilli ?? 1000) * BigInt(leadDays);
  const under = BigInt(useDays) * 1000n;
  return Number((top + under - 1n) / under);
}

/**
 * Expected use + minimum + what waits − what is free, coming or requested; never beyond the maximum; in whole packs.
 * Ordering what is proposed makes the next proposal empty.
 */
export function proposeSupply(facts: SupplyFacts): SupplyProposal {
  const seasonMilli = seasonOf(facts.lastYear);
  const reasons: SupplyReason[] = [
    { code: 'use', milli: expectedUse(facts.usedMilli, seasonMilli, facts.leadDays) },
    { code: 'minimum', milli: facts.minMilli },
    { code: 'waiting', milli: facts.waitingMilli },
    { code: 'places', milli: facts.placesMilli },
    { code: 'free', milli: -facts.freeMilli },
    { code: 'coming', milli: -facts.comingMilli },
    { code: 'requested', milli: -facts.requestedMilli },
  ];
  let wanted = reasons.reduce((sum, one) => sum + one.milli, 0);
  if (wanted > 0 && facts.maxMilli > 0) {
    const here = facts.freeMilli + facts.comingMilli + facts.requestedMilli;
    const room = Math.max(0, facts.maxMilli + facts.waitingMilli + facts.placesMilli - here);
    if (room < wanted) {
      reasons.push({ code: 'maximum', milli: room - wanted });
      wanted = room;
    }
  }
  const packs = wanted <= 0 ? 0 : Math.ceil(wanted / facts.packMilli);
  const quantityMilli = packs * facts.packMilli;
  if (packs > 0) reasons.push({ code: 'pack', milli: quantityMilli - wanted });
  return { quantityMilli, packs, seasonMilli, reasons: reasons.filter((one) => one.milli !== 0) };
}

export interface OpenSupply {
  partId: string;
  /** Ordered; business days, oldest first among equals by their order in the list. */
  orderedMilli: number;
  /** Sequence of the order among all moves: only goods received after it can be its. */
  at: number;
  id: string;
}

/**
 * What of each order of a part has come: goods received since, the oldest order first. Receipts are the ledger's own,
 * so one that is taken back leaves its order open again. Answers thousandths by order id.
 */
export function spreadReceipts(
  orders: readonly OpenSupply[],
  receipts: readonly { milli: number; at: number }[],
): Map<string, number> {
  const came = new Map(orders.map((order) => [order.id, 0]));
  const inOrder = [...orders].sort((a, b) => a.at - b.at);
  for (const receipt of [...receipts].sort((a, b) => a.at - b.at)) {
    let left = receipt.milli;
    for (const order of inOrder) {
      if (left <= 0 || order.at > receipt.at) break;
      const there = came.get(order.id) ?? 0;
      const take = Math.min(left, order.orderedMilli - there);
      if (take <= 0) continue;
      came.set(order.id, there + take);
      left -= take;
    }
  }
  return came;
}
