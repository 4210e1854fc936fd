import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplate } from '../../domain/paper/template/check.ts';
import { ditherGrey } from '../../domain/paper/template/dither.ts';
import type { PaperField } from '../../domain/paper/template/fields.ts';
import { readTemplate } from '../../domain/paper/template/read.ts';
import type { TemplateBlock, TemplateBody } from '../../domain/paper/template/shape.ts';
import { composeDocument, type DocumentData } from '../../main/printing/documents/index.ts';
import { flowRows } from '../../main/printing/layout/flow.ts';
import { papers } from '../../main/printing/layout/papers.ts';
import { runCells } from '../../main/printing/layout/rows.ts';
import { defaultProfile, renderEscpos } from '../../main/printing/render/escpos.ts';
import { installedFonts } from '../../main/printing/render/fonts.ts';
import { renderSheetHtml } from '../../main/printing/render/html.ts';
import { renderPdf } from '../../main/printing/render/pdf.ts';
import { renderPreview } from '../../main/printing/render/preview.ts';
import { renderText } from '../../main/printing/render/text.ts';
import { qrMatrix } from '../../main/printing/render/symbols.ts';
import { applyTemplate } from '../../main/printing/template/apply.ts';
import { examplesOf, templateKinds } from '../../main/printing/template/examples.ts';
import { templateRoom } from '../../main/printing/template/room.ts';
import { paperFields, standardTemplate, templatePapers } from '../../main/printing/template/standard.ts';
import { decoders } from './decoder/index.ts';
import { playTokens } from './decoder/paper-model.ts';
import { repairSlip } from './samples.ts';
import { pdfText } from './support/pdf-text.ts';
import { seededRun } from './support/seed.ts';

const { roll80, a5 } = papers;
const standard = () => standardTemplate('service_slip', 'roll80');
const problems = (body: TemplateBody) =>
  checkTemplate(body, templateRoom('service_slip', 'roll80')).map(({ code, params }) => ({
    code,
    ...params,
  }));
const withBlocks = (...blocks: TemplateBlock[]): TemplateBody => ({ ...standard(), blocks });
const own = withBlocks(
  {
    block: 'logo',
    width: 16,
    height: 2,
    bits: Buffer.from([255, 0, 0, 255]).toString('base64'),
    align: 'center',
  },
  { block: 'head', code: true, items: [{ field: 'head.title', size: 'big' }, { field: 'head.slipNumber' }] },
  { block: 'text', zh: '尊敬的{sectionUser.userName}：', en: 'Dear {sectionUser.userName},', bold: true },
  {
    block: 'fields',
    items: [
      { field: 'sectionUser.address', zh: '门牌', en: 'Door' },
      { field: 'sectionRequest.appointment' },
    ],
  },
  { block: 'text', zh: '加急单', en: 'Urgent', when: [{ field: 'top.line', is: 'filled' }] },
  { block: 'text', zh: '不急', en: 'No hurry', when: [{ field: 'top.line', is: 'empty' }] },
  { block: 'qr', text: 'https://example.invalid/{head.slipNumber}', dots: 4, align: 'center' },
);

describe('the program’s own setting as a template', () => {
  it.each(templateKinds)(
    '%s: is sound on every paper of its kind, and prints what the composer prints',
    (kind) => {
      for (const paper of templatePapers(kind)) {
        const body = standardTemplate(kind, paper);
        expect(readTemplate(JSON.parse(JSON.stringify(body)))).toEqual(body);
        expect(checkTemplate(body, templateRoom(kind, paper))).toEqual([]);
        const size = papers[paper];
        // A narrow roll has no room for every column of the composer's; the template puts the last ones under the row.
        if (paper === 'roll58' && kind !== 'receipt') continue;
        for (const data of examplesOf(kind)) {
          const composed = composeDocument(kind, data as never);
          const set = applyTemplate(kind, data as never, body, size);
          if (size.kind === 'roll') expect(renderText(set, size)).toEqual(renderText(composed, size));
          else {
            const words = (html: string) => html.replace(/<[^>]*>/gu, ' ').replace(/\s+/gu, ' ');
            expect(words(renderSheetHtml(set, size))).toBe(words(renderSheetHtml(composed, size)));
          }
        }
      }
    },
  );

  it('knows every label of a paper in both languages, and no two things by one name', () => {
    for (const kind of templateKinds) {
      const fields = paperFields(kind);
      expect(new Set(fields.map((field) => field.id)).size).toBe(fields.length);
      for (const field of fields)
        expect(`${field.zh}${field.en}${field.sample}`).not.toMatch(/[\ufdd0\ufdd1]/u);
    }
    const name = paperFields('service_slip').find((field) => field.id === 'sectionUser.userName');
    expect(name).toMatchObject({ kind: 'field', zh: '用户姓名', sample: '林子涵' });
    expect(name?.en).toMatch(/^[A-Z]/u);
  });
});

