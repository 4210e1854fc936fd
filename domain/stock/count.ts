import type { Condition, LocationKind, OwnerKind, StockKey } from './key.ts';
import { conditions, ownerKinds, stockKeyText } from './key.ts';

/** Words of a stocktake: what is counted, how far it is, what came out of a line. */
export const countScopes = ['place', 'bin', 'bag', 'part', 'sample'] as const;
export type CountScope = (typeof countScopes)[number];

export const countStates = [
  'open',
  'recount',
  'review',
  'approved',
  'posted',
  'undone',
  'cancelled',
] as const;
export type CountState = (typeof countStates)[number];

/** What a line turned out to be; empty while nobody has counted it. */
export const countOutcomes = ['equal', 'found', 'missing', 'wrong_place', 'unknown'] as const;
export type CountOutcome = (typeof countOutcomes)[number];

/** What happens to a line that differs: posted, moved to where it was found, or left as it is with a reason. */
export const countDecisions = ['post', 'move', 'leave'] as const;
export type CountDecision = (typeof countDecisions)[number];

/** A scan adds, a typed figure replaces what this desk counted of the key, and either can be taken back. */
export const countScanKinds = ['add', 'set', 'back'] as const;
export type CountScanKind = (typeof countScanKinds)[number];

/** Counted in the hand's own measure, not piece by piece: a scan of such a part asks how much there is. */
const measuredUnits: readonly string[] = ['米', '厘米', '千克', '公斤', '克', '100克', '升', '毫升'];
export const isMeasured = (unit: string): boolean => measuredUnits.includes(unit);

/**
 * Old parts have their own life line and things in custody their own list: both are looked for by their label. What is
 * on its way cannot be counted.
 */
export const countableConditions: readonly Condition[] = conditions.filter((one) => one !== 'old');
export const countableOwners: readonly OwnerKind[] = ownerKinds.filter((one) => one !== 'custody');
export const countablePlaces: readonly LocationKind[] = ['main', 'sub_shop', 'bag', 'doa', 'scrap'];

/** Stocktakes in which somebody may scan. */
export const countingStates: readonly CountState[] = ['open', 'recount'];
/** Stocktakes that hold their keys: a key is in one of them at most, else one difference would be posted twice. */
export const unfinishedStates: readonly CountState[] = ['open', 'recount', 'review', 'approved'];

export interface CountScan {
  id: string;
  kind: CountScanKind;
  deskId: string;
  quantityMilli: number;
  /** The scan this one takes back; null for the others. */
  takesBack: string | null;
  /** The last stock move when it was scanned. */
  moveSeq: number;
}

export interface Counted {
  /** Σ of what each desk counted, thousandths of the base unit. */
  countedMilli: number;
  /** Last stock move at the first and at the last scan that still counts. */
  firstSeq: number;
  lastSeq: number;
}

/**
 * What the desks counted of one key in one round, scans in their order. A typed figure replaces what its own desk
 * counted before and leaves the other desks alone. Null when nothing is left: the key counts as not counted.
 */
export function foldScans(scans: Iterable<CountScan>): Counted | null {
  const standing = new Map<string, CountScan[]>();
  for (const scan of scans) {
    const ofDesk = standing.get(scan.deskId) ?? [];
    if (scan.kind === 'add') standing.set(scan.deskId, [...ofDesk, scan]);
    else if (scan.kind === 'set') standing.set(scan.deskId, [scan]);
    else
      for (const [desk, list] of standing)
        standing.set(
          desk,
          list.filter((one) => one.id !== scan.takesBack),
        );
  }
  const left = [...standing.values()].flat();
  if (left.length === 0) return null;
  const seqs = left.map((scan) => scan.moveSeq);
  return {
    countedMilli: left.reduce((sum, scan) => sum + scan.quantityMilli, 0),
    firstSeq: Math.min(...seqs),
    lastSeq: Math.max(...seqs),
  };
}

/**
 * What lies there of a key nobody counted, as far as it is sure: what came in after the stocktake was opened. The rest
 * of the book is missing. All in thousandths.
 */
export function presumedMilli(bookMilli: number, arrivedMilli: number): number {
  return Math.max(0, Math.min(bookMilli, arrivedMilli));
}

export interface CountLine {
  id: string;
  /** Null for a code nobody knows. */
  key: StockKey | null;
  bookMilli: number;
  countedMilli: number;
  decision: CountDecision | null;
  /** Where the book has it, outside of this stocktake, and how much of it there. */
  other: { key: StockKey; onHandMilli: number } | null;
}

export interface CountPosting {
  lineId: string;
  kind: 'transfer' | 'gain' | 'loss';
  /** Gains and losses have one side; the other is the place of losses. */
  from: StockKey | null;
  to: StockKey | null;
  quantityMilli: number;
}

