import { describe, expect, it } from 'vitest';
import { calibration } from '../../main/printing/documents/outlet/calibration.ts';
import { issueSlip } from '../../main/printing/documents/stock/issue-slip.ts';
import { receipt } from '../../main/printing/documents/money/receipt.ts';
import { serviceSlip } from '../../main/printing/documents/orders/service-slip.ts';
import { roll58, roll80 } from '../../main/printing/layout/papers.ts';
import type { Paper } from '../../main/printing/layout/tree.ts';
import { defaultProfile, renderEscpos } from '../../main/printing/render/escpos.ts';
import { fontGlyphs } from '../../main/printing/render/font-glyphs.ts';
import { installedFonts } from '../../main/printing/render/fonts.ts';
import { renderPreview } from '../../main/printing/render/preview.ts';
import { renderText } from '../../main/printing/render/text.ts';
import { decoders } from './decoder/index.ts';
import { type Printed, playTokens } from './decoder/paper-model.ts';
import { issue, paidReceipt, repairSlip } from './samples.ts';

const hard = {
  ...repairSlip,
  user: { ...repairSlip.user, name: '𠮷田😀·Zoë', address: '株洲市·栖云里¥1栋—2单元\u001b@㛃' },
};
const samples: [string, Paper, typeof roll80][] = [
  ['service slip on 80 mm', serviceSlip(repairSlip), roll80],
  ['service slip with hard characters', serviceSlip(hard), roll80],
  ['service slip in English on 58 mm', serviceSlip({ ...repairSlip, language: 'en' }), roll58],
  ['void service slip', serviceSlip({ ...repairSlip, voided: { reason: '平台撤单' } }), roll80],
  ['issue slip on 80 mm', issueSlip(issue), roll80],
  ['receipt on 58 mm', receipt(paidReceipt), roll58],
];

const words = (printed: Printed[]) =>
  printed.flatMap((item) => (item.kind === 'line' ? [item.text.trimEnd()] : []));

describe.each(decoders)('what $name reads back', ({ decode }) => {
  it.each(samples)('%s: the preview line by line, nothing wider than the roll', (_, paper, roll) => {
    const printed = playTokens(decode(renderEscpos(paper, { ...defaultProfile, roll })));
    const labels = printed.map((item) => {
      if (item.kind === 'line') return item.text.trimEnd();
      if (item.kind === 'qr') return `[QR ${item.data}]`;
      if (item.kind === 'code128') return `[Code128 ${item.data}]`;
      return item.kind === 'cut' ? '[cut]' : '[picture]';
    });
    expect(labels).toEqual(renderText(paper, roll));
    for (const item of printed) if (item.kind === 'line') expect(item.cells).toBeLessThanOrEqual(roll.cells);
  });

  it.each(samples)('%s: one element of the screen preview per line', (_, paper, roll) => {
    const printed = playTokens(decode(renderEscpos(paper, { ...defaultProfile, roll })));
    const rows = renderPreview(paper, roll).match(/<div class="row[^"]*">.*?<\/div>/gsu) ?? [];
    const texts = rows.map((row) =>
      row
        .replace(/<[^>]+>/gu, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&')
        .trimEnd(),
    );
    expect(texts).toEqual(words(printed));
  });

  it('carries names with characters outside GBK, · and ¥ as GB18030', () => {
    const lines = words(playTokens(decode(renderEscpos(serviceSlip(hard), defaultProfile)))).join('\n');
    expect(lines).toContain('𠮷田😀·Zoë');
    expect(lines).toContain('￥1栋—2单元@㛃');
    expect(lines).not.toContain('¥');
  });

  it('never lets text of a platform become a command', () => {
    const evil = {
      ...repairSlip,
      request: { ...repairSlip.request, symptom: '\u001bi\u001dV\u0000 \u001b@\u0010\u0014\u0001' },
    };
    const cuts = (data: typeof repairSlip) =>
      decode(renderEscpos(serviceSlip(data), defaultProfile)).filter((token) => token.name === 'GS V').length;
    expect(cuts(evil)).toBe(cuts(repairSlip));
  });

  it('says 作废 at both ends of a void slip, white on black', () => {
    const paper = serviceSlip({ ...repairSlip, voided: { reason: '平台撤单' } });
    const printed = playTokens(decode(renderEscpos(paper, defaultProfile)));
    const marks = printed.filter((item) => item.kind === 'line' && item.text.includes('作废') && item.invert);
    expect(marks).toHaveLength(2);
    expect(printed[0]).toMatchObject({ kind: 'line', invert: true, tall: true, cells: 48 });
  });

  it('knows Code 128 with braces and a QR code with Chinese text', () => {
    const paper: Paper = {
      title: 'codes',
      language: 'zh',
      nodes: [
        { kind: 'code128', data: 'A{1}b' },
        { kind: 'qr', data: '株洲·单36' },
      ],
    };
    const printed = playTokens(decode(renderEscpos(paper, defaultProfile)));
    expect(printed).toContainEqual({ kind: 'code128', data: 'A{1}b', moduleDots: 2 });
    expect(printed).toContainEqual({ kind: 'qr', data: '株洲·单36', moduleDots: 5, align: 1 });
  });

  it('feeds instead of cutting on a printer without a knife', () => {
    const tokens = decode(renderEscpos(receipt(paidReceipt), { ...defaultProfile, knife: false }));
    expect(tokens.some((token) => token.name === 'GS V')).toBe(false);
    expect(tokens.at(-1)?.name).toBe('ESC d');
  });

  it('draws lines as pictures for a printer without Chinese, and only the lines that need it', () => {
    const { regular, bold } = installedFonts();
    const glyphs = fontGlyphs(regular, bold);
    const page = calibration({ ...paidReceipt, printerName: '前台·80' });
    const all = playTokens(decode(renderEscpos(page, { ...defaultProfile, chinese: 'picture' }, glyphs)));
    for (const item of all) if (item.kind === 'line') expect(item.text).toMatch(/^[\x20-\x7e]*$/u);
    const some = playTokens(decode(renderEscpos(page, { ...defaultProfile, beyondGbk: 'picture' }, glyphs)));
    expect(words(some).join('')).toContain('空调热水器');
    expect(words(some).join('')).not.toContain('𠮷');
    const pictures = some.filter((item) => item.kind === 'picture');
    expect(pictures.length).toBeGreaterThan(0);
    for (const picture of pictures) {
      expect(picture.width).toBe(576);
      expect(picture.bits.length).toBe((picture.width / 8) * picture.height);
    }
    expect(pictures[0]?.bits.some((byte) => byte !== 0)).toBe(true);
    expect(() => renderEscpos(page, { ...defaultProfile, chinese: 'picture' })).toThrow(RangeError);
  });
});
