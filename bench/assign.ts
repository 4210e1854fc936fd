import { join } from 'node:path';
import { realEnv } from '../main/host/env.ts';
import { startHttp } from '../main/host/http.ts';
import { openOutlet, type Outlet } from '../main/host/outlet.ts';
import type { GivingJob, Walked } from './support/desk-child.ts';
import { startDesk, type DeskProcess } from './support/desk-process.ts';
import { fillOutlet } from './support/filled-outlet.ts';
import { openerOf } from './support/http-desk.ts';
import { figure, lineOf, quantile, type BenchLine, type BenchOptions } from './support/line.ts';
import { personWith } from './support/people.ts';
import { makeRoom } from './support/rooms.ts';

const key = '5e'.repeat(32);
const seed = 20261122;
const fought = 300;
const alone = 150;
const warmUp = 50;
/** Commands of one session in process; a window may not send 600 a minute. */
const perSession = 150;

/**
 * 300 orders, two desks over HTTP, each a process of its own as a dispatcher's machine is, both want to give every one
 * of them: one begins at the front, one at the back. From the store: each order has one running assignment, none is without. Time: the givings that went through,
 * p95, against the same command in process with nobody else there, p95. Half of those run before the fight and half
 * after it, so that a slow minute of the machine strikes both.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  const home = join(makeRoom('assign'), 'outlet');
  await fillOutlet(home, { key, seed, orders: 3 * (fought + alone + warmUp) });
  const outlet = await openOutlet({ dir: home, key, env: realEnv(), checkOutputs: false });
  const door = await startHttp({ ...outlet, openers: outlet.openers, staticDir: makeRoom('pages') });
  const desks: DeskProcess[] = [];
  try {
    const person = personWith(outlet.store.read, ['orders.review', 'orders.assign', 'orders.read']);
    log?.('making orders ready');
    const jobs = await readyJobs(outlet, person, fought + alone + warmUp);
    for (const deskId of [outlet.deskId, 'bench-second-desk'])
      desks.push(await startDesk(openerOf(door, deskId)));
    for (const one of outlet.sessions.list()) outlet.sessions.login(one, person);
    const half = Math.floor(alone / 2);
    await giveAlone(outlet, person, jobs.slice(0, warmUp));
    const before = await giveAlone(outlet, person, jobs.slice(warmUp, warmUp + half));
    const contested = jobs.slice(warmUp + alone);
    const given = await fight(desks, contested);
    const after = await giveAlone(outlet, person, jobs.slice(warmUp + half, warmUp + alone));
    const { doubled, lost } = countFrom(outlet, contested);
    const base = quantile([...before, ...after], 0.95);
    const p95 = quantile(given.times, 0.95);
    yield lineOf(
      'assign',
      p95 / base,
      3,
      {
        seed,
        orders: contested.length,
        doubled,
        lost,
        refused: given.refused,
        httpMs: { p50: figure(quantile(given.times, 0.5)), p95: figure(p95) },
        aloneMs: { p50: figure(quantile([...before, ...after], 0.5)), p95: figure(base) },
      },
      doubled === 0 && lost === 0,
    );
  } finally {
    for (const desk of desks) desk.close();
    await door.close();
    await outlet.close();
  }
}

/** Milliseconds of each command, one after the other. */
async function giveAlone(outlet: Outlet, person: string, jobs: readonly GivingJob[]): Promise<number[]> {
  const session = outlet.session({ as: person });
  const times: number[] = [];
  for (const job of jobs) {
    const begun = performance.now();
    const answer = await outlet.callAny(session, 'dispatch.assign', job, { requestId: outlet.env.newId() });
    times.push(performance.now() - begun);
    if (!answer.ok) throw new Error(`dispatch.assign: ${JSON.stringify(answer.error)}`);
  }
  return times;
}

/** Both desks at once, from both ends. */
async function fight(desks: readonly DeskProcess[], jobs: readonly GivingJob[]): Promise<Walked> {
  const walked = await Promise.all(desks.map((desk, at) => desk.walk(at === 0 ? jobs : jobs.toReversed())));
  return {
    times: walked.flatMap((one) => one.times),
    refused: walked.reduce((sum, one) => sum + one.refused, 0),
  };
}

function countFrom(outlet: Outlet, jobs: readonly GivingJob[]): { doubled: number; lost: number } {
  const running = outlet.store.read
    .prepare(
      "SELECT count(*) FROM assignment WHERE work_order_id = ? AND state IN ('offered', 'accepted') AND staff_id = (SELECT staff_id FROM work_order WHERE id = work_order_id)",
    )
    .pluck();
  const counts = jobs.map((job) => running.get(job.id) as number);
  return { doubled: counts.filter((n) => n > 1).length, lost: counts.filter((n) => n === 0).length };
}

/** Approved orders, each with somebody nothing hard speaks against and the notes that have to be passed. */
async function readyJobs(outlet: Outlet, person: string, count: number): Promise<GivingJob[]> {
  const rows = outlet.store.read
    .prepare(
      `SELECT id, version FROM work_order w WHERE state = 'received' AND side_state IS NULL AND NOT EXISTS
       (SELECT 1 FROM order_flag f WHERE f.work_order_id = w.id) ORDER BY seq`,
    )
    .all() as { id: string; version: number }[];
  const jobs: GivingJob[] = [];
  let session = outlet.session({ as: person });
  for (const row of rows) {
    if (jobs.length === count) break;
    if (jobs.length % perSession === 0) session = outlet.session({ as: person });
    const approved = await outlet.call(session, 'orders.approve', row, { requestId: outlet.env.newId() });
    if (!approved.ok) throw new Error(`orders.approve: ${JSON.stringify(approved.error)}`);
    const found = await outlet.call(session, 'dispatch.candidates', { orderId: row.id });
    if (!found.ok) throw new Error(`dispatch.candidates: ${JSON.stringify(found.error)}`);
    const best = found.value.candidates.find((one) => one.refusals.every((refusal) => !refusal.hard));
    if (best === undefined) continue;
    jobs.push({
      id: row.id,
      version: approved.value.version,
      staffId: best.staffId,
      override: best.refusals.map((refusal) => refusal.code),
    });
  }
  if (jobs.length < count) throw new Error(`only ${jobs.length} orders can be given to somebody`);
  return jobs;
}
