/**
 * Draws what the rows of one day do not show (void, finished, English, calibration) into docs/papers:
 * `node tests/printing/draw-samples.ts`. The others are played from their bytes by tests/paper/draw-papers.test.ts.
 * Sheets need `pdftoppm` (poppler) for their pictures; without it only the PDFs are written.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  bitmapPng,
  composeDocument,
  fontGlyphs,
  installedFonts,
  type Paper,
  papers,
  rasterPaper,
  renderPdf,
  type RollPaper,
  type SheetPaper,
} from '../../main/printing/index.ts';
import { finishedSlip, paidReceipt, printedAtMs, repairSlip } from './samples.ts';

const out = fileURLToPath(new URL('../../docs/papers/', import.meta.url));
mkdirSync(out, { recursive: true });
const fonts = installedFonts();
const glyphs = fontGlyphs(fonts.regular, fonts.bold);

const voided = composeDocument('service_slip', { ...repairSlip, voided: { reason: '平台撤单' } });
const rolls: [string, Paper, RollPaper][] = [
  ['service-slip-80mm-void', voided, papers.roll80],
  ['service-slip-80mm-en', composeDocument('service_slip', { ...repairSlip, language: 'en' }), papers.roll80],
  ['receipt-58mm', composeDocument('receipt', paidReceipt), papers.roll58],
  [
    'calibration-80mm',
    composeDocument('calibration', { ...paidReceipt, printerName: '前台·80' }),
    papers.roll80,
  ],
];
const sheets: [string, Paper, SheetPaper][] = [
  ['service-slip-a5-finished', composeDocument('service_slip', finishedSlip), papers.a5],
  ['service-slip-a5-void', voided, papers.a5],
];

for (const [name, paper, roll] of rolls)
  writeFileSync(join(out, `${name}.png`), bitmapPng(rasterPaper(paper, roll, glyphs)));
for (const [name, paper, sheet] of sheets) {
  const pdf = join(out, `${name}.pdf`);
  writeFileSync(pdf, await renderPdf(paper, sheet, fonts, printedAtMs));
  const drawn = spawnSync('pdftoppm', ['-r', '110', '-png', '-singlefile', pdf, join(out, name)]);
  if (drawn.status === 0) rmSync(pdf);
}
