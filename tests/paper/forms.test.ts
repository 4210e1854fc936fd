import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FormField } from '../../domain/paper/form.ts';
import { sheetSizes } from '../../domain/paper/sizes.ts';
import type { InputOf } from '../../preload/contract/index.ts';
import { readCodes } from '../printing/support/read-codes.ts';
import { addStaff } from '../support/test-outlet.ts';
import { readTspl } from '../printing/decoder/tspl.ts';
import { pdfPlaces } from '../printing/support/pdf-places.ts';
import { type PaperRig, paperRig, readyOrder, sandboxPrinter } from './rig.ts';

const field = (more: Partial<FormField>): FormField => ({
  kind: 'text',
  source: 'userName',
  nth: 1,
  text: '',
  x: 400,
  y: 300,
  width: 500,
  lines: 1,
  size: 100,
  align: 'left',
  bold: false,
  ...more,
});
const draft: InputOf<'paper.saveForm'> = {
  kind: 'service_slip',
  payerId: 'PY-LZ',
  nameZh: '绿洲派工单',
  nameEn: 'Lüzhou dispatch form',
  ...sheetSizes.fanfold93,
  fields: [field({}), field({ source: 'address', y: 420, width: 1200 })],
};
const tenth = 100;
const top = (base: number) => base - 0.88 * 10 * (25_400 / 72);
/** Shift of the name on each PDF of the A5 file printer, oldest first. */
async function printed(rig: PaperRig, at: string, name = '祁望春') {
  const folder = join(rig.outlet.dir, 'prints', at);
  const out = [];
  for (const file of readdirSync(folder).sort((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1))) {
    const { pages, found } = await pdfPlaces(readFileSync(join(folder, file)));
    out.push({ pages, found, name: found.find((one) => one.text === name) });
  }
  return out;
}
const numberOf = (file: string) => file.slice(0, 13);

