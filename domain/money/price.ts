/**
 * From order facts and dated rules to fee lines, each with the rule and version that made it, and to the rules that
 * did not apply with the reason. Pure: the same facts and rules give the same lines at every desk and in any order of
 * the rules, so "what would last month have been" is a second call.
 */
import { findFeeKind } from './fee-kinds.ts';
import { byPrecedence, refusalOf } from './price-scope.ts';
import type {
  ExtraFacts,
  FeeLine,
  FeeResult,
  MachineFacts,
  OrderFacts,
  PriceRule,
  Rejection,
} from './price-types.ts';
import { basisPoints, mulDivRound, timesMilli } from './round.ts';
import { visitOutcomes } from '../visits/outcomes.ts';

export type * from './price-types.ts';

interface Thing {
  key: string;
  machine: MachineFacts | null;
  extra: ExtraFacts | null;
  qtyMilli: number;
}

const emptyTrips = new Set<string>(visitOutcomes.filter((one) => one.fees.length > 0).map((one) => one.code));

/** What a rule is asked about: each machine worked on, the order, each visit that may carry a fee, each extra. */
function thingsOf(rule: PriceRule, order: OrderFacts): Thing[] {
  const one = (
    key: string,
    qtyMilli: number,
    machine: MachineFacts | null,
    extra: ExtraFacts | null,
  ): Thing => ({
    key,
    qtyMilli,
    machine,
    extra,
  });
  switch (rule.basis) {
    case 'machine':
      return order.machines
        .filter((machine) => machine.worked)
        .map((machine) => one(`machine ${machine.machineId}`, machine.qtyMilli, machine, null));
    case 'order':
      return [one('order', 1000, null, null)];
    case 'visit': {
      const wanted = rule.scope.outcomes;
      const count = order.visits.filter((visit) =>
        wanted ? wanted.includes(visit) : emptyTrips.has(visit),
      ).length;
      return count === 0 ? [] : [one('visit', (rule.limit === 'order' ? 1 : count) * 1000, null, null)];
    }
    case 'extra': {
      // what a technician or sub-shop gets of an extra is ruled by its code, whoever pays for it
      const shares = rule.party === 'technician' || rule.party === 'sub_shop';
      return order.extras
        .filter((extra) => shares || (extra.party === rule.party && extra.kind === rule.kind))
        .map((extra) => one(`extra ${extra.extraId}`, extra.qtyMilli, null, extra));
    }
  }
}

type Price =
  | { unitFen: number; amountFen: number; params: Record<string, string | number> }
  | { why: string };

function priceOf(rule: PriceRule, order: OrderFacts, thing: Thing, made: readonly FeeLine[]): Price {
  const { how } = rule;
  switch (how.how) {
    case 'flat':
      return { unitFen: how.amountFen, amountFen: timesVisits(how.amountFen, rule, thing), params: {} };
    case 'per_unit':
      return {
        unitFen: how.unitFen,
        amountFen: timesMilli(how.unitFen, thing.qtyMilli),
        params: { qtyMilli: thing.qtyMilli },
      };
    case 'per_km': {
      if (order.distanceMilliKm === null) return { why: 'distance_unknown' };
      const free = order.countySeat ? how.freeMilliKm : (how.freeTownMilliKm ?? how.freeMilliKm);
      const over = Math.max(0, order.distanceMilliKm - free);
      if (over === 0) return { why: 'within_free_distance' };
      return {
        unitFen: how.unitFen,
        amountFen: timesMilli(how.unitFen, over),
        params: {
          milliKm: order.distanceMilliKm,
          freeMilliKm: free,
          method: order.distanceMethod ?? 'unknown',
        },
      };
    }
    case 'tiered': {
      const value = how.by === 'distance' ? order.distanceMilliKm : thing.qtyMilli;
      if (value === null) return { why: 'distance_unknown' };
      const tier = how.tiers.find((one) => one.upToMilli === null || value <= one.upToMilli);
      if (tier === undefined) return { why: 'beyond_last_tier' };
      if (tier.amountFen === 0) return { why: 'tier_of_zero' };
      return { unitFen: tier.amountFen, amountFen: tier.amountFen, params: { valueMilli: value } };
    }
    case 'by_tier': {
      const amount = order.distanceTier === null ? undefined : how.amounts[order.distanceTier];
      if (amount === undefined) return { why: 'tier_unknown' };
      if (amount === 0) return { why: 'tier_of_zero' };
      return { unitFen: amount, amountFen: amount, params: { tier: order.distanceTier ?? '' } };
    }
    case 'percent': {
      const base = made
        .filter((line) => line.party === rule.party && how.ofKinds.includes(line.kind))
        .filter((line) => thing.machine === null || line.machineId === thing.machine.machineId)
        .reduce((sum, line) => sum + line.amountFen, 0);
      if (base === 0) return { why: 'nothing_to_share' };
      return {
        unitFen: base,
        amountFen: basisPoints(base, how.rateBp),
        params: { baseFen: base, rateBp: how.rateBp },
      };
    }
  }
}

/** A flat sum on visits is per visit; on everything else it is the sum. */
function timesVisits(amountFen: number, rule: PriceRule, thing: Thing): number {
  return rule.basis === 'visit' ? timesMilli(amountFen, thing.qtyMilli) : amountFen;
}

