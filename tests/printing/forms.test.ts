import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftPerForm, formShift } from '../../domain/paper/drift.ts';
import { checkForm, type FormField, fieldHeight, type FormShape } from '../../domain/paper/form.ts';
import { placeForm } from '../../domain/paper/form-place.ts';
import { isFault } from '../../domain/kernel/fault.ts';
import { sheetSizes } from '../../domain/paper/sizes.ts';
import { serviceSlip } from '../../main/printing/documents/orders/service-slip.ts';
import { formHtml, formPage, formPdf, formSvg } from '../../main/printing/render/form.ts';
import { formValues, valueLookup } from '../../main/printing/render/form-values.ts';
import { installedFonts } from '../../main/printing/render/fonts.ts';
import { printedAtMs, repairSlip } from './samples.ts';
import { pdfPlaces } from './support/pdf-places.ts';
import { seededRun } from './support/seed.ts';

const fonts = installedFonts();
const field = (more: Partial<FormField>): FormField => ({
  kind: 'text',
  source: '',
  nth: 1,
  text: '',
  x: 0,
  y: 0,
  width: 400,
  lines: 1,
  size: 100,
  align: 'left',
  bold: false,
  ...more,
});
/** A maker's dispatch form on half a fan-fold sheet. */
const form: FormShape = {
  ...sheetSizes.fanfold140,
  fields: [
    field({ source: 'userName', x: 315, y: 180 }),
    field({ source: 'userPhone', x: 1203, y: 180, width: 500 }),
    field({ source: 'address', x: 315, y: 263, width: 900, lines: 2, size: 90 }),
    field({ source: 'model', x: 315, y: 407, bold: true }),
    field({ kind: 'tick', source: 'warranty', text: '保内', x: 1511, y: 401, width: 50 }),
    field({ kind: 'tick', source: 'warranty', text: '保外', x: 1711, y: 401, width: 50 }),
    field({ kind: 'fixed', text: '凤栖网点', x: 2010, y: 1300, width: 350, align: 'right' }),
    field({ kind: 'code', x: 2100, y: 50, width: 180 }),
  ],
};
const none = { xMicrons: 0, yMicrons: 0 };
const page = (shift = none, data = repairSlip) => formPage(serviceSlip(data), data, form, shift, fonts);
const tenth = 100;

describe('values on a pre-printed form', () => {
  it('stand where they were put, to a tenth of a millimetre, read from the file by another reader', async () => {
    const { pages, found } = await pdfPlaces(await formPdf([page()], fonts, printedAtMs));
    expect(pages).toHaveLength(1);
    expect(pages[0]!.width).toBeCloseTo(241_000, -1);
    expect(pages[0]!.height).toBeCloseTo(139_700, -1);
    const name = found.find((one) => one.text === '林子涵')!;
    expect(Math.abs(name.left - 31_500)).toBeLessThan(tenth);
    // the upper edge of the ideographs' square is what a person sets
    expect(Math.abs(name.base - 0.88 * 10 * (25_400 / 72) - 18_000)).toBeLessThan(tenth);
    expect(name.size).toBeCloseTo(10, 3);
    const right = found.find((one) => one.text === '凤栖网点')!;
    expect(Math.abs(right.left + right.width - 236_000)).toBeLessThan(tenth);
    // values only: not one heading, not the title, nothing of the printing
    const all = found.map((one) => one.text).join(' ');
    for (const heading of ['用户姓名', '联系电话', '服务地址', '维修服务单', '打印时间'])
      expect(all).not.toContain(heading);
    const ticks = found.filter((one) => one.text === '√');
    expect(ticks.map((one) => Math.round(one.left / tenth))).toEqual([
      repairSlip.warranty.includes('保内') ? 1511 : 1711,
    ]);
  });

  it('follow the offset of the printer and the drift of the stack, form by form', async () => {
    const offset = { xTenths: -13, yTenths: 27, driftMicrons: driftPerForm(2, 20, 10) };
    expect(offset.driftMicrons).toBe(200);
    const places = [0, 1, 9];
    const run = places.map((place) => page(formShift(offset, place)));
    const { pages, found } = await pdfPlaces(await formPdf(run, fonts, printedAtMs));
    expect(pages).toHaveLength(3);
    places.forEach((place, at) => {
      const name = found.find((one) => one.page === at + 1 && one.text === '林子涵')!;
      expect(Math.abs(name.left - (31_500 - 1300))).toBeLessThan(tenth);
      const top = name.base - 0.88 * 10 * (25_400 / 72);
      expect(Math.abs(top - (18_000 + 2700 - place * 200))).toBeLessThan(tenth);
    });
  });

  it('the page for the system printer has the same places, the exact size and no margin', () => {
    const html = formHtml([page()]);
    expect(html).toContain('@page { size: 241mm 139.7mm; margin: 0; }');
    const placed = page().placed.find((one) => one.kind === 'text' && one.text === '林子涵')!;
    expect(placed.left).toBe(31_500);
    expect(formSvg(page())).toContain(
      `<text x="31500" y="${Math.round((placed as { base: number }).base * 100) / 100}"`,
    );
    expect(formSvg(page())).not.toMatch(/style=|<script|href/u);
  });

  it('a script in a name is text, a sign without a shape says its code point', async () => {
    const data = {
      ...repairSlip,
      user: { ...repairSlip.user, name: '<script>"a"</script>', address: '😀里' },
    };
    expect(formSvg(page(none, data))).toContain('&lt;script&gt;');
    const { found } = await pdfPlaces(await formPdf([page(none, data)], fonts, printedAtMs));
    expect(found.map((one) => one.text).join('')).toContain('〓(U+1F600)里');
  });

  it('a void paper says so across the form', async () => {
    const data = { ...repairSlip, voided: { reason: '已改派' } };
    const { found } = await pdfPlaces(await formPdf([page(none, data)], fonts, printedAtMs));
    const mark = found.find((one) => one.text.includes('作废'))!;
    expect(mark.text).toContain('已改派');
    expect(mark.size).toBeGreaterThan(20);
  });

  it('takes the second machine and table rows by their number', () => {
    const [machine] = repairSlip.machines;
    const data = { ...repairSlip, machines: [machine!, { ...machine!, model: 'B-2' }] };
    const values = valueLookup(formValues(serviceSlip(data), data));
    expect(values('model', 1)).toBe(machine!.model);
    expect(values('model', 2)).toBe('B-2');
    expect(values('model', 3)).toBe('');
    expect(values('slipNumber', 1)).toBe(repairSlip.number);
  });
});

