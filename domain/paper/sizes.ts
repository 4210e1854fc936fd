import type { PaperId } from './kinds.ts';

/** A sheet's outside, micrometres: errors of a stack of forms add up. */
export interface SheetSize {
  widthMicrons: number;
  heightMicrons: number;
}

/** Fan-fold is 241 mm wide: whole form, half (二等分), third (三等分). */
export const sheetSizes = {
  a4: { widthMicrons: 210_000, heightMicrons: 297_000 },
  a5: { widthMicrons: 148_000, heightMicrons: 210_000 },
  fanfold280: { widthMicrons: 241_000, heightMicrons: 279_400 },
  fanfold140: { widthMicrons: 241_000, heightMicrons: 139_700 },
  fanfold93: { widthMicrons: 241_000, heightMicrons: 93_100 },
  label60x40: { widthMicrons: 60_000, heightMicrons: 40_000 },
  label40x30: { widthMicrons: 40_000, heightMicrons: 30_000 },
} as const satisfies Record<Exclude<PaperId, 'roll80' | 'roll58'>, SheetSize>;
