/** What the search worker is asked and answers. Plain data: it crosses threads. */
export interface SearchRequest {
  /** As typed; normalised by the index. */
  text: string;
  /** Only these kinds of things; all when left out. */
  kinds?: readonly string[];
  /** Most hits returned; the total counts all. */
  limit: number;
  /** The reader sees masked data only: whole numbers and four-digit tails, nothing else. */
  masked?: boolean;
}

/** One of several questions about a text. */
export interface SearchAsk extends Omit<SearchRequest, 'text'> {
  /** Things whose work is still ahead are among the hits too, those due first, however many newer things match. */
  withAhead?: boolean;
}

/** Several questions about one text, and what is made of their answers where the store is at hand. */
export interface SearchPageRequest {
  text: string;
  asks: readonly SearchAsk[];
  /** For whoever makes the page. */
  params: unknown;
}

/**
 * A search as services ask it: what a box shows for a text (`lane` names the box; null: nobody types on), or one of the
 * worker's other questions by `type`.
 */
export type SearchQuestion =
  | { type: 'page'; request: SearchPageRequest; lane: string | null }
  | { type: 'query'; request: SearchRequest }
  | { type: 'match'; request: Omit<SearchRequest, 'limit'> }
  | { type: 'stats' | 'rebuild' | 'settle' }
  | { type: 'verify'; everyNth: number };

/** 0 a whole field · 1 the beginning of a field · 2 inside a field. Within a rank the newest first. */
export type SearchRank = 0 | 1 | 2;

/** A hit before anybody asked the store which thing it is. */
export interface SearchPlace {
  kind: string;
  seq: number;
  rank: SearchRank;
  /** Only where its work is still ahead: when it is due, ms UTC; null: at no time. */
  dueAt?: number | null;
}

export interface SearchHit extends SearchPlace {
  entityId: string;
}

export interface SearchAnswer<Hit = SearchHit> {
  hits: Hit[];
  /** All matches, not only those returned. */
  total: number;
  /** Always true: there is no other kind of answer. */
  exact: true;
  /** Matches that came from rows the index had not taken yet. */
  tookDirty: number;
}

export interface SearchStats {
  headSeq: number;
  headLsn: number;
  blocks: number;
  docs: number;
  /** Rows waiting: dirty ones and those after headSeq. */
  pending: number;
  fileBytes: number;
  walBytes: number;
  /** Times the file had to be made anew since the worker began, and why the last time. */
  rebuilt: number;
  rebuiltBecause: RebuildReason | null;
}

export type RebuildReason = 'missing' | 'damaged' | 'format' | 'foreign' | 'older' | 'newer' | 'asked';

export interface SearchCheck {
  ok: boolean;
  checkedDocs: number;
  checkedBlocks: number;
  /** The first difference found. */
  problem: string | null;
}

export interface SearchWorkerData {
  storePath: string;
  indexPath: string;
  /** 64 hex digits. */
  keyHex: string;
  /** Outlet and epoch of the store: an index of another is not used. */
  identity: string;
}

export type ToSearchWorker =
  | { type: 'query'; id: number; request: SearchRequest }
  | { type: 'page'; id: number; request: SearchPageRequest }
  | { type: 'match'; id: number; request: Omit<SearchRequest, 'limit'> }
  | { type: 'stats'; id: number }
  | { type: 'verify'; id: number; everyNth: number }
  | { type: 'rebuild'; id: number }
  /** Answers when every row known at the moment of asking is in the index. */
  | { type: 'settle'; id: number }
  | { type: 'close'; id: number }
  /** The store changed: look at the dirty rows soon. */
  | { type: 'changed' };

export type FromSearchWorker =
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failed'; id: number; message: string }
  /** Dirty rows up to this lsn are in the index, on disk: the gate may strike them off. */
  | { type: 'indexed'; throughLsn: number }
  | { type: 'rebuilding'; because: RebuildReason };
