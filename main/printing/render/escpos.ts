import thermal from 'node-thermal-printer';
import { flowRows } from '../layout/flow.ts';
import { type RollPaper, roll80 } from '../layout/papers.ts';
import { isDoubleTall, isDoubleWide, type Row, rowText, type Run } from '../layout/rows.ts';
import type { Bitmap, Paper } from '../layout/tree.ts';
import type { Align } from '../layout/width.ts';
import { isWithinGbk, StreamBytes } from './gb18030.ts';
import { type GlyphSource, rasterTextRow } from './raster.ts';
import { isPrintableAscii } from './symbols.ts';

/** What one printer can do. Settings of the printer, found out with the calibration page. */
export interface EscposProfile {
  roll: RollPaper;
  /** `bytes`: GB18030 after FS &. `picture`: every line with non-ASCII text as dots, for printers without Chinese. */
  chinese: 'bytes' | 'picture';
  /** Lines with characters beyond GBK (𠮷, emoji): sent as four bytes, or that line as a picture. */
  beyondGbk: 'bytes' | 'picture';
  /** False for printers without a knife: they only feed to the tear bar. */
  knife: boolean;
}

export const defaultProfile: EscposProfile = {
  roll: roll80,
  chinese: 'bytes',
  beyondGbk: 'bytes',
  knife: true,
};

type Printer = InstanceType<typeof thermal.printer> & {
  add(bytes: Uint8Array): void;
  append(piece: unknown): void;
  initHardware(): void;
  code128(data: string, settings: { hriPos: number; width: number; height: number }): void;
  printQR(data: string, settings: { model: number; cellSize: number; correction: string }): void;
};

const esc = 0x1b;
const gs = 0x1d;
const fs = 0x1c;

/**
 * The byte stream of a paper for one ESC/POS printer. node-thermal-printer supplies the commands and the buffer;
 * text never goes through it (it garbles what is outside cp936 and switches code pages), but as GB18030 bytes.
 * @throws RangeError when a line must be a picture and no `glyphs` are given.
 */
export function renderEscpos(paper: Paper, profile: EscposProfile, glyphs?: GlyphSource): Uint8Array {
  const printer = new thermal.printer({
    type: thermal.types.EPSON,
    width: profile.roll.cells,
    interface: undefined as unknown as string, // buffer only: transports are ours, they know what was confirmed
  }) as Printer;
  // The library copies its whole buffer at every append; a stream of 3 KiB would be copied three hundred times.
  const bytes = new StreamBytes();
  printer.append = (piece) => {
    if (!(piece instanceof Uint8Array)) throw new TypeError('text never goes through the library');
    bytes.add(piece);
  };
  const raw = (...codes: number[]) => bytes.add(codes);
  const start = () => {
    printer.initHardware();
    raw(fs, 0x26); // FS &: Chinese character mode
  };
  start();
  const rows = flowRows(paper.nodes, profile.roll.cells);
  rows.forEach((row, at) => {
    if (row.kind === 'cut') {
      if (profile.knife && !row.partial) printer.cut({ verticalTabAmount: 1 });
      else if (profile.knife) printer.partialCut({ verticalTabAmount: 1 });
      else raw(esc, 0x64, 5); // ESC d: feed five lines to the tear bar
      if (at < rows.length - 1) start(); // the library resets the printer after a cut
      return;
    }
    writeRow(printer, bytes, raw, row, profile, glyphs);
  });
  return bytes.whole();
}

