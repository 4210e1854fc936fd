import { andInto, BLOCK_SIZE, blockOf, lastPlacesOf } from './bits.ts';
import type { Bits } from './bits.ts';
import { FIELD_MAX, fieldGram, kindGram, longFieldGram, numberGram, SHORT_MAX } from './grams.ts';
import type { Ahead } from './ahead.ts';
import type { IndexFile, IndexHead } from './index-file.ts';
import {
  copyOf,
  countFound,
  findBeginning,
  findToken,
  foundOf,
  isFound,
  keepOnly,
  rankByReading,
  rankOf,
  readBodies,
  seqsOf,
  takeOut,
  unite,
} from './match.ts';
import type { Found } from './match.ts';
import type {
  SearchAnswer,
  SearchAsk,
  SearchHit,
  SearchPlace,
  SearchRank,
  SearchRequest,
} from './protocol.ts';
import type { SearchSource, SourceDoc } from './source.ts';
import { codePoints, normaliseText, SEP, slicePoints } from './text.ts';
import type { Typed } from './typed.ts';

/** Up to so many matches are ranked by reading them; more by searching for the better ranks first. */
const READ_TO_RANK = 96;

/** What an answer is made from. `file` null: no index can be used, everything is scanned. */
export interface SearchView {
  source: SearchSource;
  file: IndexFile | null;
  head: IndexHead;
  /** Blocks of the index, newest first. */
  blocks: readonly number[];
  /** Documents whose work is still ahead. */
  ahead: () => Ahead;
  /** Documents by the kinds asked for, kept as long as the index stays as it is. */
  kinds: Map<string, Found>;
  /** What was last typed, as long as the index stays as it is. */
  typed: Typed;
}

interface Matches {
  /** Matches the index answers for. */
  indexed: Found;
  /** Ranks of those among them that were read to know; a block is read as a whole or not at all. */
  ranks: Map<number, SearchRank>;
  /** Matches among rows it does not answer for. */
  pending: SourceDoc[];
}

/**
 * First hits and the exact total of each question about one text; one read snapshot of the store. What is looked for
 * in the same way is looked for once, whatever kinds each asks for. Empty text finds nothing.
 */
export function answerAll(
  view: SearchView,
  text: string,
  asks: readonly SearchAsk[],
): SearchAnswer<SearchPlace>[] {
  const fragment = normaliseText(text);
  if (fragment === '') return asks.map(() => ({ hits: [], total: 0, exact: true, tookDirty: 0 }));
  return view.source.snapshot(() => {
    const [plain, masked] = [asks.filter((ask) => !ask.masked), asks.filter((ask) => ask.masked)];
    const answers = new Map<SearchAsk, SearchAnswer<SearchPlace>>();
    for (const alike of [plain, masked]) {
      if (alike.length === 0) continue;
      const matches = matchesOf(view, fragment, { kinds: kindsOfAll(alike), masked: alike === masked });
      for (const ask of alike) answers.set(ask, answerOne(view, fragment, matches, ask, alike.length === 1));
    }
    return asks.map((ask) => answers.get(ask)!);
  });
}

/** Which things they are: to be asked for those that are shown, because it costs as much as finding them. */
export function nameHits<Hit extends SearchPlace>(
  source: SearchSource,
  places: readonly Hit[],
): (Hit & SearchHit)[] {
  const refs = source.getRefs(places.map((place) => place.seq));
  return places.map((place) => ({ ...place, entityId: refs.get(place.seq)!.entityId }));
}

/** All kinds some question asks for; undefined: every kind. */
function kindsOfAll(asks: readonly SearchAsk[]): readonly string[] | undefined {
  const kinds = new Set<string>();
  for (const ask of asks) {
    if (ask.kinds === undefined) return undefined;
    for (const kind of ask.kinds) kinds.add(kind);
  }
  return [...kinds];
}

