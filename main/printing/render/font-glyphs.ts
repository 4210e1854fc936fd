import { openSync, type OutlineCommand, type OutlineFont } from 'fontkit';
import type { Bitmap } from '../layout/tree.ts';
import { type GlyphSource, newBitmap, setDot } from './raster.ts';

type Edge = [x0: number, y0: number, x1: number, y1: number];

/** Sampling lines per dot, both ways. */
const fine = 4;

/**
 * Characters of two TrueType files as dots. Outlines are filled by our own scan lines (non-zero winding, 4 × 4
 * samples, black from 6 of 16), because no rasteriser without native code is among the packages. Shapes are kept.
 */
export function fontGlyphs(regularFile: string, boldFile: string): GlyphSource {
  const fonts: { regular?: OutlineFont; bold?: OutlineFont } = {};
  const cache = new Map<string, Bitmap | null>();
  const load = (bold: boolean): OutlineFont => {
    const name = bold ? 'bold' : 'regular';
    fonts[name] ??= openSync(bold ? boldFile : regularFile);
    return fonts[name];
  };
  return {
    glyph(char, width, height, bold) {
      const key = `${char}/${width}/${height}/${bold ? 1 : 0}`;
      let shape = cache.get(key);
      if (shape === undefined) {
        shape = drawGlyph(load(bold), char, width, height);
        if (cache.size > 4000) cache.clear(); // one slip uses a few hundred
        cache.set(key, shape);
      }
      return shape;
    },
  };
}

function drawGlyph(font: OutlineFont, char: string, width: number, height: number): Bitmap | null {
  const code = char.codePointAt(0) ?? 0;
  if (!font.hasGlyphForCodePoint(code)) return null;
  const glyph = font.glyphForCodePoint(code);
  const em = font.unitsPerEm;
  // an em is as wide as two cells; narrower glyphs keep their shape and stand in the middle, wider are squeezed
  const full = code < 0x7f ? width * 2 : width;
  const scaleX = Math.min(full / em, width / Math.max(1, glyph.advanceWidth));
  const scaleY = height / em;
  const left = (width - glyph.advanceWidth * scaleX) / 2;
  const base = em * 0.88; // ideographs stand 0.88 above and 0.12 below the base line
  const edges = flatten(glyph.path.commands, (x, y) => [
    (left + x * scaleX) * fine,
    (base - y) * scaleY * fine,
  ]);
  return fill(edges, width, height);
}

function flatten(commands: OutlineCommand[], place: (x: number, y: number) => [number, number]): Edge[] {
  const edges: Edge[] = [];
  let start: [number, number] = [0, 0];
  let pen: [number, number] = [0, 0];
  const lineTo = (to: [number, number]) => {
    edges.push([pen[0], pen[1], to[0], to[1]]);
    pen = to;
  };
  for (const { command, args } of commands) {
    const points: [number, number][] = [];
    for (let at = 0; at + 1 < args.length; at += 2) points.push(place(args[at] ?? 0, args[at + 1] ?? 0));
    const end = points.at(-1) ?? start;
    if (command === 'moveTo') {
      start = end;
      pen = end;
    } else if (command === 'lineTo') lineTo(end);
    else if (command === 'closePath') lineTo(start);
    else {
      const from = pen;
      const steps = 6;
      for (let step = 1; step <= steps; step++) lineTo(bezier([from, ...points], step / steps));
    }
  }
  return edges;
}

/** A point of a quadratic or cubic curve (de Casteljau). */
function bezier(points: [number, number][], t: number): [number, number] {
  let row = points;
  while (row.length > 1) {
    row = row.slice(1).map((point, at) => {
      const before = row[at] ?? point;
      return [before[0] + (point[0] - before[0]) * t, before[1] + (point[1] - before[1]) * t];
    });
  }
  return row[0] ?? [0, 0];
}

function fill(edges: Edge[], width: number, height: number): Bitmap {
  const counts = new Uint8Array(width * height);
  for (let line = 0; line < height * fine; line++) {
    const y = line + 0.5;
    const hits: { x: number; turn: number }[] = [];
    for (const [x0, y0, x1, y1] of edges) {
      if (y0 <= y === y1 <= y) continue;
      hits.push({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), turn: y1 > y0 ? 1 : -1 });
    }
    hits.sort((a, b) => a.x - b.x);
    let winding = 0;
    hits.forEach((hit, at) => {
      winding += hit.turn;
      const next = hits[at + 1];
      if (winding === 0 || next === undefined) return;
      const to = Math.min(width * fine, Math.round(next.x));
      for (let x = Math.max(0, Math.round(hit.x)); x < to; x++) {
        const dot = Math.floor(line / fine) * width + Math.floor(x / fine);
        counts[dot] = (counts[dot] ?? 0) + 1;
      }
    });
  }
  const bitmap = newBitmap(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if ((counts[y * width + x] ?? 0) >= 6) setDot(bitmap, x, y);
  }
  return bitmap;
}