describe('pre-printed forms', () => {
  test('papers of the payer go out as values at their places, corrected form by form; others as they are', async () => {
    const rig = await paperRig({ seed: 61 });
    const { formId } = await rig.ask(rig.manager, 'paper.saveForm', draft);
    const put = { formId, printerId: 'P-A5', xTenths: 15, yTenths: -8 };
    expect(
      await rig.ask(rig.manager, 'paper.savePrinterForm', {
        ...put,
        measured: { forms: 10, firstTenths: 1, lastTenths: 28 },
      }),
    ).toEqual({ driftMicrons: 300 });
    const phones = ['13800000201', '13800000202', '13800000203'];
    const orders = [];
    for (const phone of phones) orders.push(await readyOrder(rig, { phone }));
    const other = await readyOrder(rig, { phone: '13800000204', payerId: null });
    const ids = [...orders, other].map((order) => order.id);
    await rig.ask(rig.manager, 'paper.print', { kind: 'service_slip', ids, printerId: 'P-A5', copies: 1 });
    await rig.round();
    const papers = await printed(rig, 'a5');
    expect(papers).toHaveLength(4);
    papers.slice(0, 3).forEach(({ pages, found, name }, place) => {
      expect(pages[0]!.width).toBeCloseTo(241_000, -1);
      expect(pages[0]!.height).toBeCloseTo(93_100, -1);
      expect(Math.abs(name!.left - 41_500)).toBeLessThan(tenth);
      expect(Math.abs(top(name!.base) - (30_000 - 800 - place * 300))).toBeLessThan(tenth);
      expect(found.map((one) => one.text).join(' ')).not.toMatch(/用户姓名|打印时间/u);
    });
    // an order nobody else pays has no form of that payer
    expect(papers[3]!.pages[0]!.width).toBeCloseTo(148_000, -1);
    expect(papers[3]!.found.map((one) => one.text).join('')).toContain('用户姓名');
    // the next command begins a new stack
    rig.outlet.env.jump(60_000);
    await rig.ask(rig.manager, 'paper.print', {
      kind: 'service_slip',
      ids: [orders[2]!.id],
      printerId: 'P-A5',
      copies: 1,
    });
    await rig.round();
    const again = (await printed(rig, 'a5')).filter((one) => one.pages[0]!.height < 100_000);
    expect(again).toHaveLength(4);
    expect(again.filter((one) => Math.abs(top(one.name!.base) - 29_200) < tenth)).toHaveLength(2);
    // taken out of the printer, the paper is whole again
    const kept = await rig.ask(rig.manager, 'paper.form', { id: formId });
    expect(kept.printers).toMatchObject([{ printerId: 'P-A5', driftMicrons: 300, measuredForms: 10 }]);
    await rig.ask(rig.manager, 'paper.savePrinterForm', {
      ...put,
      version: kept.printers[0]!.version,
      remove: true,
    });
    await rig.ask(rig.manager, 'paper.reprint', {
      jobId: rig.one<{ id: string }>('SELECT id FROM print_job ORDER BY seq LIMIT 1').id,
    });
    await rig.round();
    expect((await printed(rig, 'a5')).filter((one) => one.pages[0]!.width < 150_000)).toHaveLength(2);
  });

  test('ten numbered marks lie on forms of the right size, uncorrected', async () => {
    const rig = await paperRig({ seed: 62 });
    const { formId } = await rig.ask(rig.manager, 'paper.saveForm', draft);
    const input = { formId, printerId: 'P-A5' };
    expect((await rig.refuse(rig.manager, 'paper.printFormMarks', input)).code).toBe('not_found');
    await rig.ask(rig.manager, 'paper.savePrinterForm', { ...input, yTenths: 30 });
    await rig.ask(rig.manager, 'paper.printFormMarks', input);
    await rig.round();
    const [marks] = await printed(rig, 'a5');
    expect(marks!.pages).toHaveLength(10);
    for (const page of marks!.pages) expect(page.height).toBeCloseTo(93_100, -1);
    expect(marks!.found.map((one) => one.text.slice(0, one.text.indexOf('/')))).toEqual(
      Array.from({ length: 10 }, (_, at) => String(at + 1)),
    );
    expect(new Set(marks!.found.map((one) => Math.round(one.base))).size).toBe(1);
  });

  test('headings and values for the editor come from papers that were printed, as the reader may see them', async () => {
    const rig = await paperRig({ seed: 63 });
    const none = await rig.ask(rig.manager, 'paper.formHeadings', { kind: 'service_slip' });
    expect(none.headings).toEqual([]);
    const order = await readyOrder(rig);
    await rig.ask(rig.manager, 'paper.print', { kind: 'service_slip', ids: [order.id], printerId: 'P-80' });
    const of = async (session = rig.manager) =>
      (await rig.ask(session, 'paper.formHeadings', { kind: 'service_slip' })).headings;
    const name = (await of()).find((one) => one.source === 'userName');
    expect(name).toEqual({
      source: 'userName',
      nth: 1,
      zh: '用户姓名',
      en: expect.any(String),
      value: '祁望春',
    });
    const as = await addStaff(rig.outlet, { roles: ['storekeeper'], name: '苗库管' });
    const stores = rig.outlet.session({ as, deskId: 'desk-k' });
    const masked = (await of(stores)).find((one) => one.source === 'userPhone');
    expect(masked?.value).toContain('****');
  });

  test('what cannot be right is refused in one sentence and changes nothing', async () => {
    const rig = await paperRig({ seed: 64 });
    const save = (more: Partial<InputOf<'paper.saveForm'>>) =>
      rig.refuse(rig.manager, 'paper.saveForm', { ...draft, ...more });
    expect(await save({ fields: [field({ x: 2000 })] })).toEqual({
      code: 'form_off_paper',
      params: { form: '绿洲派工单', field: '1' },
    });
    expect((await save({ fields: [field({ source: '' })] })).params.why).toBe('no_source');
    expect((await save({ guideHash: 'a'.repeat(64), guideName: '扫描.png' })).code).toBe(
      'form_guide_unreadable',
    );
    const text = await rig.outlet.ports.blobs.put(new TextEncoder().encode('not a picture at all'), {
      name: 'a.png',
      mime: 'image/png',
    });
    expect((await save({ guideHash: text.hash, guideName: 'a.png' })).code).toBe('form_guide_unreadable');
    expect((await save({ payerId: 'nobody' })).code).toBe('not_found');
    expect(rig.one<{ n: number }>('SELECT count(*) AS n FROM print_form').n).toBe(0);

    const { formId } = await rig.ask(rig.manager, 'paper.saveForm', draft);
    const put = (more: Partial<InputOf<'paper.savePrinterForm'>>) =>
      rig.refuse(rig.manager, 'paper.savePrinterForm', { formId, printerId: 'P-A5', ...more });
    // the printer would shift the name off the upper edge
    expect((await put({ yTenths: -301 })).code).toBe('form_off_paper');
    expect((await put({ version: 3 })).code).toBe('conflict');
    expect((await put({ measured: { forms: 2, firstTenths: 0, lastTenths: 51 } })).params.why).toBe(
      'drift_too_large',
    );
    const printer = await sandboxPrinter(rig.outlet.env);
    const { printerId } = await rig.ask(rig.manager, 'paper.savePrinter', {
      name: '前台针式',
      kind: 'tcp',
      target: `127.0.0.1:${printer.port}`,
      paper: 'fanfold140',
    });
    expect((await put({ printerId })).code).toBe('printer_pages_refused');
    expect((await rig.refuse(rig.dispatcher, 'paper.saveForm', draft)).code).toBe('forbidden');
    expect(rig.one<{ n: number }>('SELECT count(*) AS n FROM printer_form').n).toBe(0);
    // two who edit: the second is told
    await rig.ask(rig.manager, 'paper.saveForm', { ...draft, id: formId, version: 1, nameEn: 'b' });
    expect((await rig.refuse(rig.manager, 'paper.saveForm', { ...draft, id: formId, version: 1 })).code).toBe(
      'conflict',
    );

    // not one byte of a page goes to a printer that is written to directly
    const order = await readyOrder(rig);
    await rig.ask(rig.manager, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId,
      copies: 1,
    });
    await rig.round();
    const job = rig.one<{ state: string; fault: string; wrote: number }>(
      'SELECT state, fault, wrote FROM print_job WHERE printer_id = ?',
      printerId,
    );
    expect(job).toMatchObject({ state: 'failed', wrote: 0 });
    expect(JSON.parse(job.fault)).toEqual({ code: 'printer_pages_refused', params: { printer: '前台针式' } });
    expect(printer.jobs).toEqual([]);
  });

  test('the picture of the form is kept, fetched once by a link, and never printed', async () => {
    const rig = await paperRig({ seed: 65 });
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const { hash } = await rig.outlet.ports.blobs.put(png, { name: 'form.png', mime: 'image/png' });
    const { formId, version } = await rig.ask(rig.manager, 'paper.saveForm', { ...draft, guideHash: hash });
    expect((await rig.ask(rig.manager, 'paper.form', { id: formId })).hasGuide).toBe(true);
    expect((await rig.ask(rig.manager, 'paper.formGuide', { id: formId })).ticket).not.toBe('');
    await rig.ask(rig.manager, 'paper.savePrinterForm', { formId, printerId: 'P-A5' });
    const order = await readyOrder(rig);
    await rig.ask(rig.manager, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId: 'P-A5',
      copies: 1,
    });
    await rig.round();
    const folder = join(rig.outlet.dir, 'prints/a5');
    const bytes = readFileSync(join(folder, readdirSync(folder)[0]!)).toString('latin1');
    expect(bytes).not.toContain('/Subtype /Image');
    // saved without a word of it, the picture stays; with null it goes
    await rig.ask(rig.manager, 'paper.saveForm', { ...draft, id: formId, version });
    expect((await rig.ask(rig.manager, 'paper.form', { id: formId })).hasGuide).toBe(true);
    await rig.ask(rig.manager, 'paper.saveForm', {
      ...draft,
      id: formId,
      version: version + 1,
      guideHash: null,
    });
    expect((await rig.ask(rig.manager, 'paper.form', { id: formId })).hasGuide).toBe(false);
  });

  test('a label printer that is written to directly gets its own language, not a page', async () => {
    const rig = await paperRig({ seed: 66 });
    const printer = await sandboxPrinter(rig.outlet.env);
    const { printerId } = await rig.ask(rig.manager, 'paper.savePrinter', {
      name: '库房标签',
      kind: 'tcp',
      target: `127.0.0.1:${printer.port}`,
      paper: 'label40x30',
    });
    const partId = rig.one<{ id: string }>('SELECT id FROM part ORDER BY seq LIMIT 1').id;
    await rig.ask(rig.manager, 'paper.print', { kind: 'part_label', ids: [partId], printerId, copies: 1 });
    await rig.round();
    expect(printer.jobs).toHaveLength(1);
    const read = readTspl(printer.jobs[0]!);
    expect([read.width, read.height, read.gap, read.copies]).toEqual([400, 300, 20, 1]);
    const number = rig.one<{ n: string }>('SELECT document_number AS n FROM print_job').n;
    expect(await readCodes(read.picture)).toEqual([`QRCode ${number}`]);
  });

  test('a paper without a printer is given to the window once and stays with the person until it is seen', async () => {
    const rig = await paperRig({ seed: 67 });
    const { printerId } = await rig.ask(rig.manager, 'paper.savePrinter', {
      name: '前台针式',
      kind: 'tcp',
      target: '127.0.0.1:9',
      paper: 'fanfold140',
    });
    const order = await readyOrder(rig);
    await rig.ask(rig.manager, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId,
      copies: 1,
    });
    await rig.round();
    const job = () =>
      rig.one<{ id: string; state: string; version: number; confirmed: number }>(
        'SELECT id, state, version, confirmed FROM print_job WHERE printer_id = ?',
        printerId,
      );
    expect(job().state).toBe('failed');
    const as = await addStaff(rig.outlet, { roles: ['storekeeper'], name: '苗库管' });
    const keeper = rig.outlet.session({ as, deskId: 'desk-k' });
    const target = { jobId: job().id, version: job().version };
    expect((await rig.refuse(keeper, 'paper.printHere', target)).code).toBe('forbidden');
    expect((await rig.refuse(rig.manager, 'paper.printHere', { ...target, version: 99 })).code).toBe(
      'conflict',
    );
    const given = await rig.ask(rig.manager, 'paper.printHere', target);
    expect(given).toMatchObject({
      state: 'unknown',
      sheet: { widthMicrons: 241_000, heightMicrons: 139_700 },
    });
    expect(given.sheet.body).toContain('祁望春');
    expect(given.sheet.css).toContain('@page { size: 241mm 139.7mm;');
    expect(given.sheet.body).not.toMatch(/<script|style=|<style/u);
    // never sent again unasked, and not given out twice
    await rig.round();
    expect(job()).toMatchObject({ state: 'unknown', version: given.version });
    expect(
      (await rig.refuse(rig.manager, 'paper.printHere', { ...target, version: given.version })).code,
    ).toBe('print_job_step');
    await rig.ask(rig.manager, 'paper.cameOut', { jobId: given.jobId, version: given.version });
    expect(job()).toMatchObject({ state: 'sent', confirmed: 1 });
  });
});
