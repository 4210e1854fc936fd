import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/steps.ts';
import { openDatabase } from '../db/connection.ts';
import type { LogRecord } from '../db/oplog.ts';
import { storeFiles } from '../db/store.ts';
import { realEnv } from '../main/host/env.ts';
import { openOutlet, type Outlet } from '../main/host/outlet.ts';
import type { Answer } from '../preload/contract/define.ts';
import { HandWriter } from './support/hand-commit.ts';
import { fillOutlet } from './support/filled-outlet.ts';
import { figure, lineOf, median, type BenchLine, type BenchOptions } from './support/line.ts';
import { personWith } from './support/people.ts';
import { makeRoom } from './support/rooms.ts';
import { startWatch, type Taken } from './support/stopwatch.ts';

const key = '5e'.repeat(32);
const seed = 20261124;
const commands = 800;
/** A desk at noon: the compiler has done with the code of a command only after a thousand or so. */
const warmUp = 1500;
/** Commands measured at a time, then as many by hand: a window's next command finds its code still in the caches. */
const block = 20;
/** Commands one window sends before another goes on: a window may not send 600 a minute. */
const perSession = 200;

/**
 * `orders.approve` through the contract (check, permission, rules, event, audit chain, outbox, sealing, log) against
 * its own effects written by hand, command by command in turns on twin stores. On tmpfs the CPU is compared, on disk
 * the time that passes with both syncs: the store's and the log's.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  if (existsSync('/dev/shm')) {
    const { pairs, figures } = await measure(makeRoom('command', '/dev/shm'));
    const ratio = median(pairs.map(({ ours }) => ours.cpuMs)) / median(pairs.map(({ hand }) => hand.cpuMs));
    yield lineOf('command', ratio, 2.5, { ...figures, ...shown(pairs, 'cpuMs') });
  } else log?.('no /dev/shm here: the CPU is not measured');
  const disk = join(ROOT, '.cache');
  mkdirSync(disk, { recursive: true });
  const { pairs, figures } = await measure(makeRoom('command', disk));
  const ratio = median(pairs.map(({ ours }) => ours.wallMs)) / median(pairs.map(({ hand }) => hand.wallMs));
  yield lineOf('command.full', ratio, 1.5, { ...figures, ...shown(pairs, 'wallMs') });
}

interface Pair {
  ours: Taken;
  hand: Taken;
}

const shown = (pairs: Pair[], of: keyof Taken) => ({
  [`ours_${of}`]: figure(median(pairs.map(({ ours }) => ours[of]))),
  [`hand_${of}`]: figure(median(pairs.map(({ hand }) => hand[of]))),
});

async function measure(dir: string): Promise<{ pairs: Pair[]; figures: Record<string, unknown> }> {
  const home = join(dir, 'outlet');
  await fillOutlet(home, { key, seed, orders: 2 * (commands + warmUp) });
  cpSync(join(home, storeFiles.store), join(dir, 'twin.db'));
  const outlet = await openOutlet({ dir: home, key, env: realEnv(), checkOutputs: false });
  const twin = openDatabase(join(dir, 'twin.db'), { key });
  // What the opened outlet wrote meanwhile (its desk) the twin must hold too.
  const writer = new HandWriter(twin, join(dir, 'hand.log'));
  try {
    catchUp(outlet, writer, lastLsn(twin));
    const tap = tapLog(outlet);
    const orders = approvable(outlet);
    const person = personWith(outlet.store.read, ['orders.review']);
    let session = outlet.session({ as: person });
    const pairs: Pair[] = [];
    let rows = 0;
    for (let at = 0; at + block <= orders.length; at += block) {
      if (at % perSession === 0) session = outlet.session({ as: person });
      const answered: Answer[] = [];
      const stop = startWatch();
      for (const order of orders.slice(at, at + block))
        answered.push(
          await outlet.callAny(session, 'orders.approve', order, { requestId: outlet.env.newId() }),
        );
      const ours = stop();
      for (const answer of answered)
        if (!answer.ok) throw new Error(`orders.approve: ${JSON.stringify(answer.error)}`);
      const plans = tap
        .take()
        .map(({ record, bytes }) =>
          writer.plan(record, outlet.store.sealer, opOf(outlet, record.lsn), bytes),
        );
      const stopHand = startWatch();
      for (const plan of plans) writer.run(plan);
      const hand = stopHand();
      rows += plans.reduce((sum, { steps }) => sum + steps.length, 0);
      if (at >= warmUp) pairs.push({ ours: each(ours), hand: each(hand) });
    }
    return {
      pairs,
      figures: {
        seed,
        command: 'orders.approve',
        commands: pairs.length * block,
        rowsEach: figure(rows / orders.length),
      },
    };
  } finally {
    writer.close();
    twin.close();
    await outlet.close();
  }
}

/** Orders nothing stands in the way of. */
function approvable(outlet: Outlet): { id: string; version: number }[] {
  return outlet.store.read
    .prepare(
      `SELECT id, version FROM work_order w WHERE state = 'received' AND side_state IS NULL AND NOT EXISTS
       (SELECT 1 FROM order_flag f WHERE f.work_order_id = w.id) ORDER BY seq LIMIT ?`,
    )
    .all(commands + warmUp) as { id: string; version: number }[];
}

export const lastLsn = (db: ReturnType<typeof openDatabase>): number =>
  db.prepare('SELECT max(lsn) FROM op').pluck().get() as number;

export function catchUp(outlet: Outlet, writer: HandWriter, from: number): void {
  for (const record of outlet.store.log.read(from))
    writer.run(writer.plan(record, outlet.store.sealer, opOf(outlet, record.lsn), 100));
}

/** Listens to what is packed for the log: reading it back would cost more than the command. */
export function tapLog(outlet: Outlet): { take(): { record: LogRecord; bytes: number }[] } {
  const { log } = outlet.store;
  const pack = log.pack.bind(log);
  let seen: { record: LogRecord; bytes: number }[] = [];
  log.pack = (record) => {
    const packed = pack(record);
    seen.push({ record, bytes: packed.length });
    return packed;
  };
  return {
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
  };
}

/** Per command. */
const each = ({ wallMs, cpuMs }: Taken): Taken => ({ wallMs: wallMs / block, cpuMs: cpuMs / block });

export const opOf = (outlet: Outlet, lsn: number) =>
  outlet.store.read.prepare('SELECT input_hash AS inputHash, answer FROM op WHERE lsn = ?').get(lsn) as {
    inputHash: string | null;
    answer: string | null;
  };
