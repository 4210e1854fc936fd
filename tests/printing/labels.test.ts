import { describe, expect, it } from 'vitest';
import { labelDpis, labelProfile, usualLabel } from '../../domain/paper/label.ts';
import { binLabel, partLabel } from '../../main/printing/documents/stock/labels.ts';
import { oldPartLabel } from '../../main/printing/documents/stock/old-part-label.ts';
import { drawOrder } from '../../main/printing/draw.ts';
import { label40x30, label60x40, type SheetPaper } from '../../main/printing/layout/papers.ts';
import type { Bitmap, Paper } from '../../main/printing/layout/tree.ts';
import { fontGlyphs } from '../../main/printing/render/font-glyphs.ts';
import { installedFonts } from '../../main/printing/render/fonts.ts';
import { labelBitmap } from '../../main/printing/render/label-picture.ts';
import { readTspl } from './decoder/tspl.ts';
import { issue, label } from './samples.ts';
import { readCodes } from './support/read-codes.ts';

const part = partLabel({
  ...issue,
  number: 'PT2611220001',
  partCode: 'LZ-001',
  name: '挂机主板·定频 KFR-26GW',
  bin: 'A1-01',
  lot: 'L2601',
  expiresDay: '2027-01-31',
});
const cases: [string, Paper, SheetPaper, string][] = [
  ['old part', oldPartLabel(label), label60x40, label.number],
  ['part', part, label40x30, 'PT2611220001'],
  ['part on the large label', part, label60x40, 'PT2611220001'],
  ['bin', binLabel({ ...issue, number: 'BIN-A1-01', place: '主库', bin: 'A1-01' }), label40x30, 'BIN-A1-01'],
];
const order = (paper: Paper, sheet: SheetPaper, dpi: number, language: 'tspl' | 'escpos') =>
  drawOrder({ as: 'label', paper, sheet, dpi, language, gapTenths: 25, copies: 2 });
const { regular, bold } = installedFonts();
const glyphs = fontGlyphs(regular, bold);
const isBlack = (picture: Bitmap, x: number, y: number) =>
  ((picture.bits[y * Math.ceil(picture.width / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;

describe('labels as pictures', () => {
  for (const dpi of labelDpis)
    it.each(cases)(
      `%s at ${dpi} dpi: TSPL of the right size, its code scanned from the bytes`,
      async (_, paper, sheet, code) => {
        const read = readTspl(await order(paper, sheet, dpi, 'tspl'));
        expect([read.width, read.height]).toEqual([sheet.widthMicrons / 100, sheet.heightMicrons / 100]);
        expect(read.gap).toBe(25);
        expect(read.copies).toBe(2);
        const dots = (microns: number) => Math.round((microns * dpi) / 25_400);
        expect(read.picture.height).toBe(dots(sheet.heightMicrons));
        expect(read.picture.width - dots(sheet.widthMicrons)).toBeLessThan(8);
        expect(await readCodes(read.picture)).toEqual([`QRCode ${code}`]);
        // nothing is cut at an edge: the margin is white all round, and there is text beside the code
        const margin = dots(sheet.marginMicrons) - 1;
        const right = dots(sheet.widthMicrons) - margin;
        const below = read.picture.height - margin;
        const beyond: string[] = [];
        let ink = 0;
        for (let y = 0; y < read.picture.height; y++)
          for (let x = 0; x < read.picture.width; x++)
            if (isBlack(read.picture, x, y)) {
              ink += 1;
              if (x < margin || x >= right || y < margin || y >= below) beyond.push(`${x},${y}`);
            }
        expect(beyond).toEqual([]);
        expect(ink / (read.picture.width * read.picture.height)).toBeGreaterThan(0.04);
      },
    );

  it('the same picture as a raster for a receipt printer with labels, then on to the gap', async () => {
    const bytes = await order(part, label40x30, 203, 'escpos');
    expect([...bytes.slice(0, 6)]).toEqual([0x1b, 0x40, 0x1d, 0x76, 0x30, 0]);
    const stride = bytes[6]! + 256 * bytes[7]!;
    const height = bytes[8]! + 256 * bytes[9]!;
    const picture = { width: stride * 8, height, bits: bytes.slice(10, 10 + stride * height) };
    expect(await readCodes(picture)).toEqual(['QRCode PT2611220001']);
    expect([...bytes.slice(10 + stride * height)]).toEqual([0x1d, 0x0c]);
  });

  it('a name full of commands is a picture like any other', async () => {
    const paper = partLabel({
      ...issue,
      number: 'PT1',
      partCode: 'A"\r\nPRINT 99,1\r\n',
      name: 'CLS\r\nSELFTEST',
    });
    const read = readTspl(await order(paper, label40x30, 203, 'tspl'));
    expect(read.copies).toBe(2);
  });

  it('two names that the font cannot draw do not look alike', () => {
    const named = (name: string) =>
      labelBitmap(partLabel({ ...issue, number: 'PT1', partCode: 'A', name }), label40x30, 203, glyphs);
    expect(Buffer.from(named('😀').bits).equals(Buffer.from(named('😁').bits))).toBe(false);
  });

  it('takes a profile as kept, and as usual what is strange in it', () => {
    expect(labelProfile(null)).toEqual(usualLabel);
    expect(labelProfile({ label: { language: 'escpos', dpi: 300, gapTenths: 0 } })).toEqual({
      language: 'escpos',
      dpi: 300,
      gapTenths: 0,
    });
    expect(labelProfile({ label: { language: 'zpl', dpi: 96, gapTenths: -4 } })).toEqual(usualLabel);
  });
});