function answerOne(
  view: SearchView,
  fragment: string,
  all: Matches,
  ask: SearchAsk,
  alone: boolean,
): SearchAnswer<SearchPlace> {
  // Alone it has all that was found
  const kinds = alone ? undefined : ask.kinds;
  const indexed =
    kinds === undefined || view.file === null
      ? all.indexed
      : keepOnly(copyOf(all.indexed), ofKinds(view, view.file, kinds));
  const pending = kinds === undefined ? all.pending : all.pending.filter((doc) => kinds.includes(doc.kind));
  const ranked = [
    ...rankIndexed(view, indexed, all.ranks, fragment, ask),
    ...pending.map((doc) => ({ seq: doc.seq, rank: ask.masked ? 0 : rankOf(doc.body, fragment), doc })),
  ];
  ranked.sort((a, b) => a.rank - b.rank || b.seq - a.seq);
  const best = ranked.slice(0, ask.limit);
  if (ask.withAhead === true) best.push(...aheadOf(view, indexed, ranked, fragment, ask));
  const kindOf = kindReader(view, ask.kinds, best);
  return {
    hits: best.map(({ seq, rank, doc }): SearchPlace => {
      const dueAt = ask.withAhead === true ? view.ahead().dueAt.get(seq) : undefined;
      return { kind: doc?.kind ?? kindOf(seq), seq, rank, ...(dueAt === undefined ? {} : { dueAt }) };
    }),
    total: countFound(indexed) + pending.length,
    exact: true,
    tookDirty: pending.length,
  };
}

/** Kinds of documents found: told by the lists of the kinds asked for; where all were, by the documents themselves. */
function kindReader(
  view: SearchView,
  kinds: readonly string[] | undefined,
  found: readonly Ranked[],
): (seq: number) => string {
  const { file, source } = view;
  if (kinds === undefined || file === null) {
    const refs = source.getRefs(found.flatMap(({ seq, doc }) => (doc === undefined ? [seq] : [])));
    return (seq) => refs.get(seq)!.kind;
  }
  const lists = kinds.map((kind) => [kind, ofKinds(view, file, [kind])] as const);
  return (seq) => lists.find(([, list]) => isFound(list, seq))![0];
}

/** At most so many of those whose work is ahead come to the best. */
const aheadAtMost = 32;

/** Those due first that are not among the best anyway. */
function aheadOf(
  view: SearchView,
  indexed: Found,
  ranked: readonly Ranked[],
  fragment: string,
  ask: SearchAsk,
): Ranked[] {
  const best = new Set(ranked.slice(0, ask.limit).map((one) => one.seq));
  const further = new Map(ranked.slice(ask.limit).map((one) => [one.seq, one]));
  const seqs: number[] = [];
  for (const seq of view.ahead().inOrder) {
    if (seqs.length === aheadAtMost) break;
    if ((further.has(seq) || isFound(indexed, seq)) && !best.has(seq)) seqs.push(seq);
  }
  // What was read to know that it matches has its rank already
  const unread = ask.masked ? [] : seqs.filter((seq) => !further.has(seq));
  const read =
    view.file === null ? new Map<number, SearchRank>() : rankByReading(view.file, unread, fragment);
  return seqs.map((seq) => further.get(seq) ?? { seq, rank: ask.masked ? 0 : (read.get(seq) ?? 2) });
}

/** Row numbers of all matches, rising: for filters that go on from there. */
export function answerMatch(view: SearchView, request: Omit<SearchRequest, 'limit'>): number[] {
  const fragment = normaliseText(request.text);
  if (fragment === '') return [];
  return view.source.snapshot(() => {
    const { indexed, pending } = matchesOf(view, fragment, request);
    const seqs = seqsOf(indexed);
    if (pending.length === 0) return seqs;
    return [...seqs, ...pending.map((doc) => doc.seq)].sort((a, b) => a - b);
  });
}

function matchesOf(view: SearchView, fragment: string, request: Omit<SearchAsk, 'limit'>): Matches {
  const { source, head, kinds } = { ...view, kinds: request.kinds };
  const whole = `${SEP}${fragment}${SEP}`;
  const scanned = request.masked
    ? source.scanPending('numbers', head.headSeq, head.headLsn, whole)
    : source.scanPending('body', head.headSeq, head.headLsn, fragment);
  const pending = kinds === undefined ? scanned : scanned.filter((doc) => kinds.includes(doc.kind));
  const file = view.file;
  if (file === null) return { indexed: new Map(), ranks: new Map(), pending };

  const within = kinds === undefined ? null : ofKinds(view, file, kinds);
  const { found, ranks } = request.masked
    ? { found: findNumber(file, view.blocks, fragment, within), ranks: new Map() }
    : view.typed.find(file, view.blocks, fragment, { kinds: kinds?.join() ?? '*', within });
  const changed = source.dirtySeqs(head.headSeq, head.headLsn);
  const indexed = changed.length > 0 ? takeOut(copyOf(found), foundOf(changed)) : found;
  return { indexed, ranks, pending };
}

