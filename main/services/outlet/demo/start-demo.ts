import { readDemoFile, seedOutletRow, seedSteps, type DemoFile } from '../../../../db/seed/index.ts';
import { planOrder } from '../../../../db/seed/history/plan.ts';
import { writeSliced, type Unit } from '../../../../db/seed/slices.ts';
import type { Store } from '../../../../db/store.ts';
import type { Env } from '../../../../domain/kernel/env.ts';
import { addMonths, businessDay, dayStartMs, monthOf } from '../../../../domain/time/business-day.ts';
import type { JobRun } from '../../jobs/kind.ts';
import type { LoopParts } from '../../loops.ts';
import { getSetting, readerOf } from '../../masters.ts';
import { hashPin } from '../../session/pin.ts';
import { putSetting } from '../settings.ts';
import { Intake, listDemoOrders, olderScale, sourceOf } from './intake.ts';
import { plantSituations } from './situations/index.ts';
import { writeOrderPlan } from './write-order.ts';

/** Days that are written before the first screen: what today's work hangs on. */
const recentDays = 14;
/** The sandboxes send what was created after this long before now; the history before it is ours. */
const liveMs = 3 * 3_600_000;

/** Where the story stands still: written once, so that a restart goes on with the same one. */
export interface DemoAnchor {
  /** The moment the demo began. */
  now: number;
  firstMonth: string;
  recentFrom: number;
  liveFrom: number;
  olderFrom: number;
}

export type Progress = (milli: number | null, code?: string) => void;

/** Job `outlet.demo`: masters and two weeks; the older months follow while people can log in. */
export async function demoJob(run: JobRun): Promise<{ orders: number }> {
  return makeDemo(run.store, run.env, run.progress.bind(run), run.signal);
}

/**
 * The same without a job, for hosts that begin as a demo. `older: false` leaves the long history to the loop;
 * `everyNth` writes that share of it only (a test's sample).
 */
export async function makeDemo(
  store: Store,
  env: Env,
  progress: Progress = () => undefined,
  signal?: AbortSignal,
  options: { older?: boolean; everyNth?: number } = {},
): Promise<{ orders: number }> {
  const anchor = await openAnchor(store, env);
  const people = readDemoFile().staff;
  const pinHashes: Record<string, string> = {};
  for (const person of people) pinHashes[person.id] = await hashPin(env, person.demo_pin);
  progress(20, 'masters');
  const steps = seedSteps(store, {
    pinHashes,
    today: businessDay(anchor.now),
    firstMonth: anchor.firstMonth,
    env,
  });
  let demo: DemoFile | null = null;
  while (demo === null) {
    const step = steps.next();
    if (step.done === true) demo = step.value;
    else progress(20 + Math.round(step.value * 0.13), 'masters');
    await turn(signal);
  }
  const recent = await writeSpan(store, demo, anchor, 'recent', signal, (part) =>
    progress(150 + Math.round(part * 150), 'recent'),
  );
  await plantSituations(store, env, anchor.now, () => turn(signal));
  if (store.read.prepare('SELECT 1 FROM outlet').get() === undefined) seedOutletRow(store, demo);
  if (options.older === false) return { orders: recent };
  const older = await finishHistory(
    store,
    demo,
    anchor,
    signal,
    (part) => progress(300 + Math.round(part * 690), 'older'),
    options.everyNth,
  );
  return { orders: recent + older };
}

/** Goes on with older history that a host did not finish; nothing to do in any other outlet. */
export async function resumeHistory(parts: Pick<LoopParts, 'env' | 'store'>): Promise<void> {
  const { store } = parts;
  const reader = readerOf(store.read);
  const anchor = getSetting<DemoAnchor | null>(reader, 'demo', 'anchor', null);
  if (anchor === null || getSetting<string>(reader, 'demo', 'history', '') === 'done') return;
  if (store.read.prepare("SELECT 1 FROM job WHERE kind = 'outlet.demo' AND state = 'running'").get()) return;
  await finishHistory(store, readDemoFile(), anchor);
}

