import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/steps.ts';
import { openDatabase } from '../db/connection.ts';
import { seedDemoOutlet } from '../db/seed/index.ts';
import { storeFiles } from '../db/store.ts';
import { businessDay } from '../domain/time/business-day.ts';
import { realEnv } from '../main/host/env.ts';
import { openOutlet, type Outlet } from '../main/host/outlet.ts';
import type { ChannelName, InputOf, OutputOf } from '../preload/contract/index.ts';
import { catchUp, lastLsn, opOf, tapLog } from './command.ts';
import { HandWriter } from './support/hand-commit.ts';
import { figure, lineOf, median, type BenchLine, type BenchOptions } from './support/line.ts';
import { personWith } from './support/people.ts';
import { makeRoom } from './support/rooms.ts';
import { startWatch, type Taken } from './support/stopwatch.ts';

const key = '5e'.repeat(32);
const goal = 2.5;
/** Scans measured at a time, then as many by hand. */
const block = 20;
const warmUp = 1000;
const counted = 500;
/** A window may not send 600 calls a minute; a scan that issues is three. */
const perSession = 160;

/**
 * From the scan of a barcode to the commit of its issue: what the code is (`parts.scan`), the line it makes
 * (`parts.counterLine`), and `parts.issue` with limit, 以旧换新, paper, ledger, value, event, audit and log; against the
 * command's own rows written by hand on a twin store. The goal is for the time that passes, on disk with both syncs;
 * the CPU of the same on tmpfs, where nothing waits, stands beside it.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  let cpu: Record<string, unknown> = {};
  if (existsSync('/dev/shm')) {
    const { ours, hand } = await measure(makeRoom('issue-scan', '/dev/shm'), 'cpuMs');
    cpu = { cpuRatio: figure(ours / hand), ours_cpuMs: figure(ours), hand_cpuMs: figure(hand) };
  } else log?.('no /dev/shm here: the CPU is not measured');
  const disk = join(ROOT, '.cache');
  mkdirSync(disk, { recursive: true });
  const { ours, hand, ...figures } = await measure(makeRoom('issue-scan', disk), 'wallMs');
  yield lineOf('issue-scan', ours / hand, goal, {
    ...figures,
    ours_wallMs: figure(ours),
    hand_wallMs: figure(hand),
    ...cpu,
  });
}

/** Median of a scan of ours and of the same rows by hand, in milliseconds. */
async function measure(dir: string, of: keyof Taken) {
  const home = join(dir, 'outlet');
  const env = realEnv();
  const { part, staffId } = await prepare(home);
  cpSync(join(home, storeFiles.store), join(dir, 'twin.db'));
  const outlet = await openOutlet({ dir: home, key, env, checkOutputs: false });
  const twin = openDatabase(join(dir, 'twin.db'), { key });
  const writer = new HandWriter(twin, join(dir, 'hand.log'));
  try {
    catchUp(outlet, writer, lastLsn(twin));
    const tap = tapLog(outlet);
    const person = personWith(outlet.store.read, ['stock.issue', 'stock.read']);
    let session = outlet.session({ as: person });
    const ask = async <C extends ChannelName>(channel: C, input: InputOf<C>): Promise<OutputOf<C>> => {
      const answer = await outlet.call(session, channel, input, { requestId: env.newId() });
      if (!answer.ok) throw new Error(`${channel}: ${JSON.stringify(answer.error)}`);
      return answer.value;
    };
    const ours: number[] = [];
    const hand: number[] = [];
    let rows = 0;
    for (let at = 0; at < warmUp + counted; at += block) {
      if (at % perSession === 0) session = outlet.session({ as: person });
      const stop = startWatch();
      for (let one = 0; one < block; one += 1) {
        const found = await ask('parts.scan', { code: part.barcode });
        const line = await ask('parts.counterLine', { partId: found.partId ?? '' });
        await ask('parts.issue', { staffId, lines: [{ partId: line.partId, quantityMilli: 1000 }] });
      }
      const taken = stop();
      const plans = tap
        .take()
        .map(({ record, bytes }) =>
          writer.plan(record, outlet.store.sealer, opOf(outlet, record.lsn), bytes),
        );
      const stopHand = startWatch();
      for (const plan of plans) writer.run(plan);
      const bare = stopHand();
      if (at < warmUp) continue;
      rows += plans.reduce((sum, { steps }) => sum + steps.length, 0);
      ours.push(taken[of] / block);
      hand.push(bare[of] / block);
    }
    return {
      ours: median(ours),
      hand: median(hand),
      scans: ours.length * block,
      rowsEach: figure(rows / (ours.length * block)),
    };
  } finally {
    writer.close();
    twin.close();
    await outlet.close();
  }
}

/** The demo's masters, plenty of one barcoded part in the store, and a man without a limit. */
async function prepare(home: string) {
  const env = realEnv();
  const outlet: Outlet = await openOutlet({ dir: home, key, env, checkOutputs: false });
  try {
    const today = businessDay(env.now());
    seedDemoOutlet(outlet.store, { pinHashes: {}, today, firstMonth: today.slice(0, 7), env });
    const part = outlet.store.read
      .prepare(
        `SELECT p.id, b.barcode FROM part p JOIN part_barcode b ON b.part_id = p.id
         WHERE p.tracking = 'quantity' AND p.old_part_return = 0 ORDER BY p.code LIMIT 1`,
      )
      .get() as { id: string; barcode: string };
    const staffId = 'T06';
    outlet.store.gate.run(
      { command: 'bench.limit', requestId: env.newId(), deskId: 'bench', staffId: null },
      (tx) => tx.update('staff', staffId, { parts_limit_fen: null }),
    );
    const keeper = personWith(outlet.store.read, ['stock.receive']);
    const answer = await outlet.call(outlet.session({ as: keeper }), 'parts.receive', {
      lines: [{ partId: part.id, quantityMilli: 50_000_000 }],
    });
    if (!answer.ok) throw new Error(`parts.receive: ${JSON.stringify(answer.error)}`);
    return { part, staffId };
  } finally {
    await outlet.close();
  }
}