describe('placing', () => {
  const half = (text: string) => [...text].reduce((sum, char) => sum + (char < '\u0080' ? 0.5 : 1), 0);

  it('never leaves the field to the side or below, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.record({
          width: fc.integer({ min: 60, max: 900 }),
          lines: fc.integer({ min: 1, max: 4 }),
          size: fc.integer({ min: 50, max: 240 }),
          align: fc.constantFrom('left' as const, 'center' as const, 'right' as const),
        }),
        (text, how) => {
          const one = field({ kind: 'text', source: 'a', x: 100, y: 100, ...how });
          const shape = { widthMicrons: 600_000, heightMicrons: 600_000, fields: [one] };
          const em = (((how.size / 10) * 25_400) / 72) * 0.6;
          for (const line of placeForm(shape, () => text, '', half)) {
            if (line.kind !== 'text') throw new Error('text only');
            expect(line.left).toBeGreaterThanOrEqual(10_000);
            // a single sign wider than the field is still printed
            const wide = half(line.text) * line.size * (25_400 / 72);
            if ([...line.text].length > 1 && how.width * 100 > 2 * em)
              expect(line.left + wide).toBeLessThanOrEqual(10_000 + how.width * 100 + 1);
            expect(line.base).toBeLessThanOrEqual(10_000 + fieldHeight(one) * 100);
          }
        },
      ),
      seededRun(),
    );
  });

  it('a text too long is made smaller before it is cut, and says that it was cut', () => {
    const shape = { ...sheetSizes.a5, fields: [field({ source: 'a', width: 200 })] };
    const texts = (text: string) =>
      placeForm(shape, () => text, '', half).map((one) => (one.kind === 'text' ? [one.text, one.size] : []));
    expect(texts('一二三')).toEqual([['一二三', 10]]);
    const [[whole, size]] = texts('一二三四五六七') as [[string, number]];
    expect(whole).toBe('一二三四五六七');
    expect(size).toBeLessThan(10);
    expect(texts('一二三四五六七八九十甲乙丙丁')[0]![0]).toMatch(/^一二三.*…$/u);
  });

  it('refuses what would stand beside the paper or says nothing', () => {
    const fault = (run: () => void) => {
      try {
        run();
      } catch (error) {
        if (isFault(error)) return [error.code, error.params];
        throw error;
      }
      return null;
    };
    const shape = (more: Partial<FormField>) => ({ ...sheetSizes.fanfold93, fields: [field(more)] });
    expect(fault(() => checkForm('美的', shape({ source: 'model', x: 2011 })))).toEqual([
      'form_off_paper',
      { form: '美的', field: '1' },
    ]);
    expect(fault(() => checkForm('美的', shape({ source: 'model', y: 5 }), { x: 0, y: -6 }))?.[0]).toBe(
      'form_off_paper',
    );
    expect(fault(() => checkForm('美的', shape({})))?.[1]).toMatchObject({ why: 'no_source' });
    expect(fault(() => checkForm('美的', shape({ kind: 'fixed', text: ' ' })))?.[1]).toMatchObject({
      why: 'no_text',
    });
    expect(fault(() => checkForm('美的', shape({ source: 'model', x: 2010 })))).toBeNull();
  });
});

describe('drift', () => {
  it('is what ten forms were off, by nine', () => {
    expect(driftPerForm(0, 18, 10)).toBe(200);
    expect(driftPerForm(3, 3, 10)).toBe(0);
    expect(driftPerForm(0, -5, 10)).toBe(-56);
    expect(() => driftPerForm(0, 1, 1)).toThrow(RangeError);
  });

  it('corrected, a stack that wanders comes out straight within the rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: -900, max: 900 }), fc.integer({ min: 2, max: 40 }), (wander, forms) => {
        const last = Math.round((wander * (forms - 1)) / 100);
        const drift = driftPerForm(0, last, forms);
        for (let place = 0; place < forms; place++) {
          const { yMicrons } = formShift({ xTenths: 0, yTenths: 0, driftMicrons: drift }, place);
          // reading off to 0.1 mm leaves half of it over the measured stack
          expect(Math.abs(wander * place + yMicrons)).toBeLessThanOrEqual(50 + place);
        }
      }),
      seededRun(),
    );
  });
});
