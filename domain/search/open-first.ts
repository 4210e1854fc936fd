/** How an order stands: 0 work is still ahead, 1 only papers and money are, 2 nothing is. */
export interface Standing {
  group: number;
  deadlineAt: number | null;
}

/** A thing that was found. */
interface Hit {
  kind: string;
  entityId: string;
  seq: number;
  rank: number;
}

const none: Standing = { group: 2, deadlineAt: null };

/**
 * Ranked hits with the orders among them in another order: what was typed whole first; then work that is still ahead
 * before what is over, the better match, the nearest deadline, the newest. The places orders have between the other
 * kinds stay, and so do the ranks of the places. Pure.
 */
export function openFirst<T extends Hit>(
  ranked: readonly T[],
  standings: ReadonlyMap<string, Standing>,
): T[] {
  const of = (hit: T) => standings.get(hit.entityId) ?? none;
  const dueAt = (hit: T) => of(hit).deadlineAt ?? Number.MAX_SAFE_INTEGER;
  const orders = ranked
    .filter((hit) => hit.kind === 'work_order')
    .sort(
      (left, right) =>
        Number(left.rank > 0) - Number(right.rank > 0) ||
        of(left).group - of(right).group ||
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