describe('an outlet’s own template', () => {
  it('prints its fields in its order, its own words, what its conditions allow, its picture and its code', () => {
    const lines = renderText(applyTemplate('service_slip', repairSlip, own, roll80), roll80);
    const at = (text: string) => lines.findIndex((line) => line.includes(text));
    expect(at('尊敬的林子涵')).toBeGreaterThan(at('维修服务单'));
    expect(at('门牌')).toBeGreaterThan(at('尊敬的林子涵'));
    expect(at('预约时段')).toBeGreaterThan(at('门牌'));
    expect(at('加急单')).toBeGreaterThan(0);
    expect(at('不急')).toBe(-1);
    expect(lines).toContain('[QR https://example.invalid/单号 CH261122-0036]');
    expect(at('联系电话')).toBe(-1);
    const calm = renderText(applyTemplate('service_slip', { ...repairSlip, marks: [] }, own, roll80), roll80);
    expect(calm.some((line) => line.includes('不急'))).toBe(true);
  });

  it('never loses the void mark, the printing’s own line or the code that is scanned back', () => {
    const voided = { ...repairSlip, voided: { reason: '平台撤单' } };
    const bare = withBlocks({ block: 'rule', style: 'solid' });
    const lines = renderText(applyTemplate('service_slip', voided, bare, roll80), roll80);
    expect(lines[0]).toContain('作废');
    expect(lines.some((line) => line.includes('平台撤单'))).toBe(true);
    expect(lines.some((line) => line.includes('打印时间'))).toBe(true);
    expect(lines.at(-1)).toBe('[cut]');
  });

  it('sets a section once for each machine, the machines apart', () => {
    const two = {
      ...repairSlip,
      machines: [repairSlip.machines[0]!, { ...repairSlip.machines[0]!, model: 'KFR-35GW/LZA9' }],
    };
    const body = withBlocks(
      { block: 'section', field: 'sectionProduct.title' },
      { block: 'fields', items: [{ field: 'sectionProduct.model' }] },
    );
    const text = renderText(applyTemplate('service_slip', two, body, roll80), roll80).join('\n');
    expect(text).toMatch(/产品 1\/2[^]*KFR-26GW[^]*产品 2\/2[^]*KFR-35GW\/LZA9/u);
    expect(text.match(/KFR-26GW/gu)).toHaveLength(1);
  });

  it('carries two languages on one paper', () => {
    const lines = renderText(
      applyTemplate('service_slip', repairSlip, { ...own, language: 'both' }, roll80),
      roll80,
    ).join('\n');
    for (const word of [
      '维修服务单',
      '预约时段',
      '尊敬的林子涵',
      'Dear 林子涵',
      'Door',
      '打印时间',
      'Printed',
    ])
      expect(lines).toContain(word);
  });

  it('is in both languages where the outlet wants that of all its papers', () => {
    const both = { ...repairSlip, second: 'en' as const };
    const lines = renderText(applyTemplate('service_slip', both, own, roll80), roll80).join('\n');
    expect(lines).toContain('Dear 林子涵');
    expect(lines.match(/CH261122-0036/gu)?.length).toBeGreaterThan(1);
    const chinese = applyTemplate('service_slip', both, { ...own, language: 'zh' }, roll80);
    expect(renderText(chinese, roll80).join('\n')).not.toContain('Dear');
  });

  it('chooses columns, their order, their width, and which go under the row', () => {
    const body = withBlocks({
      block: 'table',
      field: 'sectionParts.table',
      items: [{ column: 'amount', width: 12 }, { column: 'partName' }, { column: 'partCode', below: true }],
      foot: [],
    });
    const data = examplesOf('service_slip')[0] as DocumentData['service_slip'];
    const lines = renderText(applyTemplate('service_slip', data, body, roll80), roll80);
    expect(lines[0]).toBe('        金额 配件名称');
    expect(lines[1]).toBe('      190.00 挂机内机主板(定频)');
    expect(lines[2]).toBe('  配件编码 LZ-001');
  });

  it('keeps a script in a user’s name a text, on a page, in a PDF and in the bytes', async () => {
    const name = '<script>alert(1)</script>{head.title}\u001b@';
    const data = { ...repairSlip, user: { ...repairSlip.user, name } };
    const roll = applyTemplate('service_slip', data, own, roll80);
    const page = applyTemplate('service_slip', data, { ...own, language: 'both' }, a5);
    for (const html of [renderSheetHtml(page, a5), renderPreview(roll, roll80)]) {
      expect(html).not.toMatch(/<script/iu);
      expect(html.replace(/<[^>]+>/gu, '')).toContain('&lt;script&gt;');
    }
    const pdf = (await pdfText(await renderPdf(page, a5, installedFonts(), 0))).replace(/\s/gu, '');
    expect(pdf).toContain('<script>alert(1)</script>{head.title}');
    const clean = applyTemplate('service_slip', repairSlip, own, roll80);
    const commands = (paper: typeof roll) =>
      decoders[0]!.decode(renderEscpos(paper, defaultProfile)).filter((token) => token.name === 'ESC @')
        .length;
    expect(commands(roll)).toBe(commands(clean));
  });
});

