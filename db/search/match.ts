import {
  andInto,
  andNotInto,
  countBits,
  emptyBits,
  BLOCK_SIZE,
  hasBit,
  lastPlacesOf,
  orInto,
  placesOf,
  setBit,
} from './bits.ts';
import type { Bits } from './bits.ts';
import { blockOf, placeOf } from './bits.ts';
import { COMMON_MAX, coveringGrams, SHORT_MAX } from './grams.ts';
import type { IndexFile } from './index-file.ts';
import type { SearchRank } from './protocol.ts';
import { codePoints, SEP, slicePoints } from './text.ts';

/** Reading one body costs a seventh of looking one gram up: below so many candidates they are read. */
const CHEAP = 32;
/** Above so many candidates longer listed pieces are tried, too. */
const MANY = 256;

/** Documents per block; blocks without any are left out. */
export type Found = Map<number, Bits>;

/** What a fragment is found in, and the rank of those whose bodies had to be read to know. */
export interface FragmentFound {
  found: Found;
  /** By row number: every document of a block that was read, none of a block that was listed. */
  ranks: Map<number, SearchRank>;
  /** The bodies of those in `ranks`. */
  bodies: Map<number, string>;
}

/** Bodies read not long ago, by row number. */
export type Bodies = ReadonlyMap<number, string>;

/**
 * Documents of `blocks` whose indexed body holds `fragment` (not empty, normalised; a separator may stand
 * first). Exact: what grams cannot decide is checked against the bodies, all blocks in one statement. `within`: of these
 * only; where they are few in a block, they are read without looking anything up. `known`: bodies at hand.
 */
export function findFragment(
  file: IndexFile,
  blocks: readonly number[],
  fragment: string,
  within: Found | null = null,
  known?: Bodies,
): FragmentFound {
  const found: Found = new Map();
  const doubtful: number[] = [];
  const points = codePoints(fragment);
  const doubt = (block: number, bits: Bits) => {
    for (const place of placesOf(bits)) doubtful.push(block * BLOCK_SIZE + place);
  };
  const isRead = (block: number, bits: Bits) => {
    const [place] = known === undefined ? [] : lastPlacesOf(bits, 1);
    return place !== undefined && known!.has(block * BLOCK_SIZE + place);
  };
  for (const block of blocks) {
    const allowed = within?.get(block);
    if (within !== null && allowed === undefined) continue;
    // Of a block bodies are kept as a whole or not at all (`ranks`): then there is nothing to look up or read
    if (allowed !== undefined && (isRead(block, allowed) || countBits(allowed) <= CHEAP)) {
      doubt(block, allowed);
      continue;
    }
    const sure = lookUp(file, block, fragment, points.length);
    if (sure !== undefined) {
      if (allowed !== undefined) andInto(sure, allowed);
      found.set(block, sure);
      continue;
    }
    if (points.length <= SHORT_MAX) continue;
    const candidates = narrow(file, block, fragment, points);
    if (candidates === undefined) continue;
    if (allowed !== undefined) andInto(candidates, allowed);
    doubt(block, candidates);
  }
  const { ranks, bodies } = readAll(file, doubtful, fragment, known);
  for (const seq of ranks.keys()) addSeq(found, seq);
  return { found, ranks, bodies };
}

/** Of these documents, those whose body holds the fragment. */
export function rankByReading(
  file: IndexFile,
  seqs: readonly number[],
  fragment: string,
): Map<number, SearchRank> {
  const ranks = new Map<number, SearchRank>();
  if (seqs.length === 0) return ranks;
  const begins = SEP + fragment;
  for (const both of file.ranksWith.all(begins + SEP, begins, JSON.stringify(seqs), fragment)) {
    ranks.set(Math.floor(both / 4), (both % 4) as SearchRank);
  }
  return ranks;
}

export function rankOf(body: string, fragment: string): SearchRank {
  if (body.includes(`${SEP}${fragment}${SEP}`)) return 0;
  return body.includes(`${SEP}${fragment}`) ? 1 : 2;
}

/** The same with the bodies of those that hold it; those at hand are not read again. */
function readAll(
  file: IndexFile,
  seqs: readonly number[],
  fragment: string,
  known?: Bodies,
): { ranks: Map<number, SearchRank>; bodies: Map<number, string> } {
  const ranks = new Map<number, SearchRank>();
  const bodies = new Map<number, string>();
  const unread: number[] = [];
  const take = (seq: number, body: string) => {
    ranks.set(seq, rankOf(body, fragment));
    bodies.set(seq, body);
  };
  for (const seq of seqs) {
    const body = known?.get(seq);
    if (body === undefined) unread.push(seq);
    else if (body.includes(fragment)) take(seq, body);
  }
  if (unread.length > 0) {
    for (const [seq, body] of file.bodiesOf.all(JSON.stringify(unread), fragment)) take(seq, body);
  }
  return { ranks, bodies };
}

/** The listed documents of a gram, if this very gram is listed in the block. */
function lookUp(file: IndexFile, block: number, gram: string, size: number): Bits | undefined {
  if (size > COMMON_MAX) return undefined;
  return file.gram(block, gram, size > SHORT_MAX)?.slice();
}

