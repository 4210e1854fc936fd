import type { Bitmap } from '../../../main/printing/layout/tree.ts';
import {
  type GlyphSource,
  getDot,
  newBitmap,
  rasterTextRow,
  setDot,
} from '../../../main/printing/render/raster.ts';
import type { Run } from '../../../main/printing/layout/rows.ts';
import { code128Matrix, qrMatrix, symbolBitmap } from '../../../main/printing/render/symbols.ts';
import type { Token } from '../decoder/tokens.ts';

const gap = 12;

/**
 * The paper that a stream of bytes makes, played from its tokens: nothing of the tree it came from is known here. Text
 * in the shipped font, a cell is 12 × 24 dots.
 */
export function drawStream(tokens: readonly Token[], cells: number, glyphs: GlyphSource): Bitmap {
  const words = new TextDecoder('gb18030', { fatal: true });
  const width = cells * 12;
  const pieces: { picture: Bitmap; left: number }[] = [];
  const state = { bold: false, invert: false, size: 0, align: 0, moduleDots: 3, stored: '' };
  let runs: Run[] = [];
  const put = (picture: Bitmap, align: number) =>
    pieces.push({
      picture,
      left: align === 2 ? width - picture.width : align === 1 ? (width - picture.width) >> 1 : 0,
    });
  for (const { name, args } of tokens) {
    const value = args[0] ?? 0;
    if (name === 'text') {
      const [first = '', ...rest] = words.decode(args).split('\n');
      const add = (text: string) => {
        const [wide, tall] = [(state.size & 0xf0) !== 0, (state.size & 0x0f) !== 0];
        const size = wide ? (tall ? 'big' : 'wide') : tall ? 'tall' : 'normal';
        if (text !== '') runs.push({ text, bold: state.bold, invert: state.invert, size });
      };
      add(first);
      for (const line of rest) {
        put(rasterTextRow(runs, cells, glyphs), 0);
        runs = [];
        add(line);
      }
    } else if (name === 'ESC @') Object.assign(state, { bold: false, invert: false, size: 0, align: 0 });
    else if (name === 'ESC E') state.bold = value === 1;
    else if (name === 'GS B') state.invert = value === 1;
    else if (name === 'GS !') state.size = value;
    else if (name === 'ESC a') state.align = value;
    else if (name === 'GS k')
      put(symbolBitmap(code128Matrix(new TextDecoder().decode(args.subarray(4))), 2, 80, 20), 1);
    else if (name === 'GS (k') {
      if (args[3] === 0x43) state.moduleDots = args[4] ?? 0;
      if (args[3] === 0x50)
        state.stored = new TextDecoder().decode(args.subarray(5, 2 + value + 256 * (args[1] ?? 0)));
      if (args[3] === 0x51)
        put(
          symbolBitmap(qrMatrix(state.stored), state.moduleDots, state.moduleDots, 4 * state.moduleDots),
          state.align,
        );
    }
  }
  const height = pieces.reduce((sum, { picture }) => sum + picture.height, 2 * gap);
  const page = newBitmap(width + 2 * gap, height);
  let top = gap;
  for (const { picture, left } of pieces) {
    for (let y = 0; y < picture.height; y++)
      for (let x = 0; x < picture.width; x++)
        if (getDot(picture, x, y)) setDot(page, gap + left + x, top + y);
    top += picture.height;
  }
  return page;
}
