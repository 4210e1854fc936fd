/**
 * Subsets of amounts that add up exactly. Answers a subset only if it is the only one: where two ways lead to the
 * same sum, the data do not decide.
 */

/** Amounts looked at in one search; more than that always add up to anything. */
const most = 14;

/**
 * Positions of the only subset of at least `least` amounts (all above zero) whose sum is within `tolerance` of
 * `target`; null for none, 'several' for more than one. `must` are in it always.
 */
export function onlySubset(
  amounts: readonly number[],
  target: number,
  {
    tolerance = 0,
    least = 1,
    must = [],
  }: { tolerance?: number; least?: number; must?: readonly number[] } = {},
): number[] | 'several' | null {
  if (amounts.length > most) return onlyWhole(amounts, target, tolerance);
  const free = amounts.map((_, at) => at).filter((at) => !must.includes(at));
  free.sort((a, b) => amounts[b]! - amounts[a]!);
  const rest = [0];
  for (const at of [...free].reverse()) rest.unshift(rest[0]! + amounts[at]!);
  const start = must.reduce((total, at) => total + amounts[at]!, 0);
  const chosen: number[] = [...must];
  let only: number[] | null = null;
  let several = false;
  const walk = (from: number, sum: number): void => {
    if (several || sum > target + tolerance || sum + rest[from]! < target - tolerance) return;
    if (from === free.length) {
      if (Math.abs(sum - target) > tolerance || chosen.length < least) return;
      if (only !== null) several = true;
      only = [...chosen];
      return;
    }
    chosen.push(free[from]!);
    walk(from + 1, sum + amounts[free[from]!]!);
    chosen.pop();
    walk(from + 1, sum);
  };
  walk(0, start);
  return several ? 'several' : only;
}

/** Of many amounts only «all of them» is looked at. */
function onlyWhole(
  amounts: readonly number[],
  target: number,
  tolerance: number,
): number[] | 'several' | null {
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  return Math.abs(sum - target) <= tolerance ? amounts.map((_, at) => at) : null;
}
