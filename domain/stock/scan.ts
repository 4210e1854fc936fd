/** What a scanned or typed code can be in the stock room. */
export const scanKinds = [
  'part',
  'serial',
  'staff',
  'order',
  'old_part',
  'document',
  'request',
  'parcel',
  'bin',
  'place',
  'custody',
  'count',
] as const;
export type ScanKind = (typeof scanKinds)[number];

export interface ScanHit {
  kind: ScanKind;
  id: string;
  /** Number or code as its paper shows it. */
  text: string;
  /** What tells two hits of one code apart: a name, a place. */
  name: string;
  partId: string | null;
  staffId: string | null;
  workOrderId: string | null;
  locationId: string | null;
  bin: string | null;
  /** Kind and state of a paper. */
  paper: string | null;
  state: string | null;
}

/** What makes two hits one thing: several slips of one order are that order, a serial speaks for its part. */
const thingOf = (hit: ScanHit): string =>
  hit.kind === 'serial' ? `part ${hit.partId ?? ''}` : `${hit.kind} ${hit.id}`;

/** The things a code may mean, each once; of a part and one piece of it only the piece. */
export function distinctHits(hits: readonly ScanHit[]): ScanHit[] {
  const things = new Map<string, ScanHit>();
  for (const hit of hits) {
    const thing = thingOf(hit);
    const known = things.get(thing);
    if (known === undefined || (known.kind !== 'serial' && hit.kind === 'serial')) things.set(thing, hit);
  }
  return [...things.values()];
}

/**
 * The code a scanner gave: a mark of symbology (`]C1` …), blanks and full-width letters of an input method left on are
 * no part of it.
 */
export function cleanScan(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/^\][A-Za-z][0-9]/, '')
    .replace(/[\s\u0000-\u001f]+/g, ' ')
    .trim();
}
