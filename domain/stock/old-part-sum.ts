/**
 * used = returned + scrapped + held + lost, always, per payer. What was taken off machines comes from the uses, what
 * became of it from the old parts; both sides are summed apart, so that a piece nobody can name shows as a difference.
 */
import type { LocationKind } from './key.ts';
import { isReal } from './key.ts';
import type { OldPartState } from './old-part.ts';

export const oldPartFates = ['returned', 'scrapped', 'held', 'lost'] as const;
export type OldPartFate = (typeof oldPartFates)[number];

/**
 * Where an old part ended. A charged one is judged by where it lies: with us or under way it is still held, with the
 * maker it is returned (he keeps it and takes the money too), nowhere it is lost.
 */
export function fateOf(state: OldPartState, place: LocationKind | null): OldPartFate {
  if (state === 'accepted') return 'returned';
  if (state === 'scrapped' || state === 'lost') return state;
  if (state !== 'charged') return 'held';
  if (place === null || place === 'loss') return 'lost';
  return isReal(place) ? 'held' : 'returned';
}

export interface OldPartSum extends Record<OldPartFate, number> {
  used: number;
  /** used − returned − scrapped − held − lost: zero, or somebody has to look. */
  differs: number;
}

/** Thousandths of pieces, summed by whatever stands in `of`: the payer, the part. */
export function sumOldParts(
  uses: Iterable<{ of: string; quantityMilli: number }>,
  parts: Iterable<{
    of: string;
    state: OldPartState;
    place: LocationKind | null;
    quantityMilli: number;
  }>,
): Map<string, OldPartSum> {
  const sums = new Map<string, OldPartSum>();
  const sumOf = (of: string): OldPartSum => {
    const known = sums.get(of);
    if (known !== undefined) return known;
    const fresh: OldPartSum = { used: 0, returned: 0, scrapped: 0, held: 0, lost: 0, differs: 0 };
    sums.set(of, fresh);
    return fresh;
  };
  for (const use of uses) sumOf(use.of).used += use.quantityMilli;
  for (const part of parts) sumOf(part.of)[fateOf(part.state, part.place)] += part.quantityMilli;
  for (const sum of sums.values()) sum.differs = sum.used - sum.returned - sum.scrapped - sum.held - sum.lost;
  return sums;
}
