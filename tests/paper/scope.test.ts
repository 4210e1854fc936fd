import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printKinds, type PrintKind } from '../../domain/paper/kinds.ts';
import { readRightOf } from '../../domain/paper/paper-scope.ts';
import type { Session } from '../../main/services/context.ts';
import { addStaff } from '../support/test-outlet.ts';
import { everyPaper } from './every-paper.ts';
import { type PaperRig, paperRig, readyOrder } from './rig.ts';
import { pdfText } from '../printing/support/pdf-text.ts';

const phone = '13800000101';
const spoken = '138 0000 0101';
const door = '栖云里1栋104';
const wish = '门铃坏了敲三下';

async function personWith(rig: PaperRig, ...roles: string[]): Promise<Session> {
  const as = await addStaff(rig.outlet, { roles, name: '苗库管' });
  return rig.outlet.session({ as, deskId: `desk-${roles[0]}` });
}

/** One order of T01 (team G1) and a paper of each kind that hangs on it; ids as `paper.print` takes them. */
async function papersOf(rig: PaperRig): Promise<Record<string, string>> {
  const order = await readyOrder(rig);
  const { env, store } = rig.outlet;
  const call = { command: 'test.papers', requestId: env.newId(), deskId: 'test', staffId: null };
  return store.gate.run(call, (tx) => {
    tx.update('work_order', order.id, { remark: wish });
    const at = { business_day: '2026-11-22', at: tx.at };
    const document = (kind: string) =>
      tx.insert('document', { ...at, kind, number: `N-${kind}`, state: 'posted', staff_id: 'T01' });
    const receipt = tx.insert('payment', {
      number: 'SJ1',
      work_order_id: order.id,
      staff_id: 'T01',
      method: 'cash',
      purpose: 'fee',
      amount_fen: 3000,
      at: tx.at,
      day: '2026-11-22',
    });
    const oldPart = tx.insert('old_part', {
      part_id: 'LZ-001',
      work_order_id: order.id,
      quantity_milli: 1000,
      state: 'with_technician',
      holder_staff_id: 'T01',
      amount_fen: 0,
      at: tx.at,
    });
    return {
      service_slip: order.id,
      issue_slip: document('issue'),
      return_document: document('return'),
      receipt,
      old_part_label: oldPart,
    };
  });
}

const kindsOf = (papers: Record<string, string>) =>
  Object.entries(papers).filter(([kind]) => kind !== 'return_document') as [PrintKind, string][];

test('what a storekeeper prints, looks at or draws as PDF shows no number and no door', async () => {
  const rig = await paperRig({ seed: 51 });
  const { service_slip: id } = await papersOf(rig);
  const keeper = await personWith(rig, 'storekeeper');
  const folder = join(rig.outlet.dir, 'prints', '80mm');
  const printed = async (session: Session) => {
    await rig.ask(session, 'paper.print', { kind: 'service_slip', ids: [id!], printerId: 'P-80' });
    await rig.round();
    const newest = readdirSync(folder).sort().at(-1)!;
    return new TextDecoder('gb18030').decode(readFileSync(join(folder, newest)));
  };
  const drawn = async (session: Session) => {
    const { jobId } = await rig.ask(session, 'paper.pdf', { kind: 'service_slip', ids: [id!] });
    await rig.outlet.jobs.finished(jobId);
    const { result } = await rig.ask(session, 'jobs.get', { id: jobId });
    return pdfText(await rig.outlet.blobs.get((result as { hash: string }).hash));
  };
  const looked = async (session: Session) =>
    (await rig.ask(session, 'paper.preview', { kind: 'service_slip', id: id! })).lines.join('\n');
  for (const paper of [await printed(keeper), await looked(keeper), await drawn(keeper)]) {
    for (const secret of [phone, spoken, door, wish])
      expect(paper.replaceAll(' ', '')).not.toContain(secret.replaceAll(' ', ''));
    expect(paper).toContain('****');
    // What the role may see stands there: the paper is of use to whoever prints it
    expect(paper).toContain('祁望春');
    expect(paper).toContain('KFR-26GW/LZA1');
  }
  for (const paper of [
    await printed(rig.dispatcher),
    await looked(rig.dispatcher),
    await drawn(rig.dispatcher),
  ])
    for (const told of [spoken, door, wish])
      expect(paper.replaceAll(' ', '')).toContain(told.replaceAll(' ', ''));
}, 120_000);

test('one who may see nobody gets a receipt without a name', async () => {
  const rig = await paperRig({ seed: 52 });
  const { receipt } = await papersOf(rig);
  const as = await addStaff(rig.outlet, { roles: [], name: '苗库管', grants: { 'print.run': 'all' } });
  const blind = rig.outlet.session({ as, deskId: 'desk-x' });
  const seen = await rig.ask(blind, 'paper.preview', { kind: 'receipt', id: receipt! });
  expect(seen.lines.join('\n')).toContain('祁**');
  expect(JSON.stringify(seen)).not.toContain('祁望春');
}, 60_000);

