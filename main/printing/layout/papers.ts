import type { PaperId } from '../../../domain/paper/kinds.ts';

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

const sheet = (
  id: SheetPaper['id'],
  widthMicrons: number,
  heightMicrons: number,
  marginMicrons: number,
  textPt: number,
): SheetPaper => ({
  kind: 'sheet',
  id,
  widthMicrons,
  heightMicrons,
  marginMicrons,
  textPt,
});

export const a4 = sheet('a4', 210_000, 297_000, 12_000, 9);
export const a5 = sheet('a5', 148_000, 210_000, 7_000, 7.5);
/** Fan-fold 241 mm: whole form, half (二等分), third (三等分). */
export const fanfold280 = sheet('fanfold280', 241_000, 279_400, 10_000, 9);
export const fanfold140 = sheet('fanfold140', 241_000, 139_700, 8_000, 8);
export const fanfold93 = sheet('fanfold93', 241_000, 93_100, 5_000, 7);
export const label60x40 = sheet('label60x40', 60_000, 40_000, 2_000, 6);
export const label40x30 = sheet('label40x30', 40_000, 30_000, 1_500, 5.5);

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
