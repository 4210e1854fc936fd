import { describe, expect, it } from 'vitest';
import type { TemplateBody } from '../../domain/paper/template/shape.ts';
import { openData, type SealedPaper } from '../../main/services/paper/job-row.ts';
import type { PrinterSandbox } from '../../main/printing/sandbox/printer-sandbox.ts';
import { decoders } from '../printing/decoder/index.ts';
import { playTokens } from '../printing/decoder/paper-model.ts';
import { type PaperRig, paperRig, readyOrder, sandboxPrinter } from './rig.ts';

const target = { kind: 'service_slip', paper: 'roll80' } as const;
const saying = (text: string): TemplateBody => ({
  format: 1,
  language: 'outlet',
  blocks: [
    { block: 'head', code: true, items: [{ field: 'head.title' }] },
    { block: 'text', zh: text, en: text },
    { block: 'fields', items: [{ field: 'sectionUser.userName' }] },
  ],
  pieces: {},
});
const json = (body: unknown) => body as Record<string, never>;

const save = (rig: PaperRig, body: unknown, activate = true) =>
  rig.ask(rig.manager, 'paper.saveTemplate', { ...target, body: json(body), activate });

async function printerOf(rig: PaperRig): Promise<{ id: string; sandbox: PrinterSandbox }> {
  const sandbox = await sandboxPrinter(rig.outlet.env);
  const { printerId } = await rig.ask(rig.manager, 'paper.savePrinter', {
    name: '前台',
    kind: 'tcp',
    target: `${sandbox.host}:${sandbox.port}`,
    paper: 'roll80',
  });
  return { id: printerId, sandbox };
}

/** Lines of the last paper that came out. */
function lastPaper(jobs: readonly Uint8Array[]): string {
  const bytes = jobs.at(-1) ?? new Uint8Array();
  return playTokens(decoders[0]!.decode(bytes))
    .flatMap((item) => (item.kind === 'line' ? [item.text] : []))
    .join('\n');
}

/** A version as an older program, or a hand in the store, may have left it. */
function plant(rig: PaperRig, body: unknown, version: number): string {
  const { store, env } = rig.outlet;
  const call = { command: 'test.plant', requestId: env.newId(), deskId: 'test', staffId: null };
  return store.gate.run(call, (tx) => {
    for (const row of tx.all<{ id: string }>('SELECT id FROM print_template WHERE active = 1'))
      tx.update('print_template', row.id, { active: false });
    return tx.insert('print_template', {
      document_kind: target.kind,
      paper: target.paper,
      name_zh: '',
      body,
      template_version: version,
      active: true,
      at: tx.at,
    });
  });
}

const loop = {
  ...saying('x'),
  blocks: [{ block: 'use', piece: 'a' }],
  pieces: { a: [{ block: 'use', piece: 'a' }] },
};