function clamp(rule: PriceRule, amountFen: number): number {
  let out = amountFen;
  if (rule.minFen != null) out = Math.max(out, rule.minFen);
  if (rule.maxFen != null) out = Math.min(out, rule.maxFen);
  return out;
}

/** Plain rules before percentages: a commission needs the lines it is taken from. */
function inPasses(rules: readonly PriceRule[]): [PriceRule[], PriceRule[]] {
  const sorted = [...rules].sort(byPrecedence);
  return [
    sorted.filter((rule) => rule.how.how !== 'percent'),
    sorted.filter((rule) => rule.how.how === 'percent'),
  ];
}

/**
 * Fee lines of an order. One rule prices one kind for one party on one thing; of several that would, the best by
 * precedence wins and the others are rejected as `outranked`. Extras with a price of their own (signed quote) become
 * lines without a rule. Technician and sub-shop shares of these lines: see pay.ts.
 */
export function computeFees(order: OrderFacts, rules: readonly PriceRule[]): FeeResult {
  const lines: FeeLine[] = [];
  const rejected: Rejection[] = [];
  const taken = new Set<string>();

  for (const extra of order.extras) {
    if (extra.unitFen === null) continue;
    taken.add(`${extra.party} ${extra.kind} extra ${extra.extraId}`);
    lines.push({
      party: extra.party,
      kind: extra.kind,
      machineId: extra.machineId,
      extraId: extra.extraId,
      holderId: null,
      qtyMilli: extra.qtyMilli,
      unitFen: extra.unitFen,
      amountFen: timesMilli(extra.unitFen, extra.qtyMilli),
      rule: 'quote',
      version: 0,
      explain: { code: 'quoted', params: { code: extra.code, qtyMilli: extra.qtyMilli } },
    });
  }

  for (const pass of inPasses(rules)) {
    for (const rule of pass) applyRule(rule, order, lines, rejected, taken);
  }
  return { lines: lines.filter((line) => line.amountFen !== 0 || line.rule !== 'quote'), rejected };
}

function applyRule(
  rule: PriceRule,
  order: OrderFacts,
  lines: FeeLine[],
  rejected: Rejection[],
  taken: Set<string>,
): void {
  const reject = (why: string, machineId: string | null, params: Record<string, string | number> = {}) => {
    rejected.push({ rule: rule.code, version: rule.version, machineId, why, params });
  };
  const things = thingsOf(rule, order);
  if (things.length === 0) reject(rule.basis === 'visit' ? 'outcome' : 'nothing_of_this_basis', null);
  let count = 0;
  for (const thing of things) {
    const machineId = thing.machine?.machineId ?? thing.extra?.machineId ?? null;
    const refusal = refusalOf(rule, order, thing.machine, thing.extra);
    if (refusal !== null) {
      reject(refusal, machineId);
      continue;
    }
    if (rule.limit === 'household_day' && order.householdCharged.includes(rule.kind)) {
      reject('household_charged', machineId);
      continue;
    }
    if (rule.limit != null && count > 0) {
      reject('once_only', machineId);
      continue;
    }
    const slot = `${rule.party} ${rule.kind} ${thing.key}`;
    if (taken.has(slot)) {
      reject('outranked', machineId);
      continue;
    }
    const price = priceOf(rule, order, thing, lines);
    if ('why' in price) {
      reject(price.why, machineId);
      continue;
    }
    taken.add(slot);
    count += 1;
    const params = { ...price.params };
    let amountFen = clamp(rule, price.amountFen);
    if (amountFen !== price.amountFen) params.clampedFromFen = price.amountFen;
    if (rule.furtherMachinesBp != null && rule.basis === 'machine') {
      amountFen = furtherUnits(
        amountFen,
        thing.qtyMilli,
        !hasMachineLine(lines, rule),
        rule.furtherMachinesBp,
      );
      params.furtherBp = rule.furtherMachinesBp;
    }
    lines.push({
      party: rule.party,
      kind: rule.kind,
      machineId,
      extraId: thing.extra?.extraId ?? null,
      holderId: null,
      qtyMilli: thing.qtyMilli,
      unitFen: price.unitFen,
      amountFen,
      rule: rule.code,
      version: rule.version,
      explain: { code: rule.how.how, params },
    });
  }
}

/** Machines are counted over the whole order: two models priced by two rules are still two machines. */
function hasMachineLine(lines: readonly FeeLine[], rule: PriceRule): boolean {
  return lines.some(
    (line) => line.party === rule.party && line.kind === rule.kind && line.machineId !== null,
  );
}

/** "The second machine at 90 %": the first whole unit of the first line counts in full, all others at the rate. */
function furtherUnits(amountFen: number, qtyMilli: number, first: boolean, rateBp: number): number {
  if (!first) return basisPoints(amountFen, rateBp);
  if (qtyMilli <= 1000) return amountFen;
  const full = mulDivRound(amountFen, 1000, qtyMilli);
  return full + basisPoints(amountFen - full, rateBp);
}

/** Sum of the lines of one party. */
export function sumFor(lines: readonly FeeLine[], party: FeeLine['party']): number {
  return lines.reduce((sum, line) => (line.party === party ? sum + line.amountFen : sum), 0);
}

/** Income account of a line; kinds nobody knows go to other services rather than nowhere. */
export function incomeAccountOf(kind: string): string {
  return findFeeKind(kind)?.income ?? 'income_other_service';
}
