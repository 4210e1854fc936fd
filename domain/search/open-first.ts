/** A thing that was found. */
interface Hit {
  kind: string;
  seq: number;
  rank: number;
  /** Only where its work is still ahead: when it is due, ms UTC; null: at no time. */
  dueAt?: number | null;
}

/**
 * Ranked hits with the orders among them in another order: what was typed whole first; then work that is still ahead
 * before what is over, the better match, the nearest deadline, the newest. The places orders have between the other
 * kinds stay, and so do the ranks of the places. Pure.
 */
export function openFirst<T extends Hit>(ranked: readonly T[]): T[] {
  const dueAt = (hit: T) => hit.dueAt ?? Number.MAX_SAFE_INTEGER;
  const orders = ranked
    .filter((hit) => hit.kind === 'work_order')
    .sort(
      (left, right) =>
        Number(left.rank > 0) - Number(right.rank > 0) ||
        Number(left.dueAt === undefined) - Number(right.dueAt === undefined) ||
        left.rank - right.rank ||
        dueAt(left) - dueAt(right) ||
        right.seq - left.seq,
    );
  let next = 0;
  return ranked.map((hit) => {
    if (hit.kind !== 'work_order') return hit;
    const order = orders[next] ?? hit;
    next += 1;
    return { ...order, rank: hit.rank };
  });
}