test('a team leader prints papers of the own team and no other, whatever their kind', async () => {
  const rig = await paperRig({ seed: 53 });
  const papers = await papersOf(rig);
  const own = rig.outlet.session({ as: 'T01', deskId: 'desk-1' });
  const other = rig.outlet.session({ as: 'T05', deskId: 'desk-2' });
  const forbidden = { code: 'forbidden', params: { action: 'print.run' } };
  for (const [kind, id] of kindsOf(papers)) {
    expect(await rig.refuse(other, 'paper.preview', { kind, id }), kind).toEqual(forbidden);
    expect(await rig.refuse(other, 'paper.print', { kind, ids: [id] }), kind).toEqual(forbidden);
    expect(await rig.refuse(other, 'paper.pdf', { kind, ids: [id] }), kind).toEqual(forbidden);
    const { jobs } = await rig.ask(own, 'paper.print', { kind, ids: [id] });
    expect(jobs).toHaveLength(1);
  }
  // Nor are the jobs of others theirs to move, stop or repeat
  const job = rig.one<{ id: string; version: number }>(
    'SELECT id, version FROM print_job ORDER BY seq LIMIT 1',
  );
  const target = { jobId: job.id, version: job.version };
  expect(await rig.refuse(other, 'paper.cancel', target)).toEqual(forbidden);
  expect(await rig.refuse(other, 'paper.reprint', { jobId: job.id })).toEqual(forbidden);
}, 60_000);

test('a whole paper goes to no other printer by the hand of one who sees masks', async () => {
  const rig = await paperRig({ seed: 54 });
  const papers = await papersOf(rig);
  const off = await rig.ask(rig.manager, 'paper.savePrinter', {
    name: '关机的',
    kind: 'tcp',
    target: '127.0.0.1:1',
    paper: 'roll80',
  });
  const { jobs } = await rig.ask(rig.dispatcher, 'paper.print', {
    kind: 'service_slip',
    ids: [papers.service_slip!],
    printerId: off.printerId,
  });
  await rig.round();
  const target = () => {
    const row = rig.one<{ id: string; version: number }>(
      'SELECT id, version FROM print_job WHERE id = ?',
      jobs[0]!.jobId,
    );
    return { jobId: row.id, version: row.version };
  };
  const keeper = await personWith(rig, 'storekeeper');
  const moved = await rig.refuse(keeper, 'paper.printAgain', { ...target(), printerId: 'P-80' });
  expect(moved).toMatchObject({ code: 'forbidden' });
  await rig.ask(keeper, 'paper.printAgain', target());
  await rig.round();
  await rig.ask(rig.dispatcher, 'paper.printAgain', { ...target(), printerId: 'P-80' });
}, 60_000);

test('a number is printed as what it is, or not at all', async () => {
  const rig = await paperRig({ seed: 55 });
  const papers = await papersOf(rig);
  const id = papers.return_document!;
  const fault = { code: 'paper_other_document', params: { document: 'issue_slip', number: 'N-return' } };
  expect(await rig.refuse(rig.manager, 'paper.print', { kind: 'issue_slip', ids: [id] })).toEqual(fault);
  expect(await rig.refuse(rig.manager, 'paper.preview', { kind: 'issue_slip', id })).toEqual(fault);
  expect(await rig.refuse(rig.manager, 'paper.pdf', { kind: 'issue_slip', ids: [id] })).toEqual(fault);
  expect(rig.one('SELECT printed FROM document WHERE id = ?', id)).toEqual({ printed: 0 });
  for (const [kind] of kindsOf(papers))
    expect(await rig.refuse(rig.manager, 'paper.preview', { kind, id: 'nothing' }), kind).toMatchObject({
      code: 'not_found',
    });
}, 60_000);

test('a paper of the list that nobody builds yet is offered nowhere and refused by its name', async () => {
  const rig = await paperRig({ seed: 56 });
  const { kinds } = await rig.ask(rig.manager, 'paper.printers', {});
  const offered = kinds.map((one) => one.kind);
  expect(offered).toEqual(
    expect.arrayContaining(['service_slip', 'issue_slip', 'receipt', 'old_part_label']),
  );
  expect(offered).not.toContain('calibration');
  const wrong = { code: 'input_invalid', params: { field: 'kind', problem: 'not_one_of' } };
  for (const kind of printKinds.filter((one) => !offered.includes(one))) {
    expect(await rig.refuse(rig.manager, 'paper.preview', { kind, id: 'x' })).toEqual(wrong);
    expect(await rig.refuse(rig.manager, 'paper.print', { kind, ids: ['x'] })).toEqual(wrong);
    expect(await rig.refuse(rig.manager, 'paper.saveRoute', { kind, printerId: 'P-80' })).toEqual(wrong);
  }
}, 60_000);

test('no paper of any kind shows a storekeeper a number, a door or a wish he may not see', async () => {
  const rig = await paperRig({ seed: 57 });
  const ids = Object.entries(await everyPaper(rig)) as [PrintKind, string][];
  const secrets = ['13800000101', door, '主板坏'];
  const keeper = await personWith(rig, 'storekeeper');
  const read = async (session: Session, kind: PrintKind, id: string) =>
    (await rig.ask(session, 'paper.preview', { kind, id })).lines.join('').replaceAll(/\s/gu, '');
  let whole = 0;
  for (const [kind, id] of ids) {
    if (readRightOf(kind) === null) {
      const masked = await read(keeper, kind, id);
      for (const secret of secrets) expect(masked, kind).not.toContain(secret);
    } else {
      // Pay, fines, deposits and statements are no storekeeper's to print, however wide his right to print is
      const fault = await rig.refuse(keeper, 'paper.preview', { kind, id });
      expect(fault, kind).toEqual({ code: 'forbidden', params: { action: readRightOf(kind) } });
      expect(await rig.refuse(keeper, 'paper.print', { kind, ids: [id] }), kind).toEqual(fault);
      expect(await rig.refuse(keeper, 'paper.pdf', { kind, ids: [id] }), kind).toEqual(fault);
    }
    const open = await read(rig.manager, kind, id);
    whole += secrets.filter((secret) => open.includes(secret)).length;
  }
  // The manager sees them on slip, day list, quote, inspection, three papers of custody, the request, two statements
  expect(whole).toBeGreaterThanOrEqual(13);
}, 60_000);