describe('what is refused, by its place', () => {
  const field = (id: string): TemplateBlock => ({ block: 'fields', items: [{ field: id }] });
  it.each<[string, TemplateBody, object]>([
    ['a field nobody has', withBlocks(field('sectionUser.shoeSize')), { place: '1.1', why: 'field_unknown' }],
    ['a line as a field', withBlocks(field('head.title')), { place: '1.1', why: 'field_wrong_kind' }],
    [
      'a field named in a text',
      withBlocks({ block: 'text', zh: '{nobody.knows}', en: '' }),
      { place: '1', why: 'field_unknown' },
    ],
    [
      'columns wider than the roll',
      withBlocks({
        block: 'table',
        field: 'sectionParts.table',
        items: [
          { column: 'partName', width: 40 },
          { column: 'amount', width: 9 },
        ],
        foot: [],
      }),
      { place: '1', why: 'too_wide' },
    ],
    [
      'a column of another table',
      withBlocks({ block: 'table', field: 'sectionParts.table', items: [{ column: 'bin' }], foot: [] }),
      { place: '1.1', why: 'column_unknown' },
    ],
    [
      'a piece nobody made',
      withBlocks({ block: 'use', piece: 'foot' }),
      { place: '1', why: 'piece_unknown' },
    ],
    ['nothing at all', withBlocks(), { place: '-', why: 'nothing_printed' }],
  ])('%s', (_, body, problem) => {
    expect(problems(body)).toContainEqual({ code: 'template_wrong', ...problem });
  });

  it('a piece that holds itself, over another one too', () => {
    const loop: TemplateBody = {
      ...standard(),
      blocks: [{ block: 'use', piece: 'one' }],
      pieces: { one: [{ block: 'use', piece: 'two' }], two: [{ block: 'use', piece: 'one' }] },
    };
    expect(problems(loop)).toContainEqual({ code: 'template_loop', place: 'one' });
    expect(() => applyTemplate('service_slip', repairSlip, loop, roll80)).toThrow(RangeError);
  });

  it('a sign the font has no shape for', () => {
    const body = withBlocks({ block: 'text', zh: '谢谢\u{1f600}', en: 'Thanks' });
    const [found] = checkTemplate(body, templateRoom('service_slip', 'roll80'));
    expect(found).toMatchObject({
      code: 'print_glyph_missing',
      params: { char: '\u{1f600}', code: 'U+1F600', place: '1' },
    });
  });

  it.each<[string, unknown, object]>([
    ['no template', 'hello', { place: '-', why: 'not_a_template' }],
    ['a word it does not know', { ...standard(), language: 'fr' }, { place: '-', why: 'unknown_word' }],
    [
      'a script for a block',
      { ...standard(), blocks: [{ block: 'script', text: 'alert(1)' }] },
      { place: '1', why: 'unknown_word' },
    ],
    [
      'a picture with too few dots',
      { ...standard(), blocks: [{ block: 'logo', width: 576, height: 10, bits: 'AAAA', align: 'left' }] },
      { place: '1', why: 'picture_broken' },
    ],
    [
      'a picture wider than any roll',
      { ...standard(), blocks: [{ block: 'logo', width: 4000, height: 1, bits: '', align: 'left' }] },
      { place: '1', why: 'out_of_range' },
    ],
  ])('%s', (_, value, params) => {
    expect(() => readTemplate(value)).toThrow(expect.objectContaining({ code: 'template_wrong', params }));
  });

  it('one of a later program', () => {
    expect(() => readTemplate({ ...standard(), format: 7 })).toThrow(
      expect.objectContaining({ code: 'template_newer', params: { found: 7, known: 1 } }),
    );
  });
});

