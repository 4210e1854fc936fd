import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { PrinterBehaviour } from '../../main/printing/sandbox/behaviour.ts';
import type { PrinterSandbox } from '../../main/printing/sandbox/printer-sandbox.ts';
import { type PaperRig, paperEnv, paperRig, readyOrder, sandboxPrinter } from './rig.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Hostile {
  name: string;
  behaviour: Partial<PrinterBehaviour> | 'deaf' | 'no such name';
  /** What becomes of its paper, what is said of it, and how many papers it ever began. */
  state: 'sent' | 'failed' | 'unknown';
  fault: string | null;
  begun: 0 | 1;
}

/** What printers do; each has one slip in the queue. */
const hostile: Hostile[] = [
  { name: '慢', behaviour: { slowMs: 150 }, state: 'sent', fault: null, begun: 1 },
  { name: '不出声', behaviour: { status: 'silent' }, state: 'sent', fault: null, begun: 1 },
  { name: '回话迟', behaviour: { answersLateMs: 1_500 }, state: 'sent', fault: null, begun: 1 },
  {
    name: '答非所问',
    behaviour: { status: 'garbage' },
    state: 'failed',
    fault: 'printer_answer_strange',
    begun: 0,
  },
  {
    name: '打到一半乱说',
    behaviour: { garbageAfterBytes: 700 },
    state: 'unknown',
    fault: 'printer_answer_strange',
    begun: 1,
  },
  {
    name: '打到一半断线',
    behaviour: { resetAfterBytes: 900 },
    state: 'unknown',
    fault: 'printer_interrupted',
    begun: 1,
  },
  {
    name: '打到一半挂断',
    behaviour: { closeAfterBytes: 500 },
    state: 'unknown',
    fault: 'printer_interrupted',
    begun: 1,
  },
  {
    name: '打到一半站住',
    behaviour: { stallAfterBytes: 600 },
    state: 'unknown',
    fault: 'printer_interrupted',
    begun: 1,
  },
  {
    name: '打到一半没纸',
    behaviour: { paperOutAfterBytes: 800 },
    state: 'unknown',
    fault: 'printer_paper_out',
    begun: 1,
  },
  {
    name: '半边挂断',
    behaviour: { halfCloses: true },
    state: 'failed',
    fault: 'printer_offline',
    begun: 0,
  },
  { name: '开着盖', behaviour: { cover: 'open' }, state: 'failed', fault: 'printer_cover_open', begun: 0 },
  // Takes the line, never reads: nothing tells it from a printer that says nothing.
  { name: '聋', behaviour: 'deaf', state: 'sent', fault: null, begun: 0 },
  { name: '查无此机', behaviour: 'no such name', state: 'failed', fault: 'printer_offline', begun: 0 },
];

/** Accepts and never reads a byte. */
async function deafPrinter(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const add = async (rig: PaperRig, name: string, target: string) =>
  (await rig.ask(rig.manager, 'paper.savePrinter', { name, kind: 'tcp', target, paper: 'roll80' })).printerId;

const stateOf = (rig: PaperRig, jobId: string) => {
  const row = rig.one<{ state: string; confirmed: number; wrote: number; fault: string | null }>(
    'SELECT state, confirmed, wrote, fault FROM print_job WHERE id = ?',
    jobId,
  );
  const fault = row.fault === null ? null : (JSON.parse(row.fault) as { code: string }).code;
  return { ...row, fault };
};

test('thirteen printers at once, each bad in its own way, and a good one: nobody is held up, nothing comes out twice', async () => {
  const env = paperEnv(71);
  // Patience is cut short here, or a test of printers that stand still would take their minutes.
  env.sleep = (ms, signal) =>
    new Promise((done, failed) => {
      const timer = setTimeout(done, Math.min(ms, 2_500));
      signal?.addEventListener('abort', () => (clearTimeout(timer), failed(signal.reason as Error)));
    });
  const rig = await paperRig({ env });
  const order = await readyOrder(rig);
  const cases: (Hostile & { jobId: string; printer: PrinterSandbox | null })[] = [];
  const print = async (printerId: string) => {
    const made = await rig.ask(rig.dispatcher, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId,
    });
    return made.jobs[0]?.jobId ?? '';
  };
  for (const one of hostile) {
    const printer = typeof one.behaviour === 'object' ? await sandboxPrinter(env, one.behaviour) : null;
    const target =
      printer !== null
        ? `${printer.host}:${printer.port}`
        : one.behaviour === 'deaf'
          ? await deafPrinter()
          : 'no-such-printer.invalid:9100';
    cases.push({ ...one, printer, jobId: await print(await add(rig, one.name, target)) });
  }
  // Last in the queue, first on paper.
  const good = await sandboxPrinter(env);
  const goodId = await add(rig, '好的', `${good.host}:${good.port}`);
  const goodJob = await print(goodId);
  const stop = new AbortController();
  rig.loop.serve(stop.signal);
  while (stateOf(rig, goodJob).state !== 'sent') await new Promise((done) => setTimeout(done, 5));
  const underWay = cases.filter(({ jobId }) => stateOf(rig, jobId).state === 'sending');
  expect(underWay.length, 'others are still busy').toBeGreaterThanOrEqual(3);
  expect(stateOf(rig, goodJob)).toMatchObject({ confirmed: 1, fault: null });
  // While they hang, the good one goes on.
  const next = await print(goodId);
  rig.loop.serve(stop.signal);
  while (stateOf(rig, next).state !== 'sent') await new Promise((done) => setTimeout(done, 5));
  await rig.loop.settled();
  for (const { name, jobId, state, fault, printer, begun } of cases) {
    expect(stateOf(rig, jobId), name).toMatchObject({ state, fault });
    if (printer !== null) expect(printer.begun, name).toBe(begun);
  }
  // Whatever is asked for later: what had begun stays as it is, what had not is tried and not begun.
  for (let hour = 0; hour < 3; hour += 1) {
    rig.outlet.env.jump(3_600_000);
    await rig.round();
  }
  for (const { name, jobId, state, printer, begun } of cases) {
    expect(stateOf(rig, jobId).state, name).toBe(state);
    if (printer !== null) expect(printer.begun, name).toBe(begun);
  }
  expect(good.jobs).toHaveLength(2);
}, 120_000);

test('one printer under two names in the routes, and two papers at once: each comes out once and whole', async () => {
  const rig = await paperRig({ seed: 72 });
  const printer = await sandboxPrinter(rig.outlet.env, { slowMs: 0 });
  const target = `${printer.host}:${printer.port}`;
  const [a, b] = [await add(rig, '前台', target), await add(rig, '前台（又一次）', target)];
  const order = await readyOrder(rig);
  for (const printerId of [a, b, a, b])
    await rig.ask(rig.dispatcher, 'paper.print', { kind: 'service_slip', ids: [order.id], printerId });
  await rig.round();
  expect(rig.all("SELECT DISTINCT state FROM print_job WHERE document_kind = 'service_slip'")).toEqual([
    { state: 'sent' },
  ]);
  const copies = printer.jobs.map((job) => /第(\d)次/.exec(new TextDecoder('gb18030').decode(job))?.[1]);
  expect(copies.toSorted()).toEqual(['1', '2', '3', '4']);
}, 60_000);
