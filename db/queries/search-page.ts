import { openFirst, type Standing } from '../../domain/search/open-first.ts';
import { pickFair } from '../../domain/search/pick-fair.ts';
import type { Db } from '../connection.ts';
import type { SearchAnswer, SearchHit } from '../search/protocol.ts';
import { readSmall, type RankedRow, type SmallParams } from './search-small.ts';
import { readHits, type SearchRowsParams } from './search.ts';
import { statement } from './statements.ts';

export interface SearchPageParams extends Omit<SearchRowsParams, 'hits'> {
  /** Rows shown. */
  limit: number;
  /** Things too few for the index that are looked through, too; null: none. */
  small: SmallParams | null;
}

export interface SearchPage {
  hits: RankedRow[];
  total: number;
}

/**
 * What one box shows for a text: the rows of what the index found (`answers`) and of the small things, the best of every
 * kind among them. Runs in the thread of the index, in the snapshot of its answers: a page made of calls between
 * threads spent more on the calls than on the search.
 */
export function readPage(db: Db, answers: readonly SearchAnswer[], params: SearchPageParams): SearchPage {
  const { limit, small: wanted, ...rest } = params;
  const found = answers.flatMap((answer) => answer.hits);
  const all = openFirst(found.sort(byRank), readStandings(db, found));
  const scoped = rest.onlyStaffId !== null || rest.onlyTeamId !== null;
  // Of a reader of some orders the others are dropped when they are read
  const ranked = scoped ? all : pickFair(all, limit);
  const ranks = new Map(ranked.map((hit) => [`${hit.kind} ${hit.entityId}`, hit.rank]));
  const rows = readHits(db, { ...rest, hits: ranked.map(({ kind, entityId }) => ({ kind, entityId })) });
  const small = wanted === null ? [] : readSmall(db, wanted);
  const shown = rows.map((row) => ({ ...row, rank: ranks.get(`${row.kind} ${row.id}`) ?? 1 }));
  // A count over orders of others would tell that they exist
  const total = scoped ? rows.length : answers.reduce((sum, answer) => sum + answer.total, 0);
  return { hits: pickFair([...shown, ...small].sort(byRank), limit), total: total + small.length };
}

/** How the orders among the hits stand, by id. */
function readStandings(db: Db, hits: readonly SearchHit[]): Map<string, Standing> {
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

const byRank = (left: { rank: number }, right: { rank: number }) => left.rank - right.rank;