/** Any template that the check lets through, made of a paper's own fields. */
function templates(fields: readonly PaperField[], cells: number | null): fc.Arbitrary<TemplateBody> {
  const of = (kind: PaperField['kind']) => fields.filter((field) => field.kind === kind);
  const style = fc.record(
    {
      size: fc.constantFrom('normal' as const, 'tall' as const, 'wide' as const, 'big' as const),
      bold: fc.boolean(),
      align: fc.constantFrom('left' as const, 'center' as const, 'right' as const),
    },
    { requiredKeys: [] },
  );
  const text = fc.oneof(
    fc.constantFrom('谢谢惠顾', '', '<b>保修须知</b>', '￥ · ① 保修'),
    fc.constantFrom(...fields.map((field) => `见{${field.id}}。`)),
  );
  const when = fc.array(
    fc.record({
      field: fc.constantFrom(...fields.map((field) => field.id)),
      is: fc.constantFrom('filled' as const, 'empty' as const, 'equals' as const, 'differs' as const),
      value: fc.constantFrom('', '保内'),
    }),
    { maxLength: 1 },
  );
  const items = (kind: PaperField['kind']) =>
    fc.uniqueArray(fc.constantFrom(...of(kind).map((field) => field.id)), { maxLength: 8 });
  const blocks: fc.Arbitrary<TemplateBlock>[] = [
    fc
      .record({ block: fc.constant('text' as const), zh: text, en: text, when })
      .chain((block) => style.map((one) => ({ ...block, ...one }))),
    fc.record({
      block: fc.constant('qr' as const),
      text: fc.constantFrom('https://example.invalid/a', ...of('field').map((field) => `{${field.id}}`)),
      dots: fc.integer({ min: 3, max: 8 }),
      align: fc.constantFrom('left' as const, 'center' as const, 'right' as const),
    }),
    fc.integer({ min: 1, max: cells === null ? 200 : cells * 12 }).map((width) => ({
      block: 'logo' as const,
      width,
      height: 3,
      bits: Buffer.alloc(Math.ceil(width / 8) * 3, 0xa5).toString('base64'),
      align: 'center' as const,
    })),
    fc.constant({ block: 'rule' as const, style: 'double' as const }),
    fc.constant({ block: 'use' as const, piece: 'tail' }),
  ];
  if (of('line').length > 0)
    blocks.push(
      fc.tuple(items('line'), style, fc.boolean()).map(([ids, one, code]) => ({
        block: 'head' as const,
        code,
        items: ids.map((field) => ({ field, ...one })),
      })),
    );
  if (of('field').length > 0)
    blocks.push(
      fc
        .tuple(items('field'), fc.boolean(), fc.integer({ min: 1, max: 12 }), when)
        .map(([ids, strong, span, conditions]) => ({
          block: 'fields' as const,
          items: ids.map((field) => ({ field, strong, span })),
          when: conditions,
        })),
    );
  for (const table of of('table'))
    blocks.push(
      fc
        .uniqueArray(fc.constantFrom(...table.columns.map((column) => column.id)), { minLength: 1 })
        .chain((ids) =>
          fc
            .array(
              fc.record({
                width: fc.option(fc.integer({ min: 2, max: 20 }), { nil: undefined }),
                below: fc.boolean(),
              }),
              {
                minLength: ids.length,
                maxLength: ids.length,
              },
            )
            .map((more) => ({
              block: 'table' as const,
              field: table.id,
              items: ids.map((column, at) => ({ column, ...more[at] })),
              foot: table.foot.map((one) => one.id),
            })),
        ),
    );
  const some = fc.array(fc.oneof(...blocks), { minLength: 1, maxLength: 8 });
  return fc.record({
    format: fc.constant(1 as const),
    language: fc.constantFrom('outlet' as const, 'zh' as const, 'en' as const, 'both' as const),
    blocks: some,
    pieces: some.map((list) => ({ tail: list.filter((block) => block.block !== 'use') })),
  });
}

