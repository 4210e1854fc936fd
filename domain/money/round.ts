/**
 * The one rounding rule: to the nearest, halves away from zero (四舍五入). Written once so that a fee, a share and a
 * commission computed at different desks agree to the fen. Works on BigInt inside: qty × price may pass 2^53.
 */

/** numerator / denominator rounded; both integers, denominator not zero. Exact for any size of product. */
export function divRound(numerator: number | bigint, denominator: number | bigint): number {
  let top = BigInt(numerator);
  let bottom = BigInt(denominator);
  if (bottom === 0n) throw new RangeError('division by zero');
  if (bottom < 0n) {
    top = -top;
    bottom = -bottom;
  }
  const size = top < 0n ? -top : top;
  const rounded = (size * 2n + bottom) / (bottom * 2n);
  const value = Number(top < 0n ? -rounded : rounded);
  if (!Number.isSafeInteger(value)) throw new RangeError('amount too large');
  return value === 0 ? 0 : value;
}

/** a × b / c, rounded once. */
export function mulDivRound(a: number, b: number, c: number): number {
  return divRound(BigInt(a) * BigInt(b), BigInt(c));
}

/** Quantity in thousandths × unit price in fen → fen. */
export function timesMilli(unitFen: number, qtyMilli: number): number {
  return mulDivRound(unitFen, qtyMilli, 1000);
}

/** Share of an amount; the rate in basis points (10000 = 100 %). */
export function basisPoints(amountFen: number, rateBp: number): number {
  return mulDivRound(amountFen, rateBp, 10_000);
}