/** Documents of these kinds; which they are changes only with the index, and everybody asks for the same few sets. */
function ofKinds(view: SearchView, file: IndexFile, kinds: readonly string[]): Found {
  const key = kinds.join();
  const known = view.kinds.get(key);
  if (known !== undefined) return known;
  const found: Found = new Map();
  for (const kind of kinds) unite(found, findToken(file, view.blocks, kindGram(kind)));
  view.kinds.set(key, found);
  return found;
}

/**
 * Documents with exactly this number entry. Short entries and those no body holds are listed by themselves; of the
 * others the lists tell the few bodies that may hold it as a field, and the entries of those are read.
 */
function findNumber(file: IndexFile, blocks: readonly number[], entry: string, within: Found | null): Found {
  const among = (found: Found) => (within === null ? found : keepOnly(found, within));
  const found = among(findToken(file, blocks, numberGram(entry)));
  if (entry.length <= 4) return found;
  const seqs = seqsOf(among(mayHaveField(file, blocks, entry)));
  return seqs.length === 0
    ? found
    : unite(found, foundOf(file.numbersWith.all(JSON.stringify(seqs), `${SEP}${entry}${SEP}`)));
}

/** Documents with this text as a whole field, and, where it is long, a few that share its list. */
function mayHaveField(file: IndexFile, blocks: readonly number[], field: string): Found {
  if (field.length <= FIELD_MAX) return findToken(file, blocks, fieldGram(field));
  const points = codePoints(field);
  const end = slicePoints(points, points.length - SHORT_MAX, points.length);
  return keepOnly(findToken(file, blocks, longFieldGram(field)), findToken(file, blocks, end));
}

/** Of documents of a block that hold `field` (`within`), those where it is a whole field. */
function findWhole(file: IndexFile, block: number, field: string, within: Bits): Bits | undefined {
  const short = field.length <= FIELD_MAX;
  const bits = file.gram(block, short ? fieldGram(field) : longFieldGram(field), false)?.slice();
  if (bits === undefined) return undefined;
  andInto(bits, within);
  return short ? bits : readBodies(file, block, bits, `${SEP}${field}${SEP}`);
}

interface Ranked {
  seq: number;
  rank: SearchRank;
  doc?: SourceDoc;
}

function rankIndexed(
  view: SearchView,
  all: Found,
  ranks: ReadonlyMap<number, SearchRank>,
  fragment: string,
  request: SearchAsk,
): Ranked[] {
  const { file, blocks } = view;
  if (file === null || all.size === 0) return [];
  if (request.masked) return newest(blocks, (block) => all.get(block), 0, request.limit, []);
  const hits: Ranked[] = [];
  const listed = new Map(all);
  for (const [seq, rank] of ranks) {
    if (isFound(all, seq)) hits.push({ seq, rank });
    listed.delete(blockOf(seq));
  }
  return [...hits, ...rankListed(file, blocks, listed, fragment, request.limit)];
}

/** The best of documents nobody has read yet. */
function rankListed(
  file: IndexFile,
  blocks: readonly number[],
  listed: Found,
  fragment: string,
  limit: number,
): Ranked[] {
  if (countFound(listed) <= READ_TO_RANK) {
    return [...rankByReading(file, seqsOf(listed), fragment)].map(([seq, rank]) => ({ seq, rank }));
  }
  const of =
    (find: (file: IndexFile, block: number, text: string, within: Bits, limit: number) => Bits | undefined) =>
    (block: number) => {
      const within = listed.get(block);
      // What is a whole field begins with it, too: as many again as may be among the hits already
      return within === undefined ? undefined : find(file, block, fragment, within, 2 * limit);
    };
  const hits: Ranked[] = [];
  newest(blocks, of(findWhole), 0, limit, hits);
  if (hits.length < limit) newest(blocks, of(findBeginning), 1, limit, hits);
  if (hits.length < limit) newest(blocks, (block) => listed.get(block), 2, limit, hits);
  return hits;
}

/** Adds the newest documents not yet among `hits`, until there are `limit`. */
function newest(
  blocks: readonly number[],
  bitsOf: (block: number) => Uint32Array | undefined,
  rank: SearchRank,
  limit: number,
  hits: Ranked[],
): Ranked[] {
  const had = new Set(hits.map((hit) => hit.seq));
  for (const block of blocks) {
    if (hits.length >= limit) break;
    const bits = bitsOf(block);
    if (bits === undefined) continue;
    for (const place of lastPlacesOf(bits, limit + had.size)) {
      const seq = block * BLOCK_SIZE + place;
      if (hits.length < limit && !had.has(seq)) hits.push({ seq, rank });
    }
  }
  return hits;
}