/** Documents that hold all grams of the fragment: few, or as few as the listed grams can tell. */
function narrow(
  file: IndexFile,
  block: number,
  fragment: string,
  points: string | string[],
): Bits | undefined {
  const { cover, between } = coveringGrams(fragment);
  let bits: Bits | undefined;
  for (const gram of cover) {
    const listed = file.gram(block, gram, false);
    if (listed === undefined) return undefined;
    if (bits === undefined) bits = listed.slice();
    else andInto(bits, listed);
  }
  let left = countBits(bits!);
  for (const gram of between) {
    if (left <= CHEAP) break;
    const listed = file.gram(block, gram, false);
    if (listed === undefined) return undefined;
    andInto(bits!, listed);
    left = countBits(bits!);
  }
  // all trigrams are common but together they are not: the longest listed beginning and end tell more
  for (const fromEnd of [false, true]) {
    for (let size = Math.min(points.length - 1, COMMON_MAX); size > SHORT_MAX && left > MANY; size--) {
      const from = fromEnd ? points.length - size : 0;
      const piece = lookUp(file, block, slicePoints(points, from, from + size), size);
      if (piece === undefined) continue;
      andInto(bits!, piece);
      left = countBits(bits!);
      break;
    }
  }
  return left === 0 ? undefined : bits;
}

/**
 * Of documents of a block that hold `fragment` (`within`: all that do), those with a field that begins with it: all
 * where a list tells, else the newest `limit` or more. What stands behind a separator in a list leaves little to read,
 * and nearly all of that fits, so the oldest are hardly ever read.
 */
export function findBeginning(
  file: IndexFile,
  block: number,
  fragment: string,
  within: Bits,
  limit: number,
): Bits | undefined {
  const points = codePoints(SEP + fragment);
  const sure = lookUp(file, block, SEP + fragment, points.length);
  if (sure !== undefined) {
    andInto(sure, within);
    return sure;
  }
  if (points.length <= SHORT_MAX) return undefined;
  // Up to that length it has just been looked for as a whole
  const long = points.length > COMMON_MAX ? slicePoints(points, 0, COMMON_MAX) : null;
  const first =
    (long === null ? undefined : lookUp(file, block, long, COMMON_MAX)) ??
    lookUp(file, block, slicePoints(points, 0, SHORT_MAX), SHORT_MAX);
  if (first === undefined) return undefined;
  andInto(first, within);
  return readNewest(file, block, first, SEP + fragment, limit);
}

/** Bodies read between two looks whether there are enough. */
const READ_AT_ONCE = 128;

function readNewest(
  file: IndexFile,
  block: number,
  bits: Bits,
  text: string,
  limit: number,
): Bits | undefined {
  const places = placesOf(bits);
  let found: Bits | undefined;
  for (let end = places.length; end > 0; end -= READ_AT_ONCE) {
    const fits = readPlaces(file, block, places.slice(Math.max(0, end - READ_AT_ONCE), end), text);
    if (fits === undefined) continue;
    if (found === undefined) found = fits;
    else orInto(found, fits);
    if (countBits(found) >= limit) break;
  }
  return found;
}

/** Of these documents of a block, those whose body holds the text. */
export const readBodies = (file: IndexFile, block: number, bits: Bits, text: string): Bits | undefined =>
  readPlaces(file, block, placesOf(bits), text);

function readPlaces(
  file: IndexFile,
  block: number,
  places: readonly number[],
  text: string,
): Bits | undefined {
  if (places.length === 0) return undefined;
  const seqs = places.map((place) => block * BLOCK_SIZE + place);
  return foundOf(file.bodiesWith.all(JSON.stringify(seqs), text)).get(block);
}

/** Documents listed under a token (kind, number entry). */
export function findToken(file: IndexFile, blocks: readonly number[], gram: string): Found {
  const found: Found = new Map();
  for (const block of blocks) {
    const listed = file.gram(block, gram, false);
    if (listed !== undefined) found.set(block, listed.slice());
  }
  return found;
}

/** Documents in either. Changes and returns `into`. */
export function unite(into: Found, other: Found): Found {
  for (const [block, bits] of other) {
    const mine = into.get(block);
    if (mine === undefined) into.set(block, bits);
    else orInto(mine, bits);
  }
  return into;
}

/** The same documents, to be narrowed without harm to these. */
export const copyOf = (found: Found): Found =>
  new Map(Array.from(found, ([block, bits]) => [block, bits.slice()]));

/** Keeps only documents in `other`. */
export function keepOnly(into: Found, other: Found): Found {
  for (const [block, bits] of into) {
    const theirs = other.get(block);
    if (theirs === undefined) into.delete(block);
    else andInto(bits, theirs);
  }
  return into;
}

/** Takes the documents in `other` out. */
export function takeOut(from: Found, other: Found): Found {
  for (const [block, bits] of from) {
    const theirs = other.get(block);
    if (theirs !== undefined) andNotInto(bits, theirs);
  }
  return from;
}

export function countFound(found: Found): number {
  let count = 0;
  for (const bits of found.values()) count += countBits(bits);
  return count;
}

/** Row numbers → per block. */
export function foundOf(seqs: Iterable<number>): Found {
  const found: Found = new Map();
  for (const seq of seqs) addSeq(found, seq);
  return found;
}

function addSeq(found: Found, seq: number): void {
  let bits = found.get(blockOf(seq));
  if (bits === undefined) found.set(blockOf(seq), (bits = emptyBits()));
  setBit(bits, placeOf(seq));
}

export const isFound = (found: Found, seq: number): boolean => {
  const bits = found.get(blockOf(seq));
  return bits !== undefined && hasBit(bits, placeOf(seq));
};

/** All row numbers, rising. */
export function seqsOf(found: Found): number[] {
  const seqs: number[] = [];
  for (const block of [...found.keys()].sort((a, b) => a - b)) {
    for (const place of placesOf(found.get(block)!)) seqs.push(block * BLOCK_SIZE + place);
  }
  return seqs;
}
