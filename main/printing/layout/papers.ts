import type { PaperId } from '../../../domain/paper/kinds.ts';
import { sheetSizes } from '../../../domain/paper/sizes.ts';

/** Sizes of paper. Lengths are microns, because 241 mm forms add up errors that a millimetre hides. */
export interface RollPaper {
  kind: 'roll';
  id: 'roll58' | 'roll80';
  widthMicrons: number;
  /** Dots across that can be printed at 203 dpi. */
  dots: number;
  /** Cells across: 12 dots each. */
  cells: number;
}

export interface SheetPaper {
  kind: 'sheet';
  id: Exclude<PaperId, RollPaper['id']>;
  widthMicrons: number;
  heightMicrons: number;
  marginMicrons: number;
  /** Body text in points. */
  textPt: number;
}

export type PaperSize = RollPaper | SheetPaper;

export const roll58: RollPaper = { kind: 'roll', id: 'roll58', widthMicrons: 58_000, dots: 384, cells: 32 };
export const roll80: RollPaper = { kind: 'roll', id: 'roll80', widthMicrons: 80_000, dots: 576, cells: 48 };

const sheet = (id: SheetPaper['id'], marginMicrons: number, textPt: number): SheetPaper => ({
  kind: 'sheet',
  id,
  ...sheetSizes[id],
  marginMicrons,
  textPt,
});

export const a4 = sheet('a4', 12_000, 9);
export const a5 = sheet('a5', 7_000, 7.5);
export const fanfold280 = sheet('fanfold280', 10_000, 9);
export const fanfold140 = sheet('fanfold140', 8_000, 8);
export const fanfold93 = sheet('fanfold93', 5_000, 7);
export const label60x40 = sheet('label60x40', 2_000, 6);
export const label40x30 = sheet('label40x30', 1_500, 5.5);

export const papers = {
  roll58,
  roll80,
  a4,
  a5,
  fanfold280,
  fanfold140,
  fanfold93,
  label60x40,
  label40x30,
} satisfies Record<PaperId, PaperSize>;

/** Points (1/72 inch) of a length in microns. */
export function micronsToPoints(microns: number): number {
  return (microns * 72) / 25_400;
}
