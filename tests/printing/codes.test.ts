import bwip from 'bwip-js';
import { describe, expect, it } from 'vitest';
import { calibration } from '../../main/printing/documents/outlet/calibration.ts';
import { issueSlip } from '../../main/printing/documents/stock/issue-slip.ts';
import { serviceSlip } from '../../main/printing/documents/orders/service-slip.ts';
import { roll58, roll80 } from '../../main/printing/layout/papers.ts';
import { fontGlyphs } from '../../main/printing/render/font-glyphs.ts';
import { installedFonts } from '../../main/printing/render/fonts.ts';
import { bitmapPng } from '../../main/printing/render/png.ts';
import { rasterPaper } from '../../main/printing/render/raster.ts';
import { code128Matrix } from '../../main/printing/render/symbols.ts';
import { issue, paidReceipt, repairSlip } from './samples.ts';
import { readCodes, readPngCodes } from './support/read-codes.ts';

const { regular, bold } = installedFonts();
const glyphs = fontGlyphs(regular, bold);

describe('codes on paper', () => {
  it('scans the slip number back from the slip', async () => {
    expect(await readCodes(rasterPaper(serviceSlip(repairSlip), roll80, glyphs))).toEqual([
      'QRCode CH261122-0036',
    ]);
    expect(await readCodes(rasterPaper(issueSlip(issue), roll58, glyphs))).toEqual(['QRCode LL261122-0004']);
  });

  it('scans both codes of the calibration page, also from its PNG file', async () => {
    const page = rasterPaper(calibration({ ...paidReceipt, printerName: '前台·80' }), roll80, glyphs);
    const both = ['Code128 SJ261122-0007', 'QRCode SJ261122-0007'];
    expect(await readCodes(page)).toEqual(both);
    expect(await readPngCodes(bitmapPng(page))).toEqual(both);
  });

  it('a picture made elsewhere is read too, when it has a ground and a quiet zone', async () => {
    const png = await bwip.toBuffer({
      bcid: 'code128',
      text: 'CH261122-0036',
      backgroundcolor: 'FFFFFF',
      padding: 10,
    });
    expect(await readPngCodes(png)).toEqual(['Code128 CH261122-0036']);
  });

  it('refuses a Code 128 of anything but printable ASCII', () => {
    expect(() => code128Matrix('单36')).toThrow(RangeError);
  });
});