async function openAnchor(store: Store, env: Env): Promise<DemoAnchor> {
  const known = getSetting<DemoAnchor | null>(readerOf(store.read), 'demo', 'anchor', null);
  if (known !== null) return known;
  const now = env.now();
  const hour = 3_600_000;
  const firstMonth = addMonths(monthOf(businessDay(now)), 1 - readDemoFile().history_seed.months);
  const anchor: DemoAnchor = {
    now,
    firstMonth,
    recentFrom: Math.floor((now - recentDays * 24 * hour) / hour) * hour,
    liveFrom: now - liveMs,
    olderFrom: dayStartMs(`${firstMonth}-01`),
  };
  store.gate.run(systemCall('system.demo_anchor', 'demo-anchor'), (tx) => {
    putSetting(tx, 'demo', 'anchor', anchor);
    putSetting(tx, 'demo', 'sandbox_from', anchor.recentFrom);
  });
  return anchor;
}

async function finishHistory(
  store: Store,
  demo: DemoFile,
  anchor: DemoAnchor,
  signal?: AbortSignal,
  told?: (part: number) => void,
  everyNth = 1,
): Promise<number> {
  const written = await writeSpan(store, demo, anchor, 'older', signal, told, everyNth);
  closeOldPeriods(store, anchor);
  return written;
}

async function writeSpan(
  store: Store,
  demo: DemoFile,
  anchor: DemoAnchor,
  span: 'recent' | 'older',
  signal?: AbortSignal,
  told: (part: number) => void = () => undefined,
  everyNth = 1,
): Promise<number> {
  const list = listSpan(demo, anchor, span).filter((_, index) => index % everyNth === 0);
  const plan = planner(demo, anchor);
  const name = `demo_${span}_${store.gate.head}`;
  // Planned and read before the call: only the writing of one order happens inside the gate.
  for (const [at, sent] of list.entries()) {
    for (const _ of writeSliced(store, `${name}_${at}`, [plan(sent)], undefined, `system.demo_${span}`))
      await turn(signal);
    if (at % 4 === 0) told(at / list.length);
  }
  return list.length;
}

/** From an order as it was sent to the unit that writes it, fate and payload worked out already. */
function planner(demo: DemoFile, anchor: DemoAnchor): (row: ReturnType<typeof listSpan>[number]) => Unit {
  const intake = new Intake(demo, anchor.now);
  const people = new Map(demo.staff.map((person) => [person.id, person]));
  return ({ connection, order }) => {
    const plan = planOrder(sourceOf(connection, order, anchor.now), {
      demo,
      seed: 'fate',
      now: anchor.now,
      dispatcherId: 'S02',
      accountantId: 'S04',
    });
    const man = plan.staffId === null ? undefined : people.get(plan.staffId);
    const account = demo.platform_worker_accounts.find(
      (one) => one.staff === plan.staffId && one.connection === connection,
    );
    const worker =
      man === undefined ? null : { id: account?.worker_id ?? 'W0', name: man.name, phone: man.phone };
    const taken = intake.take(order, plan, worker);
    return (tx) => void writeOrderPlan(tx, demo, plan, taken);
  };
}

/** Orders of a span. The last hours of the two sandboxes are left to them: they arrive by pull, as in life. */
export function listSpan(
  demo: DemoFile,
  anchor: DemoAnchor,
  span: 'recent' | 'older',
): ReturnType<typeof listDemoOrders> {
  const recent = () =>
    listDemoOrders(demo, anchor.recentFrom, anchor.now, 1).filter(
      ({ connection, order }) =>
        order.createdAt < anchor.liveFrom || (connection !== 'C-OWN' && connection !== 'C-TM'),
    );
  if (span === 'recent') return recent();
  const scale = olderScale(demo, recent().length, anchor.olderFrom, anchor.recentFrom);
  return listDemoOrders(demo, anchor.olderFrom, anchor.recentFrom, scale);
}

/** Months before the last two are closed, as the accountant would have left them. */
function closeOldPeriods(store: Store, anchor: DemoAnchor): void {
  const openFrom = addMonths(monthOf(businessDay(anchor.now)), -1);
  store.gate.run(systemCall('system.demo_close', `demo-close-${store.gate.head}`), (tx) => {
    for (const { id } of tx.all<{ id: string }>(
      "SELECT id FROM period WHERE id < ? AND state = 'open' ORDER BY id",
      openFrom,
    )) {
      tx.update('period', id, { state: 'closed', closed_at: tx.at });
      tx.audit({ action: 'period.close', entity: 'period', entityId: id });
    }
    putSetting(tx, 'demo', 'history', 'done');
  });
}

const systemCall = (command: string, requestId: string) => ({
  command,
  requestId,
  deskId: 'system',
  staffId: null,
});

/** Windows and platforms get their turn between two slices. */
async function turn(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
