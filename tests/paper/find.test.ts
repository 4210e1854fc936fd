import { expect, test } from 'vitest';
import type { PrintKind } from '../../domain/paper/kinds.ts';
import { addStaff } from '../support/test-outlet.ts';
import { everyPaper, hardName } from './every-paper.ts';
import { paperRig, readyOrder } from './rig.ts';

test('the code in the corner of every paper leads back to it', async () => {
  const rig = await paperRig({ seed: 81 });
  const ids = await everyPaper(rig);
  const { jobs } = await rig.ask(rig.manager, 'paper.print', {
    kind: 'service_slip',
    ids: [ids.service_slip!],
  });
  ids.service_slip = jobs[0]!.documentId;
  const named: PrintKind[] = ['part_label', 'bin_label'];
  for (const [kind, id] of Object.entries(ids) as [PrintKind, string][]) {
    // Labels of parts and shelves lead to the thing, not to a paper
    if (named.includes(kind)) continue;
    const { lines } = await rig.ask(rig.manager, 'paper.preview', { kind, id });
    const code = /\[QR (.+)\]/u.exec(lines.join('\n'))?.[1] ?? '';
    const { papers } = await rig.ask(rig.manager, 'paper.find', { code: ` ${code.toLowerCase()} ` });
    expect(
      papers.map((paper) => [paper.kind, paper.id]),
      code,
    ).toContainEqual([kind, id]);
  }
}, 60_000);

test('a void slip says so and which stands for it; what is nobody’s and what is not yours is not found', async () => {
  const rig = await paperRig({ seed: 82 });
  const order = await readyOrder(rig);
  const print = async () =>
    (await rig.ask(rig.dispatcher, 'paper.print', { kind: 'service_slip', ids: [order.id] })).jobs[0]!;
  const first = await print();
  const { version } = rig.one<{ version: number }>('SELECT version FROM work_order WHERE id = ?', order.id);
  await rig.ask(rig.dispatcher, 'orders.editUser', { id: order.id, version, name: '祁望秋' });
  const second = await print();
  const { papers } = await rig.ask(rig.dispatcher, 'paper.find', { code: first.documentNumber });
  expect(papers).toEqual([
    {
      kind: 'service_slip',
      id: first.documentId,
      number: first.documentNumber,
      orderId: order.id,
      orderNumber: order.number,
      copies: 1,
      voided: true,
      replacedBy: second.documentNumber,
    },
  ]);
  const unknown = { code: 'paper_code_unknown', params: { code: 'PG0000' } };
  expect(await rig.refuse(rig.dispatcher, 'paper.find', { code: 'PG0000' })).toEqual(unknown);
  const as = await addStaff(rig.outlet, { roles: ['nobody'], grants: { 'print.run': 'own' }, name: '外人' });
  const stranger = rig.outlet.session({ as, deskId: 'desk-x' });
  expect(await rig.refuse(stranger, 'paper.find', { code: first.documentNumber })).toMatchObject({
    code: 'paper_code_unknown',
  });
  const day = rig.one<{ day: string }>('SELECT day FROM slip WHERE id = ?', first.documentId).day;
  const count = await rig.ask(rig.dispatcher, 'paper.count', { day });
  expect(count.toCallBack).toMatchObject([{ number: first.documentNumber, orderId: order.id }]);
}, 60_000);

test('who is erased is gone from the lists of many that wait to be printed again', async () => {
  const rig = await paperRig({ seed: 83 });
  const ids = await everyPaper(rig);
  const jobs: { jobId: string }[] = [];
  for (const kind of ['day_list', 'payer_statement', 'customer_statement'] as const)
    jobs.push(
      ...(await rig.ask(rig.manager, 'paper.print', { kind, ids: [ids[kind]!], printerId: 'P-80' })).jobs,
    );
  const held = () => rig.all<{ data_sealed: string }>('SELECT data_sealed FROM print_job ORDER BY seq');
  for (const { data_sealed: data } of held()) expect(data).toContain(hardName);
  const { gate } = rig.outlet.store;
  gate.run({ command: 'test', requestId: rig.outlet.env.newId(), deskId: 'test', staffId: null }, (tx) => {
    for (const order of tx.all<{ id: string }>('SELECT id FROM work_order'))
      tx.update('work_order', order.id, { state: 'closed' });
  });
  const customer = rig.one<{ id: string; version: number }>(
    "SELECT id, version FROM customer WHERE phone = '13800000101'",
  );
  await rig.ask(rig.manager, 'customers.erase', customer);
  expect(held().map((job) => job.data_sealed)).toEqual(jobs.map(() => 'open:null'));
  await rig.round();
  expect(rig.one('SELECT state, fault FROM print_job WHERE id = ?', jobs[0]!.jobId)).toMatchObject({
    state: 'failed',
    fault: expect.stringContaining('print_data_gone'),
  });
}, 60_000);
