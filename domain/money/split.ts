/**
 * Dividing an amount among shares without losing or making a fen: largest remainder. Two men, five machines of
 * one distance fee, a fine over three orders: what is given out always adds up to what there was.
 */

/**
 * `amountFen` over `weights` (non-negative integers, at least one positive). The leftover fen go to the largest
 * remainders; ties to the earlier share, so that the order of shares decides and every desk gets the same.
 */
export function splitFen(amountFen: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(amountFen)) throw new RangeError(`not an integer of fen: ${amountFen}`);
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('weights are non-negative integers');
  }
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError('no share to give to');
  const size = BigInt(Math.abs(amountFen));
  const sign = amountFen < 0 ? -1 : 1;

  const shares = weights.map((weight, index) => {
    const product = size * BigInt(weight);
    return { index, fen: product / total, rest: product % total };
  });
  let left = Number(size - shares.reduce((sum, share) => sum + share.fen, 0n));
  const byRest = [...shares].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  );
  for (const share of byRest) {
    if (left === 0) break;
    share.fen += 1n;
    left -= 1;
  }
  return shares.map((share) => (share.fen === 0n ? 0 : sign * Number(share.fen)));
}

/** Equal parts of an amount. */
export function splitEvenly(amountFen: number, parts: number): number[] {
  return splitFen(amountFen, new Array<number>(parts).fill(1));
}
