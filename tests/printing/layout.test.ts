import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../main/printing/layout/clean.ts';
import { flowRows } from '../../main/printing/layout/flow.ts';
import { runCells } from '../../main/printing/layout/rows.ts';
import type { PaperNode } from '../../main/printing/layout/tree.ts';
import { clusters, padCells, takeCells, textCells } from '../../main/printing/layout/width.ts';
import { wrapText } from '../../main/printing/layout/wrap.ts';
import { seededRun } from './support/seed.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc
    .array(
      fc.constantFrom(
        '中',
        '𠮷',
        '·',
        '￥',
        '¥',
        '，',
        '。',
        '（',
        '）',
        'A',
        '7',
        ' ',
        '-',
        '😀',
        'é',
        '\n',
        '\u0301',
      ),
      {
        maxLength: 120,
      },
    )
    .map((chars) => chars.join('')),
);

describe('widths', () => {
  it('counts what a printer in Chinese mode draws', () => {
    expect(textCells('abc')).toBe(3);
    expect(textCells('空调')).toBe(4);
    expect(textCells('𠮷')).toBe(2); // one character, two UTF-16 halves
    expect(textCells('栖云里·1栋')).toBe(11); // · is two bytes in GBK and so two wide on paper
    expect(textCells('e\u0301')).toBe(1); // the mark stands on its letter
    expect(textCells('👩\u200d🔧')).toBe(4);
  });

  it('cuts and pads without halving a character', () => {
    expect(takeCells('中文', 3)).toBe('中');
    expect(padCells('中文', 3)).toBe('中 ');
    expect(padCells('12.50', 8, 'right')).toBe('   12.50');
    expect(textCells(padCells('𠮷·', 9, 'center'))).toBe(9);
  });
});

describe('wrapping', () => {
  it('fits every line, loses nothing but blanks, never parts a character from its mark', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), (text, cells) => {
        const lines = wrapText(text, cells);
        for (const line of lines) expect(textCells(line)).toBeLessThanOrEqual(cells);
        expect(lines.join('').replace(/\s/gu, '')).toBe(cleanText(text).replace(/\s/gu, ''));
        const whole = new Set(cleanText(text).split('\n').flatMap(clusters));
        for (const line of lines) {
          for (const cluster of clusters(line))
            if (cluster.trim() !== '') expect(whole.has(cluster)).toBe(true);
        }
      }),
      seededRun(),
    );
  });

  it('keeps closing marks off the beginning and opening marks off the end of a line', () => {
    const lines = wrapText('孩子睡觉，下午三点后上门（到楼下先打电话），不要按门铃。', 14);
    for (const line of lines) {
      expect(line).not.toMatch(/^[，。）]/u);
      expect(line).not.toMatch(/[（]$/u);
    }
  });

  it('keeps numbers and codes together where they fit', () => {
    expect(wrapText('电话13600000318请先打', 12)).toEqual(['电话', '13600000318', '请先打']);
  });

  it('refuses a width in which a wide character has no room', () => {
    expect(() => wrapText('中', 1)).toThrow(RangeError);
  });

  it('lets no command byte and no direction mark through', () => {
    expect(cleanText('林\u001b@\u202e子\u0000涵\u009b')).toBe('林@子涵');
    expect(cleanText('¥12')).toBe('￥12');
    expect(cleanText('\ud842')).toBe('\ufffd');
  });
});

describe('rolls', () => {
  it('lays any tree out within the width', () => {
    const node: fc.Arbitrary<PaperNode> = fc.oneof(
      anyText.map((text): PaperNode => ({ kind: 'line', text, size: 'big', align: 'center' })),
      fc
        .array(fc.record({ label: fc.constantFrom('姓名', 'Second phone number', ''), value: anyText }), {
          maxLength: 5,
        })
        .map(
          (items): PaperNode => ({
            kind: 'fields',
            items: items.map((item, at) => ({ ...item, writeIn: at % 2 === 0, strong: at === 2 })),
          }),
        ),
      fc.array(fc.tuple(anyText, anyText, anyText), { maxLength: 4 }).map(
        (rows): PaperNode => ({
          kind: 'table',
          columns: [
            { title: '名称', weight: 2 },
            { title: '数量', width: 6, weight: 1, align: 'right' },
            { title: '备注', weight: 1, below: true },
          ],
          rows,
          writeInRows: 1,
          foot: [{ label: '合计', value: '￥1.00' }],
        }),
      ),
      anyText.map((text): PaperNode => ({ kind: 'banner', text })),
      anyText.map((text): PaperNode => ({ kind: 'section', title: text })),
    );
    fc.assert(
      fc.property(fc.array(node, { maxLength: 4 }), fc.constantFrom(32, 48), (nodes, cells) => {
        for (const row of flowRows(nodes, cells)) {
          if (row.kind === 'text') {
            expect(row.runs.reduce((sum, run) => sum + runCells(run), 0)).toBeLessThanOrEqual(cells);
          }
        }
      }),
      seededRun(),
    );
  });

  it('puts columns under each other by cells', () => {
    const rows = flowRows(
      [
        {
          kind: 'table',
          columns: [
            { title: '名称', weight: 1 },
            { title: '数量', width: 6, weight: 1, align: 'right' },
            { title: '金额', width: 9, weight: 1, align: 'right' },
          ],
          rows: [
            ['PP棉滤芯', '2支', '17.00'],
            ['𠮷字牌·铜管', '2.5米', '1070.00'],
          ],
        },
      ],
      32,
    );
    for (const row of rows) {
      if (row.kind !== 'text') throw new Error('only text here');
      expect(row.runs.reduce((sum, run) => sum + runCells(run), 0)).toBe(32);
    }
  });

  it('prints a QR code where the bars of a Code 128 would not fit', () => {
    const code: PaperNode = { kind: 'code128', data: 'CH261122-0036-LONG' };
    expect(flowRows([code], 48)[0]?.kind).toBe('code128');
    expect(flowRows([code], 32)[0]?.kind).toBe('qr');
  });
});
