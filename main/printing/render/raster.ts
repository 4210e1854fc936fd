import { cleanText } from '../layout/clean.ts';
import { flowRows } from '../layout/flow.ts';
import type { RollPaper } from '../layout/papers.ts';
import { isDoubleTall, isDoubleWide, type Row, type Run } from '../layout/rows.ts';
import type { Bitmap, Paper } from '../layout/tree.ts';
import { charCells } from '../layout/width.ts';
import { code128Matrix, qrMatrix, symbolBitmap } from './symbols.ts';

/** Cells are 12 × 24 dots at 203 dpi, as in font A of the printers. */
export const cellDots = 12;
export const lineDots = 24;
/** Empty dots between two lines, as the printers' default spacing of 30 dots leaves. */
const leading = 6;

/** Shapes of characters: one bitmap of `width` × `height` dots per character, drawn to fill a cell or two. */
export interface GlyphSource {
  /** Null when the font has no such character. */
  glyph(char: string, width: number, height: number, bold: boolean): Bitmap | null;
}

/** Printed in place of a character the font does not have (the printers' trade calls it geta). */
export const missingMark = '〓';

export function newBitmap(width: number, height: number): Bitmap {
  return { width, height, bits: new Uint8Array(Math.ceil(width / 8) * height) };
}

export function setDot(bitmap: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height) return;
  const at = y * Math.ceil(bitmap.width / 8) + (x >> 3);
  bitmap.bits[at] = (bitmap.bits[at] ?? 0) | (0x80 >> (x & 7));
}

export function getDot(bitmap: Bitmap, x: number, y: number): boolean {
  const at = y * Math.ceil(bitmap.width / 8) + (x >> 3);
  return ((bitmap.bits[at] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

function stamp(target: Bitmap, source: Bitmap, left: number, top: number): void {
  for (let y = 0; y < source.height; y++) {
    for (let x = 0; x < source.width; x++) if (getDot(source, x, y)) setDot(target, left + x, top + y);
  }
}

/** One text row as a picture of `cells` cells, as high as its tallest run. */
export function rasterTextRow(runs: readonly Run[], cells: number, glyphs: GlyphSource): Bitmap {
  const high = runs.some((run) => isDoubleTall(run.size)) ? 2 : 1;
  const picture = newBitmap(cells * cellDots, high * lineDots + leading);
  let left = 0;
  for (const run of runs) {
    const across = isDoubleWide(run.size) ? 2 : 1;
    const down = isDoubleTall(run.size) ? 2 : 1;
    const top = (high - down) * lineDots; // all runs stand on one base line
    for (const char of cleanText(run.text)) {
      const width = charCells(char) * cellDots * across;
      if (width === 0) continue;
      drawChar(picture, char, { left, top, width, height: down * lineDots }, run, glyphs);
      left += width;
    }
  }
  return picture;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

function drawChar(picture: Bitmap, char: string, box: Box, run: Run, glyphs: GlyphSource): void {
  const bold = run.bold ?? false;
  const shape =
    char === ' '
      ? null
      : (glyphs.glyph(char, box.width, box.height, bold) ??
        glyphs.glyph(missingMark, box.width, box.height, bold));
  if (!run.invert) {
    if (shape !== null) stamp(picture, shape, box.left, box.top);
    return;
  }
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      if (shape === null || !getDot(shape, x, y)) setDot(picture, box.left + x, box.top + y);
    }
  }
}

/** The whole paper as it would come out of the roll printer: for pictures on a screen and for tests that scan it. */
export function rasterPaper(paper: Paper, roll: RollPaper, glyphs: GlyphSource): Bitmap {
  const strips = flowRows(paper.nodes, roll.cells).map((row) => rasterRow(row, roll, glyphs));
  const picture = newBitmap(
    roll.dots,
    strips.reduce((sum, strip) => sum + strip.height, 0),
  );
  const stride = Math.ceil(roll.dots / 8);
  let top = 0;
  for (const strip of strips) {
    picture.bits.set(strip.bits, top * stride);
    top += strip.height;
  }
  return picture;
}

function rasterRow(row: Row, roll: RollPaper, glyphs: GlyphSource): Bitmap {
  if (row.kind === 'text') return rasterTextRow(row.runs, roll.cells, glyphs);
  if (row.kind === 'cut') return newBitmap(roll.dots, 2 * lineDots);
  const inner =
    row.kind === 'image'
      ? row.bitmap
      : row.kind === 'qr'
        ? symbolBitmap(qrMatrix(row.data), row.moduleDots, row.moduleDots, 4 * row.moduleDots)
        : symbolBitmap(code128Matrix(row.data), 2, row.heightDots, 20);
  const strip = newBitmap(roll.dots, inner.height);
  const free = Math.max(0, roll.dots - inner.width);
  stamp(strip, inner, row.align === 'right' ? free : row.align === 'center' ? free >> 1 : 0, 0);
  return strip;
}