function writeRow(
  printer: Printer,
  bytes: StreamBytes,
  raw: (...bytes: number[]) => void,
  row: Exclude<Row, { kind: 'cut' }>,
  profile: EscposProfile,
  glyphs?: GlyphSource,
): void {
  if (row.kind === 'text') {
    if (needsPicture(row, profile)) {
      if (glyphs === undefined)
        throw new RangeError('this printer prints Chinese as pictures, and no font is given');
      writeBitmap(raw, printer, rasterTextRow(row.runs, profile.roll.cells, glyphs), 'left', profile.roll);
      return;
    }
    for (const run of row.runs) writeRun(bytes, run);
    bytes.one(0x0a);
    return;
  }
  if (row.kind === 'image') return writeBitmap(raw, printer, row.bitmap, row.align, profile.roll);
  align(printer, row.align);
  if (row.kind === 'qr') writeQr(printer, raw, row.data, row.moduleDots);
  else {
    if (!isPrintableAscii(row.data)) throw new RangeError('Code 128 takes printable ASCII only');
    // the library writes code set B, where `{` starts a control pair and is doubled
    printer.code128(row.data.replaceAll('{', '{{'), { hriPos: 0, width: 2, height: row.heightDots });
  }
  align(printer, 'left');
}

function needsPicture(row: Extract<Row, { kind: 'text' }>, profile: EscposProfile): boolean {
  if (profile.chinese === 'bytes' && profile.beyondGbk === 'bytes') return false;
  const text = rowText(row);
  if (/^[\x20-\x7e]*$/u.test(text)) return false;
  return profile.chinese === 'picture' || (profile.beyondGbk === 'picture' && !isWithinGbk(text));
}

/** Style on, text, style off: the commands of every line, so without the library's detour. */
function writeRun(bytes: StreamBytes, run: Run): void {
  // GS ! holds the width in the high and the height in the low half
  const size = (isDoubleWide(run.size) ? 0x10 : 0) | (isDoubleTall(run.size) ? 0x01 : 0);
  if (run.bold) bytes.three(esc, 0x45, 1);
  if (run.invert) bytes.three(gs, 0x42, 1);
  if (size !== 0) bytes.three(gs, 0x21, size);
  bytes.text(run.text);
  if (size !== 0) bytes.three(gs, 0x21, 0);
  if (run.invert) bytes.three(gs, 0x42, 0);
  if (run.bold) bytes.three(esc, 0x45, 0);
}

function align(printer: Printer, to: Align): void {
  if (to === 'center') printer.alignCenter();
  else if (to === 'right') printer.alignRight();
  else printer.alignLeft();
}

function writeQr(
  printer: Printer,
  raw: (...bytes: number[]) => void,
  data: string,
  moduleDots: number,
): void {
  if (isPrintableAscii(data)) {
    printer.printQR(data, { model: 2, cellSize: moduleDots, correction: 'M' });
    return;
  }
  // the library counts characters where the printer counts bytes, so text beyond ASCII is framed here
  const bytes = Buffer.from(data, 'utf8');
  const length = bytes.length + 3;
  raw(gs, 0x28, 0x6b, 4, 0, 0x31, 0x41, 50, 0);
  raw(gs, 0x28, 0x6b, 3, 0, 0x31, 0x43, moduleDots);
  raw(gs, 0x28, 0x6b, 3, 0, 0x31, 0x45, 49);
  raw(gs, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30);
  printer.add(bytes);
  raw(gs, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30);
}

/** GS v 0: a picture, in bands of 24 dots, because cheap printers have little buffer. */
function writeBitmap(
  raw: (...bytes: number[]) => void,
  printer: Printer,
  bitmap: Bitmap,
  to: Align,
  roll: RollPaper,
): void {
  if (bitmap.width > roll.dots)
    throw new RangeError(`picture of ${bitmap.width} dots on a roll of ${roll.dots}`);
  const stride = Math.ceil(bitmap.width / 8);
  align(printer, to);
  for (let top = 0; top < bitmap.height; top += 24) {
    const height = Math.min(24, bitmap.height - top);
    raw(gs, 0x76, 0x30, 0, stride & 0xff, stride >> 8, height, 0);
    printer.add(Buffer.from(bitmap.bits.subarray(top * stride, (top + height) * stride)));
  }
  if (to !== 'left') align(printer, 'left');
}
