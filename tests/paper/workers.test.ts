import { expect, test } from 'vitest';
import { type PaperRig, paperRig, readyOrder, sandboxPrinter } from './rig.ts';

async function printerAt(rig: PaperRig, target: string, name: string): Promise<string> {
  const made = await rig.ask(rig.manager, 'paper.savePrinter', {
    name,
    kind: 'tcp',
    target,
    paper: 'roll80',
  });
  return made.printerId;
}

const print = async (rig: PaperRig, printerId: string, orderIds: string[], copies = 1) =>
  (await rig.ask(rig.dispatcher, 'paper.print', { kind: 'service_slip', ids: orderIds, printerId, copies }))
    .jobs;

const states = (rig: PaperRig, printerId: string) =>
  Object.fromEntries(
    rig
      .all<{ state: string; n: number }>(
        'SELECT state, count(*) AS n FROM print_job WHERE printer_id = ? GROUP BY state',
        printerId,
      )
      .map((row) => [row.state, row.n]),
  );

test('a printer that stands still holds up nobody else, also papers that come meanwhile', async () => {
  const rig = await paperRig({ seed: 31 });
  const slow = await sandboxPrinter(rig.outlet.env, { stallAfterBytes: 600 });
  const quick = await sandboxPrinter(rig.outlet.env);
  const stuck = await printerAt(rig, `${slow.host}:${slow.port}`, '站住的');
  const fine = await printerAt(rig, `${quick.host}:${quick.port}`, '好的');
  const order = await readyOrder(rig);
  await print(rig, stuck, [order.id], 5);
  const stop = new AbortController();
  rig.loop.serve(stop.signal);
  while (slow.stalls === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(states(rig, stuck)).toEqual({ sending: 1, queued: 4 });
  // The first is still under way when the receipt is asked for
  const [job] = await print(rig, fine, [order.id]);
  rig.loop.serve(stop.signal);
  while (states(rig, fine).sent !== 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(job?.printerId).toBe(fine);
  expect(quick.jobs).toHaveLength(1);
  expect(states(rig, stuck)).toEqual({ sending: 1, queued: 4 });
  stop.abort(new Error('over'));
  await rig.loop.settled();
}, 60_000);

test('six hundred papers for a printer that is off starve nobody', async () => {
  const rig = await paperRig({ seed: 32 });
  const quick = await sandboxPrinter(rig.outlet.env);
  const dead = await printerAt(rig, '127.0.0.1:1', '关机的');
  const fine = await printerAt(rig, `${quick.host}:${quick.port}`, '好的');
  const order = await readyOrder(rig);
  const [first] = await print(rig, dead, [order.id]);
  rig.outlet.store.gate.run(
    { command: 'test.many', requestId: rig.outlet.env.newId(), deskId: 'test', staffId: null },
    (tx) => {
      const row = tx.get<Record<string, string | number | null>>(
        `SELECT printer_id, document_kind, document_id, document_number, work_order_id, copy_no, state, data_sealed, key_id, staff_id, at
         FROM print_job WHERE id = ?`,
        first!.jobId,
      )!;
      for (let copy = 0; copy < 600; copy += 1) tx.insert('print_job', { ...row });
    },
  );
  await print(rig, fine, [order.id]);
  await rig.round();
  expect(states(rig, fine)).toEqual({ sent: 1 });
  // One was tried; the printer's others wait for its retry and use up no attempt of their own
  expect(states(rig, dead)).toEqual({ failed: 1, queued: 600 });
  await rig.round();
  expect(states(rig, dead)).toEqual({ failed: 1, queued: 600 });
}, 60_000);

test('whoever puts paper in and prints gets that paper at once, and the older ones follow in order', async () => {
  const rig = await paperRig({ seed: 33 });
  const printer = await sandboxPrinter(rig.outlet.env, { paper: 'out' });
  const id = await printerAt(rig, `${printer.host}:${printer.port}`, '缺纸的');
  const order = await readyOrder(rig);
  const old = await print(rig, id, [order.id], 3);
  await rig.round();
  expect(states(rig, id)).toEqual({ failed: 1, queued: 2 });
  printer.behave({ paper: 'ok' });
  await rig.round();
  expect(printer.jobs).toHaveLength(0);
  await print(rig, id, [order.id]);
  await rig.round();
  expect(states(rig, id)).toEqual({ sent: 4 });
  const copies = printer.jobs.map((job) => /第(\d)次/.exec(new TextDecoder('gb18030').decode(job))?.[1]);
  expect(copies).toEqual(['4', ...old.map((job) => String(job.copyNo))]);
}, 60_000);

test('a clock that was set back makes nothing wait for years', async () => {
  const rig = await paperRig({ seed: 34 });
  const printer = await sandboxPrinter(rig.outlet.env, { paper: 'out' });
  const id = await printerAt(rig, `${printer.host}:${printer.port}`, '缺纸的');
  const order = await readyOrder(rig);
  await print(rig, id, [order.id]);
  await rig.round();
  expect(states(rig, id)).toEqual({ failed: 1 });
  printer.behave({ paper: 'ok' });
  rig.outlet.env.jump(-86_400_000);
  await rig.round();
  expect(states(rig, id)).toEqual({ sent: 1 });
}, 60_000);
