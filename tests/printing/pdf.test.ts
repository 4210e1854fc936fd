import { describe, expect, it } from 'vitest';
import { issueSlip } from '../../main/printing/documents/stock/issue-slip.ts';
import { oldPartLabel } from '../../main/printing/documents/stock/old-part-label.ts';
import { serviceSlip } from '../../main/printing/documents/orders/service-slip.ts';
import { a5, fanfold140, label60x40, type SheetPaper } from '../../main/printing/layout/papers.ts';
import type { Paper } from '../../main/printing/layout/tree.ts';
import { installedFonts } from '../../main/printing/render/fonts.ts';
import { renderPdf } from '../../main/printing/render/pdf.ts';
import { issue, label, printedAtMs, repairSlip } from './samples.ts';
import { readPdf } from './support/pdf-text.ts';

const read = async (paper: Paper, sheet: SheetPaper) =>
  readPdf(await renderPdf(paper, sheet, installedFonts(), printedAtMs));

const points = (microns: number) => (microns * 72) / 25_400;

describe('PDF without a window', () => {
  it('is one A5 page with the headings and values of the slip', async () => {
    const pdf = await read(serviceSlip(repairSlip), a5);
    expect(pdf.pages).toBe(1);
    expect(pdf.width).toBeCloseTo(points(148_000), 2);
    expect(pdf.height).toBeCloseTo(points(210_000), 2);
    for (const word of [
      '维修服务单',
      'CH261122-0036',
      '林子涵',
      '136 0000 0318',
      '预约时段',
      '2026-11-22 15:00-17:00',
    ]) {
      expect(pdf.text).toContain(word);
    }
    expect(pdf.text).toContain('打印时间 2026-11-22 07:41 第1次 打印人 祁望春');
  });

  it.each([
    ['issue slip on half a fan-fold form', issueSlip(issue), fanfold140, '应交旧件'],
    ['old-part label', oldPartLabel(label), label60x40, '最晚返还日'],
  ])('%s: exact page, one page', async (_, paper, sheet, word) => {
    const pdf = await read(paper, sheet);
    expect(pdf.pages).toBe(1);
    expect(pdf.width).toBeCloseTo(points(sheet.widthMicrons), 2);
    expect(pdf.height).toBeCloseTo(points(sheet.heightMicrons), 2);
    expect(pdf.text).toContain(word);
  });

  it('says which characters its font lacks instead of printing another name', async () => {
    const pdf = await read(
      serviceSlip({ ...repairSlip, user: { ...repairSlip.user, name: '𠮷田😀·Zoë ¥' } }),
      a5,
    );
    expect(pdf.text).toContain('〓田〓·Zoë ￥');
    expect(pdf.text).toContain('U+20BB7 U+1F600');
  });

  it('a long slip goes on to a second page, with the mark of printing on both', async () => {
    const machine = repairSlip.machines[0];
    if (machine === undefined) throw new Error('sample without machine');
    const pdf = await read(
      serviceSlip({ ...repairSlip, machines: Array.from({ length: 12 }, () => machine) }),
      a5,
    );
    expect(pdf.pages).toBeGreaterThan(1);
    expect(pdf.text.match(/打印时间/gu)).toHaveLength(pdf.pages);
    expect(pdf.text).toContain('产品 12/12');
  });

  it('embeds a picture without reading any file', async () => {
    const bitmap = { width: 16, height: 8, bits: new Uint8Array(16).fill(0xaa) };
    const pdf = await read(
      {
        title: 'logo',
        language: 'zh',
        nodes: [
          { kind: 'image', bitmap },
          { kind: 'line', text: '图' },
        ],
      },
      a5,
    );
    expect(pdf.text).toContain('图');
  });

  it('gives the same bytes for the same slip, except the file id', async () => {
    const first = await renderPdf(serviceSlip(repairSlip), a5, installedFonts(), printedAtMs);
    const second = await renderPdf(serviceSlip(repairSlip), a5, installedFonts(), printedAtMs);
    expect(first.length).toBe(second.length);
  });
});