describe('templates of a paper', () => {
  it('begins with the program’s setting; versions are kept, one serves, going back is one step', async () => {
    const rig = await paperRig();
    const ask = (id: string | null = null) => rig.ask(rig.manager, 'paper.template', { ...target, id });
    const fresh = await ask();
    expect(fresh.versions).toEqual([]);
    expect((fresh.body as TemplateBody).blocks.length).toBeGreaterThan(15);
    const first = await save(rig, saying('第一版'));
    const second = await save(rig, saying('第二版'));
    expect([first.version, second.version]).toEqual([1, 2]);
    const now = await ask();
    expect(now.versions.map((row) => [row.version, row.active])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(now.body).toEqual(saying('第二版'));
    await rig.ask(rig.manager, 'paper.activateTemplate', { ...target, id: first.id });
    expect((await ask()).body).toEqual(saying('第一版'));
    expect((await ask(second.id)).body).toEqual(saying('第二版'));
    await rig.ask(rig.manager, 'paper.activateTemplate', { ...target, id: null });
    expect((await ask()).body).toEqual(fresh.body);
    const { kinds } = await rig.ask(rig.manager, 'paper.templates', {});
    expect(kinds.find((one) => one.kind === 'service_slip')?.papers[0]).toMatchObject({
      paper: 'roll80',
      versions: 2,
      active: null,
    });
  });

  it('prints by the active one; a paper queued before a change keeps what it was counted with', async () => {
    const rig = await paperRig();
    const printer = await printerOf(rig);
    const order = await readyOrder(rig);
    await save(rig, saying('第一版'));
    const { jobs } = await rig.ask(rig.manager, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId: printer.id,
    });
    expect(jobs[0]?.fellBack).toBeNull();
    await save(rig, saying('第二版'));
    await rig.round();
    expect(lastPaper(printer.sandbox.jobs)).toContain('第一版');
    const preview = await rig.ask(rig.manager, 'paper.preview', {
      kind: 'service_slip',
      id: order.id,
      paper: 'roll80',
    });
    expect(preview.lines.join('\n')).toContain('第二版');
    await rig.ask(rig.manager, 'paper.reprint', { jobId: jobs[0]!.jobId });
    await rig.round();
    expect(lastPaper(printer.sandbox.jobs)).toContain('第二版');
    expect(preview.lines.filter((line) => !line.startsWith('[') && !line.includes('打印时间'))).toEqual(
      expect.arrayContaining(['第二版']),
    );
  });

  it('a bad one never stops a printing: the last good one serves, and whoever prints is told', async () => {
    const rig = await paperRig();
    const printer = await printerOf(rig);
    const order = await readyOrder(rig);
    const good = await save(rig, saying('还好的一版'));
    const bad = plant(rig, loop, 2);
    const { jobs } = await rig.ask(rig.manager, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId: printer.id,
    });
    expect(jobs[0]?.fellBack).toEqual({ version: 2 });
    await rig.round();
    expect(lastPaper(printer.sandbox.jobs)).toContain('还好的一版');
    const { versions } = await rig.ask(rig.manager, 'paper.template', { ...target });
    expect(versions.find((row) => row.id === bad)?.fault).toMatchObject({ code: 'template_loop' });
    expect(versions.find((row) => row.id === good.id)?.fault).toBeNull();
    expect(await rig.refuse(rig.manager, 'paper.activateTemplate', { ...target, id: bad })).toMatchObject({
      code: 'template_loop',
    });
  });

  it('with no good one before it the program’s own setting serves; one that spoils in the queue does not stop there', async () => {
    const rig = await paperRig();
    const printer = await printerOf(rig);
    const order = await readyOrder(rig);
    const saved = await save(rig, saying('会坏的一版'));
    const { jobs } = await rig.ask(rig.manager, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId: printer.id,
    });
    const { store, env } = rig.outlet;
    const call = { command: 'test.spoil', requestId: env.newId(), deskId: 'test', staffId: null };
    store.gate.run(call, (tx) => tx.update('print_template', saved.id, { body: { format: 99 } }));
    await rig.round();
    expect(rig.one<{ state: string }>('SELECT state FROM print_job WHERE id = ?', jobs[0]!.jobId).state).toBe(
      'sent',
    );
    const paper = lastPaper(printer.sandbox.jobs);
    expect(paper).toContain('用户姓名');
    expect(paper).not.toContain('会坏的一版');
    expect(
      rig.one<{ fault: string }>('SELECT fault FROM template_origin WHERE template_id = ?', saved.id).fault,
    ).toContain('template_newer');
  });

  it('the job holds the version’s id beside its data, sealed with them', async () => {
    const rig = await paperRig();
    const printer = await printerOf(rig);
    const order = await readyOrder(rig);
    const saved = await save(rig, saying('第一版'));
    const { jobs } = await rig.ask(rig.manager, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId: printer.id,
    });
    const { data_sealed: sealed } = rig.one<{ data_sealed: string }>(
      'SELECT data_sealed FROM print_job WHERE id = ?',
      jobs[0]!.jobId,
    );
    expect(sealed).not.toContain(saved.id);
    const { sealer } = rig.outlet.store;
    const content = openData((text) => sealer.open(text), sealed) as SealedPaper;
    expect(content.template).toBe(saved.id);
  });

  it('is refused by its place with a loop, a field nobody has, or a column too many, and nothing is kept', async () => {
    const rig = await paperRig();
    const refused = (body: unknown) =>
      rig.refuse(rig.manager, 'paper.saveTemplate', { ...target, body: json(body), activate: true });
    expect(await refused(loop)).toMatchObject({ code: 'template_loop', params: { place: 'a' } });
    const unknown = { ...saying('x'), blocks: [{ block: 'line', field: 'top.nobody' }] };
    expect(await refused(unknown)).toMatchObject({
      code: 'template_wrong',
      params: { place: '1', why: 'field_unknown' },
    });
    const asked = await rig.ask(rig.manager, 'paper.templatePreview', { ...target, body: json(unknown) });
    expect(asked.problems).toEqual([
      { code: 'template_wrong', params: { place: '1', why: 'field_unknown' } },
    ]);
    expect(rig.all('SELECT id FROM print_template')).toEqual([]);
    expect(
      await rig.refuse(rig.dispatcher, 'paper.saveTemplate', {
        ...target,
        body: json(saying('x')),
        activate: true,
      }),
    ).toMatchObject({ code: 'forbidden' });
  });

  it('goes out as a file and comes in again; another document’s, or no template at all, is refused', async () => {
    const rig = await paperRig();
    const saved = await save(rig, saying('第一版'));
    const file = await rig.ask(rig.manager, 'paper.exportTemplate', { id: saved.id });
    expect(file.name).toBe('service_slip-roll80-v1.json');
    const read = (kind: 'service_slip' | 'receipt', text: string) =>
      ({ kind, paper: 'roll80', text }) as const;
    const back = await rig.ask(rig.manager, 'paper.readTemplateFile', read('service_slip', file.text));
    expect(back).toEqual({ body: saying('第一版'), paper: 'roll80' });
    expect(await rig.refuse(rig.manager, 'paper.readTemplateFile', read('receipt', file.text))).toMatchObject(
      { code: 'template_other_document', params: { found: 'service_slip' } },
    );
    expect(
      await rig.refuse(rig.manager, 'paper.readTemplateFile', read('service_slip', '{"a":1}')),
    ).toMatchObject({ code: 'template_wrong' });
    const newer = file.text.replace('"format": 1', '"format": 2');
    expect(
      await rig.refuse(rig.manager, 'paper.readTemplateFile', read('service_slip', newer)),
    ).toMatchObject({ code: 'template_newer' });
  });

  it('shows a page as the page that is printed', async () => {
    const rig = await paperRig();
    const shown = await rig.ask(rig.manager, 'paper.templatePreview', {
      kind: 'service_slip',
      paper: 'a5',
      body: json(saying('<script>页面</script>')),
    });
    expect(shown.sheet).toMatchObject({ widthMicrons: 148_000, heightMicrons: 210_000 });
    expect(shown.sheet?.html).toContain('@page { size: 148mm 210mm;');
    expect(shown.sheet?.html).not.toContain('<script');
  });
});
