import { cleanText } from '../layout/clean.ts';
import { packFields } from '../layout/pack-fields.ts';
import type { SheetPaper } from '../layout/papers.ts';
import { wrapText } from '../layout/wrap.ts';
import type { Bitmap, LineNode, Paper, PaperNode } from '../layout/tree.ts';
import { charCells } from '../layout/width.ts';
import { type GlyphSource, getDot, missingMark, newBitmap, setDot } from './raster.ts';
import { qrMatrix, symbolBitmap } from './symbols.ts';

/** Height of a sign in dots: the largest at which the label holds everything, down to the smallest that is read. */
const smallestMicrons = 1_500;
const largestMicrons = 3_500;

interface Piece {
  left: number;
  top: number;
  text: string;
  height: number;
  bold: boolean;
}
interface Stamp {
  left: number;
  top: number;
  bitmap: Bitmap;
}
interface Laid {
  pieces: Piece[];
  stamps: Stamp[];
  bottom: number;
}

/**
 * A label as the dots of its printer: the code at the right above, beside it the lines of its corner, below everything
 * else, in the largest letters that fit. Black is 1.
 *
 * @param dpi dots per inch of the print head
 */
export function labelBitmap(paper: Paper, sheet: SheetPaper, dpi: number, glyphs: GlyphSource): Bitmap {
  const dots = (microns: number) => Math.round((microns * dpi) / 25_400);
  const width = dots(sheet.widthMicrons);
  const height = dots(sheet.heightMicrons);
  const margin = dots(sheet.marginMicrons);
  const box = { left: margin, top: margin, width: width - 2 * margin };
  const module = Math.max(2, dots(sheet.widthMicrons >= 50_000 ? 500 : 375));
  let laid: Laid | null = null;
  for (let sign = dots(largestMicrons); sign >= dots(smallestMicrons); sign--) {
    laid = layLabel(paper, box, sign, module, glyphs);
    if (laid.bottom <= height - margin) break;
  }
  const picture = newBitmap(width, height);
  for (const { left, top, bitmap } of laid?.stamps ?? []) stamp(picture, bitmap, left, top);
  for (const piece of laid?.pieces ?? []) drawText(picture, piece, glyphs);
  return picture;
}

interface Box {
  left: number;
  top: number;
  width: number;
}

function layLabel(paper: Paper, box: Box, sign: number, module: number, glyphs: GlyphSource): Laid {
  const out: Laid = { pieces: [], stamps: [], bottom: box.top };
  const put = (text: string, at: Box, size: number, bold: boolean): number => {
    // Narrower than one wide sign nothing can be set.
    const cells = Math.max(2, Math.floor(at.width / (size / 2)));
    let top = at.top;
    for (const line of wrapText(withCodes(text, glyphs), cells)) {
      out.pieces.push({ left: at.left, top, text: line, height: size, bold });
      top += size + Math.ceil(size / 8);
    }
    return top;
  };
  const lay = (node: PaperNode, at: Box): number => {
    switch (node.kind) {
      case 'line':
        return put(node.text, at, Math.round(sign * factor(node)), node.bold ?? false);
      case 'banner':
        return put(node.text, at, Math.round(sign * 1.5), true);
      case 'columns':
        return put(node.cells.map((cell) => cell.text).join('  '), at, sign, false);
      case 'section':
        return put(node.title, at, sign, true);
      case 'fields':
        return packFields(node.items).reduce((top, row) => {
          let left = at.left;
          const ends = row.map(({ field, span }) => {
            const width = Math.floor((at.width * span) / 12);
            const value = `${field.label} ${field.value === '' ? '-' : field.value}`;
            const end = put(value, { left, top, width: width - sign / 4 }, sign, field.strong ?? false);
            left += width;
            return end;
          });
          return Math.max(top, ...ends);
        }, at.top);
      case 'corner': {
        const code = symbolBitmap(qrMatrix(node.code), module, module, 2 * module);
        out.stamps.push({ left: at.left + at.width - code.width, top: at.top, bitmap: code });
        const beside = { left: at.left, width: at.width - code.width - module };
        const end = node.children.reduce((top, child) => lay(child, { ...beside, top }), at.top);
        return Math.max(end, at.top + code.height);
      }
      case 'qr': {
        const code = symbolBitmap(qrMatrix(node.data), module, module, 2 * module);
        out.stamps.push({
          left: at.left + Math.max(0, (at.width - code.width) >> 1),
          top: at.top,
          bitmap: code,
        });
        return at.top + code.height;
      }
      case 'image':
        out.stamps.push({ left: at.left, top: at.top, bitmap: node.bitmap });
        return at.top + node.bitmap.height;
      case 'keep':
        return node.children.reduce((top, child) => lay(child, { ...at, top }), at.top);
      case 'table':
        return node.rows.reduce((top, row) => put(row.join(' '), { ...at, top }, sign, false), at.top);
      case 'code128':
        return put(node.data, at, sign, false);
      case 'rule':
      case 'spacer':
        return at.top + Math.ceil(sign / 4);
      case 'cut':
        return at.top;
    }
  };
  out.bottom = paper.nodes.reduce((top, node) => lay(node, { ...box, top }), box.top);
  return out;
}

const factor = (node: LineNode): number =>
  node.quiet ? 0.75 : node.size === 'big' ? 2 : node.size === undefined || node.size === 'normal' ? 1 : 1.3;

/** A sign without a shape is named by its code point: two names must not look alike. */
function withCodes(text: string, glyphs: GlyphSource): string {
  let out = '';
  for (const char of cleanText(text)) {
    const shown = char === ' ' || char === '\n' || charCells(char) === 0 || glyphs.glyph(char, 24, 24, false);
    out += shown ? char : `${missingMark}(U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()})`;
  }
  return out;
}

function drawText(picture: Bitmap, piece: Piece, glyphs: GlyphSource): void {
  let left = piece.left;
  const cell = Math.floor(piece.height / 2);
  for (const char of piece.text) {
    const width = charCells(char) * cell;
    if (width === 0) continue;
    const shape = char === ' ' ? null : glyphs.glyph(char, width, piece.height, piece.bold);
    if (shape !== null) stamp(picture, shape, Math.round(left), piece.top);
    left += width;
  }
}

function stamp(target: Bitmap, source: Bitmap, left: number, top: number): void {
  for (let y = 0; y < source.height; y++)
    for (let x = 0; x < source.width; x++)
      if (getDot(source, x, y)) setDot(target, Math.round(left) + x, Math.round(top) + y);
}
