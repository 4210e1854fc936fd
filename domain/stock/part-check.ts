/**
 * What a part of the catalogue may say. Serial patterns are signs, not regular expressions, so that a storekeeper can
 * write one and none can run away: `#` a digit, `@` a letter, `?` either, `*` at the end anything; the rest is itself.
 */
import type { OwnerKind } from './key.ts';

export const trackings = ['quantity', 'lot', 'serial'] as const;
export type Tracking = (typeof trackings)[number];

export const partKinds = ['part', 'material', 'consumable', 'tool', 'gear'] as const;
export type PartKind = (typeof partKinds)[number];

export const substituteRules = ['allowed', 'asks', 'forbidden'] as const;
export type SubstituteRule = (typeof substituteRules)[number];

/** Owners a part of the catalogue may have; things in custody have cards of their own. */
export const catalogueOwners = ['payer', 'own'] as const satisfies readonly OwnerKind[];

export interface PartDraft {
  code: string;
  nameZh: string;
  unit: string;
  ownerKind: OwnerKind;
  payerId: string | null;
  tracking: Tracking;
  serialPattern: string;
  minMilli: number;
  maxMilli: number;
  units: readonly { unit: string; perMilli: number; lossMilli: number }[];
  levels: readonly { locationId: string; minMilli: number; maxMilli: number }[];
  substitutes: readonly { partId: string }[];
}

export type PartProblem =
  | { problem: 'code' | 'name' | 'unit' | 'payer' | 'pattern' | 'limits' }
  | { problem: 'pack'; unit: string }
  | { problem: 'level'; locationId: string }
  | { problem: 'substitute'; partId: string };

/** The first thing wrong with a part by itself, without looking at any other; null when it can be kept. */
export function findPartProblem(draft: PartDraft, ownId: string | null): PartProblem | null {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$/u.test(draft.code)) return { problem: 'code' };
  if (draft.nameZh.trim() === '') return { problem: 'name' };
  if (draft.unit.trim() === '') return { problem: 'unit' };
  if ((draft.ownerKind === 'payer') !== (draft.payerId !== null)) return { problem: 'payer' };
  if (draft.serialPattern !== '' && !isSerialPattern(draft.serialPattern)) return { problem: 'pattern' };
  if (!inOrder(draft)) return { problem: 'limits' };
  const units = new Set([draft.unit]);
  for (const one of draft.units) {
    const bad = one.unit === '' || units.has(one.unit) || one.perMilli <= 0 || one.lossMilli < 0;
    if (bad || one.lossMilli >= one.perMilli) return { problem: 'pack', unit: one.unit };
    units.add(one.unit);
  }
  const places = new Set<string>();
  for (const level of draft.levels) {
    if (!inOrder(level) || places.has(level.locationId))
      return { problem: 'level', locationId: level.locationId };
    places.add(level.locationId);
  }
  const others = new Set<string>(ownId === null ? [] : [ownId]);
  for (const { partId } of draft.substitutes) {
    if (others.has(partId)) return { problem: 'substitute', partId };
    others.add(partId);
  }
  return null;
}

/** Nothing below zero; a maximum of zero means none. */
const inOrder = ({ minMilli, maxMilli }: { minMilli: number; maxMilli: number }): boolean =>
  minMilli >= 0 && maxMilli >= 0 && (maxMilli === 0 || maxMilli >= minMilli);

/** At most 40 signs, at least one of them not the star, which stands last. */
export function isSerialPattern(pattern: string): boolean {
  return pattern.length <= 40 && /^[^*\s]+\*?$/.test(pattern);
}

const fits: Record<string, RegExp> = { '#': /^\d$/, '@': /^[A-Za-z]$/, '?': /^[A-Za-z0-9]$/ };

/** Whether a serial is written as the pattern says; letters count whatever their case. */
export function fitsSerialPattern(pattern: string, serial: string): boolean {
  const open = pattern.endsWith('*');
  const signs = open ? pattern.slice(0, -1) : pattern;
  if (open ? serial.length < signs.length : serial.length !== signs.length) return false;
  return [...signs].every((sign, at) => {
    const letter = serial[at] ?? '';
    return fits[sign]?.test(letter) ?? sign.toUpperCase() === letter.toUpperCase();
  });
}

/** The dated price in force on a day: the newest that is not after it; null where none was set by then. */
export function priceOn<T extends { fromDay: string }>(prices: readonly T[], day: string): T | null {
  let best: T | null = null;
  for (const price of prices)
    if (price.fromDay <= day && (best === null || price.fromDay > best.fromDay)) best = price;
  return best;
}
