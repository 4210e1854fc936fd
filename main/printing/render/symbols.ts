import bwip from 'bwip-js';
import type { Bitmap } from '../layout/tree.ts';

/** Squares of a symbol, without quiet zone: `cells[y * width + x]` is 1 where black. */
export interface SymbolMatrix {
  width: number;
  height: number;
  cells: Uint8Array;
}

interface RawMatrix {
  pixs: ArrayLike<number>;
  pixx: number;
  pixy: number;
}
interface RawBars {
  sbs: ArrayLike<number>;
}

/** QR with error correction M. Text is taken as UTF-8. */
export function qrMatrix(text: string): SymbolMatrix {
  const raw = bwip.raw({ bcid: 'qrcode', text, eclevel: 'M' } as never) as unknown as RawMatrix[];
  const first = raw[0];
  if (first === undefined) throw new RangeError('no QR symbol for this text');
  return { width: first.pixx, height: first.pixy, cells: Uint8Array.from(first.pixs) };
}

/** One row of Code 128 modules. @throws RangeError for anything but printable ASCII. */
export function code128Matrix(text: string): SymbolMatrix {
  if (!isPrintableAscii(text)) throw new RangeError('Code 128 takes printable ASCII only');
  const raw = bwip.raw({ bcid: 'code128', text } as never) as unknown as RawBars[];
  const bars = Array.from(raw[0]?.sbs ?? []);
  const width = bars.reduce((sum, bar) => sum + bar, 0);
  const cells = new Uint8Array(width);
  let at = 0;
  bars.forEach((bar, index) => {
    if (index % 2 === 0) cells.fill(1, at, at + bar);
    at += bar;
  });
  return { width, height: 1, cells };
}

export function isPrintableAscii(text: string): boolean {
  return /^[\x20-\x7e]+$/u.test(text);
}

/** Dots of a printer's Code 128 (set B throughout, as the printer is told) at `moduleDots` dots per module. */
export function code128Dots(length: number, moduleDots = 2): number {
  return (11 * length + 35) * moduleDots;
}

/** The matrix as an SVG path of unit squares, for a `viewBox` of `0 0 width height`. */
export function symbolPath(matrix: SymbolMatrix): string {
  let path = '';
  for (let y = 0; y < matrix.height; y++) {
    for (let x = 0; x < matrix.width; x++) {
      if (matrix.cells[y * matrix.width + x] !== 1) continue;
      let end = x + 1;
      while (end < matrix.width && matrix.cells[y * matrix.width + end] === 1) end++;
      path += `M${x} ${y}h${end - x}v1h${x - end}z`;
      x = end;
    }
  }
  return path;
}

/** The matrix as a bitmap, each square `across` × `down` dots, with a quiet zone of `quiet` dots all round. */
export function symbolBitmap(matrix: SymbolMatrix, across: number, down: number, quiet: number): Bitmap {
  const width = matrix.width * across + 2 * quiet;
  const height = matrix.height * down + 2 * quiet;
  const stride = Math.ceil(width / 8);
  const bits = new Uint8Array(stride * height);
  for (let y = 0; y < matrix.height * down; y++) {
    for (let x = 0; x < matrix.width * across; x++) {
      if (matrix.cells[Math.floor(y / down) * matrix.width + Math.floor(x / across)] !== 1) continue;
      const at = (y + quiet) * stride + ((x + quiet) >> 3);
      bits[at] = (bits[at] ?? 0) | (0x80 >> ((x + quiet) & 7));
    }
  }
  return { width, height, bits };
}
