import { codePoints, SEP, slicePoints } from './text.ts';

/** One searchable thing as the index keeps it. `body` is wrapped in separators. */
export interface IndexedDoc {
  kind: string;
  body: string;
  numbers: string;
}

/** Grams of up to this many characters are indexed for every document. */
export const SHORT_MAX = 3;
/** Longer grams are indexed where they are common: a town with its street, a day in an order number with its dash. */
export const COMMON_MAX = 12;
/** Whole fields up to this length have a list each; longer ones share theirs. */
export const FIELD_MAX = 8;

export const kindGram = (kind: string) => `\u0002${kind}`;
export const numberGram = (entry: string) => `\u0003${entry}`;
export const fieldGram = (field: string) => `\u0004${field}`;

/** Long fields share so many lists, so that a number of fourteen signs costs two bytes and no row of its own. */
const LONG_LISTS = 2048;

/** The list a long field stands in, among others: who looks there reads what it holds. */
export function longFieldGram(field: string): string {
  let mixed = 0x811c9dc5;
  for (let i = 0; i < field.length; i++) mixed = Math.imul(mixed ^ field.charCodeAt(i), 0x01000193);
  mixed ^= mixed >>> 15;
  return `\u0005${(mixed >>> 0) % LONG_LISTS}`;
}

/**
 * Everything the index knows of a document: grams of 1–3 characters (a separator may stand first, so that
 * «begins with» is a search like any other), its kind, its whole fields, and those number entries that
 * cannot be found as a field of the body or are so short that too many bodies would hold them.
 */
export function docGrams(doc: IndexedDoc): Set<string> {
  const grams = new Set<string>();
  const points = codePoints(doc.body);
  const length = points.length;
  for (let i = 0; i + 1 < length; i++) {
    const first = points[i]!;
    const second = points[i + 1]!;
    if (first !== SEP) grams.add(first);
    if (second === SEP) continue;
    const pair = first + second;
    grams.add(pair);
    if (i + 2 < length && points[i + 2] !== SEP) grams.add(pair + points[i + 2]!);
  }
  for (const name of nameGrams(doc)) grams.add(name);
  return grams;
}

/** The grams that name a whole: fields, kind and number entries. The same one may come twice. */
export function nameGrams(doc: IndexedDoc): string[] {
  const names = [kindGram(doc.kind)];
  for (const field of doc.body.split(SEP)) {
    if (field !== '') names.push(field.length <= FIELD_MAX ? fieldGram(field) : longFieldGram(field));
  }
  for (const entry of doc.numbers.split(SEP)) {
    if (entry !== '' && (entry.length <= 4 || !doc.body.includes(`${SEP}${entry}${SEP}`)))
      names.push(numberGram(entry));
  }
  return names;
}

/** Every distinct gram of 4–12 characters of a body that `known` holds; shorter ones first, to stop early. */
export function knownCommonGrams(body: string, known: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  if (known.size === 0) return found;
  const points = codePoints(body);
  for (let i = 0; i + SHORT_MAX < points.length; i++) {
    for (let size = SHORT_MAX + 1; size <= COMMON_MAX && i + size <= points.length; size++) {
      const gram = slicePoints(points, i, i + size);
      // a gram is kept only where its beginning is kept too
      if (!known.has(gram)) break;
      found.add(gram);
    }
  }
  return found;
}

/** The 1–3-grams that must all occur where `fragment` occurs: every third first, then those between. */
export function coveringGrams(fragment: string): { cover: string[]; between: string[] } {
  const points = codePoints(fragment);
  const last = points.length - SHORT_MAX;
  const cover: string[] = [];
  const between: string[] = [];
  for (let i = 0; i <= last; i++) {
    const gram = slicePoints(points, i, i + SHORT_MAX);
    if (i % SHORT_MAX === 0 || i === last) cover.push(gram);
    else between.push(gram);
  }
  return { cover, between };
}
