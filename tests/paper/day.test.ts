import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { businessDay } from '../../domain/time/business-day.ts';
import type { DayResult } from '../../main/services/paper/day.ts';
import { type PaperRig, paperRig, readyOrder, sandboxPrinter } from './rig.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Takes everything, says nothing, as most printers on a network do. */
async function sink() {
  const papers: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    const pieces: Buffer[] = [];
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.on('end', () => {
      papers.push(Buffer.concat(pieces));
      socket.end();
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { papers, target: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const add = async (rig: PaperRig, target: string) =>
  (
    await rig.ask(rig.manager, 'paper.savePrinter', {
      name: '前台 80 毫米',
      kind: 'tcp',
      target,
      paper: 'roll80',
    })
  ).printerId;

/** Orders of today, given to two technicians in turn. */
async function dayOf(rig: PaperRig, count: number): Promise<{ id: string; number: string }[]> {
  const orders: { id: string; number: string }[] = [];
  for (let at = 0; at < count; at += 1)
    orders.push(
      await readyOrder(rig, {
        phone: `1380${String(at).padStart(7, '0')}`,
        staffId: at % 2 === 0 ? 'T01' : 'T02',
      }),
    );
  const day = businessDay(rig.outlet.env.now(), 'Asia/Shanghai');
  rig.outlet.store.gate.run(
    { command: 'test.day', requestId: rig.outlet.env.newId(), deskId: 'test', staffId: null },
    (tx) => {
      for (const { id } of orders) tx.update('work_order', id, { appointment_day: day });
    },
  );
  return orders;
}

async function printDay(rig: PaperRig, printerId: string, again = false) {
  const started = await rig.ask(rig.manager, 'paper.day', { printerId, again });
  await rig.outlet.jobs.finished(started.jobId);
  const job = await rig.ask(rig.manager, 'jobs.get', { id: started.jobId });
  return { started, job, result: job.result as unknown as DayResult };
}

test('three hundred slips of a day go to a printer that says nothing, in one job, each once and whole', async () => {
  const rig = await paperRig({ seed: 41 });
  // A silent printer is waited for; here nobody has to.
  rig.outlet.env.sleep = (ms, signal) =>
    new Promise((done, failed) => {
      const timer = setTimeout(done, Math.min(ms, 300));
      signal?.addEventListener('abort', () => (clearTimeout(timer), failed(signal.reason as Error)));
    });
  const { papers, target } = await sink();
  const printerId = await add(rig, target);
  const orders = await dayOf(rig, 300);
  const { started, job, result } = await printDay(rig, printerId);
  expect(started.orders).toBe(300);
  expect(job).toMatchObject({ state: 'done', progressMilli: 1000 });
  expect(result).toEqual({ total: 300, queued: 300, left: [], stopped: false });
  await rig.round();
  expect(rig.all('SELECT state, count(*) AS n FROM print_job GROUP BY state')).toEqual([
    { state: 'sent', n: 300 },
  ]);
  const slips = rig.all<{ number: string }>('SELECT document_number AS number FROM print_job ORDER BY seq');
  expect(papers).toHaveLength(300);
  // In the order they were counted, technician by technician, and each says its own number.
  papers.forEach((paper, at) => {
    expect(paper.includes(slips[at]?.number ?? '?')).toBe(true);
  });
  const staff = rig.all<{ staff_id: string }>(
    'SELECT w.staff_id FROM print_job j JOIN work_order w ON w.id = j.work_order_id ORDER BY j.seq',
  );
  expect(new Set(staff.map((row) => row.staff_id)).size).toBe(2);
  expect(staff.slice(0, 150).every((row) => row.staff_id === staff[0]?.staff_id)).toBe(true);
  expect(orders).toHaveLength(300);
  // Nothing is left of this day; asked again on purpose, all come once more as second copies.
  expect((await printDay(rig, printerId)).started.orders).toBe(0);
}, 120_000);

test('a printer that confirms gets all slips on one line, one that hangs up in between gets each slip once', async () => {
  const rig = await paperRig({ seed: 42 });
  const printer = await sandboxPrinter(rig.outlet.env);
  const printerId = await add(rig, `${printer.host}:${printer.port}`);
  await dayOf(rig, 12);
  const { result } = await printDay(rig, printerId);
  expect(result.queued).toBe(12);
  await rig.round();
  expect(printer.jobs).toHaveLength(12);
  expect(printer.connections).toBe(1);
  expect(rig.all('SELECT state, confirmed, count(*) AS n FROM print_job GROUP BY 1, 2')).toEqual([
    { state: 'sent', confirmed: 1, n: 12 },
  ]);
  // Once more, with a reset in the middle of the third: it is left to a person, the others follow on new lines.
  const length = printer.jobs[0]?.length ?? 0;
  printer.behave({ resetAfterBytes: length * 2 + 500 });
  expect((await printDay(rig, printerId, true)).result.queued).toBe(12);
  const second = rig.round();
  while (rig.one<{ n: number }>("SELECT count(*) AS n FROM print_job WHERE state = 'unknown'").n === 0)
    await new Promise((done) => setTimeout(done, 10));
  printer.behave({ resetAfterBytes: null });
  await second;
  const states = Object.fromEntries(
    rig
      .all<{ state: string; n: number }>(
        'SELECT state, count(*) AS n FROM print_job WHERE copy_no = 2 GROUP BY state',
      )
      .map((row) => [row.state, row.n]),
  );
  expect((states['sent'] ?? 0) + (states['unknown'] ?? 0)).toBe(12);
  expect(states['unknown']).toBeGreaterThan(0);
}, 60_000);

test('a paper stopped under way leaves the printer at once and is left to a person', async () => {
  const rig = await paperRig({ seed: 43 });
  const printer = await sandboxPrinter(rig.outlet.env, { stallAfterBytes: 200 });
  const printerId = await add(rig, `${printer.host}:${printer.port}`);
  // More than a line holds by itself, so that it stands still with bytes under way
  const order = await readyOrder(rig);
  const [made] = (
    await rig.ask(rig.manager, 'paper.print', { kind: 'service_slip', ids: [order.id], printerId })
  ).jobs;
  const round = rig.round();
  while (printer.stalls === 0) await new Promise((done) => setTimeout(done, 10));
  const row = () =>
    rig.one<{ version: number; state: string; fault: string }>(
      'SELECT version, state, fault FROM print_job WHERE id = ?',
      made?.jobId,
    );
  expect(row().state).toBe('sending');
  const stopped = await rig.ask(rig.manager, 'paper.cancel', {
    jobId: made?.jobId ?? '',
    version: row().version,
  });
  expect(stopped.state).toBe('unknown');
  rig.loop.serve(new AbortController().signal);
  await round;
  expect(row()).toMatchObject({ state: 'unknown', version: stopped.version });
  expect(JSON.parse(row().fault)).toMatchObject({ code: 'print_stopped' });
  await rig.ask(rig.manager, 'paper.cancel', { jobId: made?.jobId ?? '', version: stopped.version });
  expect(row().state).toBe('cancelled');
}, 60_000);
