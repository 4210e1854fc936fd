import { isOverQueue, queueNames } from '../../domain/orders/queue.ts';
import { openFirst } from '../../domain/search/open-first.ts';
import { pickFair } from '../../domain/search/pick-fair.ts';
import type { Db } from '../connection.ts';
import type { AheadDoc } from '../search/ahead.ts';
import { nameHits } from '../search/answer.ts';
import type { SearchAnswer, SearchPlace } from '../search/protocol.ts';
import type { SearchSource } from '../search/source.ts';
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
export function readPage(
  source: SearchSource,
  answers: readonly SearchAnswer<SearchPlace>[],
  params: SearchPageParams,
): SearchPage {
  const { db } = source;
  const { limit, small: wanted, ...rest } = params;
  const found = answers.flatMap((answer) => answer.hits);
  const all = openFirst(found.sort(byRank));
  const scoped = rest.onlyStaffId !== null || rest.onlyTeamId !== null;
  // Of a reader of some orders the others are dropped when they are read
  const ranked = nameHits(source, scoped ? all : pickFair(all, limit));
  const ranks = new Map(ranked.map((hit) => [`${hit.kind} ${hit.entityId}`, hit.rank]));
  const rows = readHits(db, { ...rest, hits: ranked.map(({ kind, entityId }) => ({ kind, entityId })) });
  const small = wanted === null ? [] : readSmall(db, wanted);
  const shown = rows.map((row) => ({ ...row, rank: ranks.get(`${row.kind} ${row.id}`) ?? 1 }));
  // A count over orders of others would tell that they exist
  const total = scoped ? rows.length : answers.reduce((sum, answer) => sum + answer.total, 0);
  return { hits: pickFair([...shown, ...small].sort(byRank), limit), total: total + small.length };
}

const ahead = JSON.stringify(queueNames.filter((queue) => !isOverQueue(queue)));

/** Orders whose work is still to be done: not those of which only papers and money are left. */
export function readOrdersAhead(db: Db): AheadDoc[] {
  return statement(
    db,
    `SELECT d.seq, w.deadline_at AS dueAt FROM work_order w
     CROSS JOIN search_doc d ON d.kind = 'work_order' AND d.entity_id = w.id
     WHERE w.queue IN (SELECT value FROM json_each(?))`,
  ).all(ahead) as AheadDoc[];
}

const byRank = (left: { rank: number }, right: { rank: number }) => left.rank - right.rank;
