/** Does a rule speak about this thing? Each refusal has a code, so that "why no height fee" has an answer. */
import type { ExtraFacts, MachineFacts, OrderFacts, PriceRule, RuleScope } from './price-types.ts';

/** The field that refuses, or null when the rule applies. */
export function refusalOf(
  rule: PriceRule,
  order: OrderFacts,
  machine: MachineFacts | null,
  extra: ExtraFacts | null,
): string | null {
  if (rule.payerCode !== null && rule.payerCode !== order.payerCode) return 'payer';
  if (order.day < rule.fromDay) return 'not_yet';
  if (rule.toDay !== null && order.day > rule.toDay) return 'expired';
  return refusedBy(rule.scope, order, machine, extra);
}

function misses<T>(list: readonly T[] | undefined, value: T | null): boolean {
  return list !== undefined && (value === null || !list.includes(value));
}

/** On an order-wide rule a machine condition asks for at least one such machine that was worked on. */
function machineRefuses(scope: RuleScope, machine: MachineFacts): string | null {
  if (misses(scope.itemCodes, machine.itemCode)) return 'item';
  if (misses(scope.categories, machine.category)) return 'category';
  if (misses(scope.brands, machine.brand)) return 'brand';
  if (misses(scope.models, machine.model)) return 'model';
  if (misses(scope.warranties, machine.warranty)) return 'warranty';
  if (scope.heightWork !== undefined && scope.heightWork !== (machine.heightWork ?? false)) return 'height';
  if (scope.rework !== undefined && scope.rework !== (machine.rework ?? false)) return 'rework';
  return null;
}

function refusedBy(
  scope: RuleScope,
  order: OrderFacts,
  machine: MachineFacts | null,
  extra: ExtraFacts | null,
): string | null {
  if (misses(scope.counties, order.countyCode)) return 'county';
  if (misses(scope.tiers, order.distanceTier)) return 'tier';
  if (scope.outcomes !== undefined && !order.visits.some((one) => scope.outcomes?.includes(one)))
    return 'outcome';
  if (scope.months !== undefined && !scope.months.includes(Number(order.day.slice(5, 7)))) return 'month';
  if (
    scope.withinHours !== undefined &&
    !(order.hoursToFinish !== null && order.hoursToFinish <= scope.withinHours)
  ) {
    return 'too_late';
  }
  for (const flag of ['urgent', 'night', 'holiday'] as const) {
    if (scope[flag] !== undefined && scope[flag] !== order[flag]) return flag;
  }
  if (misses(scope.extraCodes, extra?.code ?? null)) return 'extra';
  if (machine !== null) return machineRefuses(scope, machine);
  if (order.machines.length === 0) {
    const { itemCodes, categories, brands, models, warranties, heightWork, rework } = scope;
    const asks = [itemCodes, categories, brands, models, warranties, heightWork, rework];
    return asks.some((one) => one !== undefined) ? 'machine' : null;
  }
  let last: string | null = null;
  for (const one of order.machines) {
    last = machineRefuses(scope, one);
    if (last === null) return null;
  }
  return last;
}

/** How many conditions a rule sets: the more specific rule wins among equals. */
export function specificity(rule: PriceRule): number {
  const set = Object.values(rule.scope).filter((one) => one !== undefined).length;
  return set + (rule.payerCode === null ? 0 : 1);
}

/** Best first: priority, then specificity, then the newer start, then the higher version, then code. */
export function byPrecedence(a: PriceRule, b: PriceRule): number {
  return (
    b.priority - a.priority ||
    specificity(b) - specificity(a) ||
    (a.fromDay < b.fromDay ? 1 : a.fromDay > b.fromDay ? -1 : 0) ||
    b.version - a.version ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}
