import type { Db } from '../../../db/connection.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { SearchHit } from '../../../db/search/protocol.ts';

/** How an order stands: 0 work is still ahead, 1 only papers and money are, 2 nothing is. */
export interface Standing {
  group: number;
  deadlineAt: number | null;
}

/** How the orders among the hits stand, by id. */
export function readStandings(db: Db, hits: readonly SearchHit[]): Map<string, Standing> {
  const ids = hits.filter((hit) => hit.kind === 'work_order').map((hit) => hit.entityId);
  if (ids.length === 0) return new Map();
  const rows = statement(
    db,
    `SELECT id, deadline_at AS deadlineAt, CASE WHEN queue IN ('done', 'cancelled') THEN 2
       WHEN queue IN ('audit', 'settlement', 'closing') THEN 1 ELSE 0 END AS "group"
     FROM work_order WHERE id IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(ids)) as (Standing & { id: string })[];
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}

const none: Standing = { group: 2, deadlineAt: null };

/**
 * Ranked hits with the orders among them in another order: what was typed whole first; then work that is still ahead
 * before what is over, the better match, the nearest deadline, the newest. The places orders have between the other
 * kinds stay, and so do the ranks of the places. Pure.
 */
export function openFirst(
  ranked: readonly SearchHit[],
  standings: ReadonlyMap<string, Standing>,
): SearchHit[] {
  const of = (hit: SearchHit) => standings.get(hit.entityId) ?? none;
  const dueAt = (hit: SearchHit) => of(hit).deadlineAt ?? Number.MAX_SAFE_INTEGER;
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