export interface CountResult {
  lineId: string;
  outcome: CountOutcome;
  /** What is really more or less once everything that only lay wrong is put right. */
  restMilli: number;
  /** Where it belongs (a find) or where it was found (a gap). */
  otherPlace: { locationId: string; bin: string } | null;
}

const thingText = (key: StockKey): string => stockKeyText({ ...key, locationId: '', bin: '' });

/** Pieces that only lay wrong are put right first; what is left over is a gain, what is left open a loss. */
function match(lines: readonly CountLine[]): { moves: CountPosting[]; rest: Map<string, number> } {
  const moves: CountPosting[] = [];
  const rest = new Map<string, number>();
  for (const line of lines) if (line.key !== null) rest.set(line.id, line.countedMilli - line.bookMilli);
  const mayMove = (line: CountLine): boolean => line.decision === null || line.decision === 'move';
  const gaps = new Map<string, (CountLine & { key: StockKey })[]>();
  for (const line of lines)
    if (line.key !== null && mayMove(line) && (rest.get(line.id) ?? 0) < 0) {
      const thing = thingText(line.key);
      gaps.set(thing, [...(gaps.get(thing) ?? []), line as CountLine & { key: StockKey }]);
    }
  const elsewhere = new Map<string, number>();
  const move = (line: CountLine & { key: StockKey }, from: StockKey, quantityMilli: number) => {
    rest.set(line.id, (rest.get(line.id) ?? 0) - quantityMilli);
    moves.push({ lineId: line.id, kind: 'transfer', from, to: line.key, quantityMilli });
  };
  for (const line of lines) {
    if (line.key === null || !mayMove(line)) continue;
    const find = line as CountLine & { key: StockKey };
    for (const gap of gaps.get(thingText(line.key)) ?? []) {
      const quantityMilli = Math.min(rest.get(line.id) ?? 0, -(rest.get(gap.id) ?? 0));
      if (quantityMilli <= 0) continue;
      rest.set(gap.id, (rest.get(gap.id) ?? 0) + quantityMilli);
      move(find, gap.key, quantityMilli);
    }
    if (line.other === null) continue;
    const there = stockKeyText(line.other.key);
    const left = elsewhere.get(there) ?? line.other.onHandMilli;
    const quantityMilli = Math.min(rest.get(line.id) ?? 0, left);
    if (quantityMilli <= 0) continue;
    elsewhere.set(there, left - quantityMilli);
    move(find, line.other.key, quantityMilli);
  }
  return { moves, rest };
}

/** What came out of every line, before anybody decided otherwise. */
export function countResults(lines: readonly CountLine[]): CountResult[] {
  const { moves, rest } = match(lines.map((line) => ({ ...line, decision: null })));
  const byKey = new Map(
    lines.flatMap((line) => (line.key === null ? [] : [[stockKeyText(line.key), line.id]])),
  );
  const otherPlaces = new Map<string, StockKey>();
  for (const { lineId, from, to } of moves) {
    if (from === null || to === null) continue;
    if (!otherPlaces.has(lineId)) otherPlaces.set(lineId, from);
    const gap = byKey.get(stockKeyText(from));
    if (gap !== undefined && !otherPlaces.has(gap)) otherPlaces.set(gap, to);
  }
  return lines.map((line) => {
    const restMilli = rest.get(line.id) ?? 0;
    const other = otherPlaces.get(line.id);
    const lay: CountOutcome = other === undefined ? 'equal' : 'wrong_place';
    const outcome = restMilli > 0 ? 'found' : restMilli < 0 ? 'missing' : lay;
    return {
      lineId: line.id,
      outcome: line.key === null ? 'unknown' : outcome,
      restMilli,
      otherPlace: other === undefined ? null : { locationId: other.locationId, bin: other.bin },
    };
  });
}

/** The moves that make the book what was counted; lines to be left and codes nobody knows post nothing. */
export function countPostings(lines: readonly CountLine[]): CountPosting[] {
  const { moves, rest } = match(lines);
  const out = [...moves];
  for (const line of lines) {
    const restMilli = rest.get(line.id) ?? 0;
    if (line.key === null || restMilli === 0 || line.decision === 'leave') continue;
    const gain = restMilli > 0;
    out.push({
      lineId: line.id,
      kind: gain ? 'gain' : 'loss',
      from: gain ? null : line.key,
      to: gain ? line.key : null,
      quantityMilli: Math.abs(restMilli),
    });
  }
  return out;
}

/** A gain does not make up for a loss: both are somebody's mistake, so both count. */
export function needsApproval(gainFen: number, lossFen: number, limitFen: number): boolean {
  return gainFen + lossFen > limitFen;
}

/** A sample nobody chose: `size` of the things, each as likely as the other. `random` answers [0, 1). */
export function chooseSample<T>(things: readonly T[], size: number, random: () => number): T[] {
  const left = [...things];
  const out: T[] = [];
  while (out.length < size && left.length > 0)
    out.push(...left.splice(Math.floor(random() * left.length), 1));
  return out;
}