/** The same paper with everything left out that may be: null for texts that may be absent, nothing in its lists. */
function emptied<T>(data: T): T {
  const bare = Object.fromEntries(
    Object.entries(data as object).map(([key, value]) => [
      key,
      Array.isArray(value)
        ? []
        : typeof value === 'string' && !['language', 'number', 'slip', 'move'].includes(key)
          ? ''
          : value,
    ]),
  );
  return bare as T;
}

describe('any template the check lets through', () => {
  it.each(templateKinds)('%s: sets any paper within its width, and never fails', (kind) => {
    let tried = 0;
    for (const paper of templatePapers(kind)) {
      const size = papers[paper];
      const room = { ...templateRoom(kind, paper), hasGlyph: () => true };
      fc.assert(
        fc.property(templates(room.fields, room.cells), fc.nat(), fc.boolean(), (body, nth, empty) => {
          if (checkTemplate(body, room).length > 0) return;
          tried += 1;
          const examples = examplesOf(kind);
          const example = examples[nth % examples.length];
          const set = applyTemplate(kind, (empty ? emptied(example) : example) as never, body, size);
          if (size.kind === 'sheet') {
            expect(renderSheetHtml(set, size)).toContain('</html>');
            return;
          }
          for (const row of flowRows(set.nodes, size.cells)) {
            if (row.kind === 'text')
              expect(row.runs.reduce((sum, run) => sum + runCells(run), 0)).toBeLessThanOrEqual(size.cells);
            if (row.kind === 'image') expect(row.bitmap.width).toBeLessThanOrEqual(size.dots);
            if (row.kind === 'qr')
              expect(qrMatrix(row.data).width * row.moduleDots).toBeLessThanOrEqual(size.dots);
          }
        }),
        seededRun(12),
      );
    }
    expect(tried).toBeGreaterThan(0);
  });

  it.each(decoders)('the preview is the stream of $name line by line', ({ decode }) => {
    fc.assert(
      fc.property(templates(paperFields('service_slip'), roll80.cells), (body) => {
        if (checkTemplate(body, templateRoom('service_slip', 'roll80')).length > 0) return;
        const set = applyTemplate('service_slip', repairSlip, body, roll80);
        const printed = playTokens(decode(renderEscpos(set, defaultProfile)));
        const lines = printed.map((item) => {
          if (item.kind === 'line') return item.text.trimEnd();
          if (item.kind === 'qr') return `[QR ${item.data}]`;
          return item.kind === 'cut' ? '[cut]' : '[picture]';
        });
        expect(lines).toEqual(
          renderText(set, roll80).map((line) => line.replace(/^\[\d+x\d+\]$/u, '[picture]')),
        );
      }),
      seededRun(15),
    );
  });
});

describe('a picture for a printer that knows black and none', () => {
  it('keeps how dark each part is, whole rows of bytes, nothing outside', () => {
    const grey = (value: number) => ditherGrey(new Uint8Array(50 * 40).fill(value), 50, 40);
    const dots = (bits: Uint8Array) =>
      bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    expect(dots(grey(255))).toBe(0);
    expect(dots(grey(0))).toBe(50 * 40);
    expect(dots(grey(128)) / 2000).toBeCloseTo(0.5, 1);
    expect(grey(0)).toHaveLength(7 * 40);
    expect(() => ditherGrey(new Uint8Array(3), 2, 2)).toThrow(RangeError);
  });
});
