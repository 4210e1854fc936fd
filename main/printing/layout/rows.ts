import type { Bitmap, TextSize } from './tree.ts';
import { type Align, textCells } from './width.ts';

/** A stretch of text in one style. */
export interface Run {
  text: string;
  bold?: boolean;
  size?: TextSize;
  invert?: boolean;
}

/**
 * What a roll printer does one after the other. All roll renderers (stream, preview, plain text, picture) read the
 * same rows, which is why the preview equals the paper line by line.
 */
export type Row =
  | { kind: 'text'; runs: Run[] }
  | { kind: 'qr'; data: string; align: Align; moduleDots: number }
  | { kind: 'code128'; data: string; align: Align; heightDots: number }
  | { kind: 'image'; bitmap: Bitmap; align: Align }
  | { kind: 'cut'; partial: boolean };

export function isDoubleWide(size: TextSize | undefined): boolean {
  return size === 'wide' || size === 'big';
}
export function isDoubleTall(size: TextSize | undefined): boolean {
  return size === 'tall' || size === 'big';
}

/** Cells of a run on paper, enlargement counted. */
export function runCells(run: Run): number {
  return textCells(run.text) * (isDoubleWide(run.size) ? 2 : 1);
}

/** The words of a text row, without trailing blanks. */
export function rowText(row: Row): string {
  if (row.kind !== 'text') return '';
  return row.runs
    .map((run) => run.text)
    .join('')
    .replace(/ +$/u, '');
}
