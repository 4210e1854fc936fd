import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LawName, LawReport } from '../../db/verify/report.ts';
import { atLocal } from '../../domain/time/business-day.ts';
import { checkLaws } from './laws.ts';
import { assignAll, callAll, pullAll, reviewAll, twoDesks } from './morning.ts';
import {
  auditAll,
  closeAll,
  closePeriod,
  exportSheet,
  payPeople,
  settlePayer,
  statementMorning,
  takeMoney,
} from './money.ts';
import { eveningOf, issueDay, printDay, reserveParts, visitDays } from './visits.ts';
import { openWorld, type World } from './world.ts';

export interface WalkOptions {
  dir: string;
  orders: number;
  seed: number;
  log(line: string): void;
}

export interface WalkSummary {
  seed: number;
  steps: { name: string; count: number; ms: number; detail?: unknown }[];
  laws: Record<LawName, LawReport>;
  gate: { count: number; longestCpuMs: number; longestCommand: string };
  files: string[];
}

/** Sends until both platforms have heard everything, however often the line breaks. */
async function sendAll(world: World): Promise<number> {
  const left = () =>
    world.outlet.store.read
      .prepare("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')")
      .pluck()
      .get() as number;
  for (let round = 0; round < 600 && left() > 0; round += 1) {
    await world.engine.sendRound();
    if (left() > 0) world.travelTo(world.env.now() + 20_000);
  }
  return world.outlet.store.read
    .prepare("SELECT count(*) FROM outbox WHERE state = 'done'")
    .pluck()
    .get() as number;
}

/** The walk: two platforms → … → exported sheet. */
export async function runWalk(options: WalkOptions): Promise<WalkSummary> {
  const steps: WalkSummary['steps'] = [];
  const world = await openWorld(options.dir, options.orders, options.seed);
  const step = async <T>(
    name: string,
    run: () => Promise<T>,
    count: (value: T) => number,
    detail?: (value: T) => unknown,
  ): Promise<T> => {
    const began = performance.now();
    const value = await run();
    const ms = Math.round(performance.now() - began);
    steps.push({ name, count: count(value), ms, ...(detail === undefined ? {} : { detail: detail(value) }) });
    options.log(`${name.padEnd(22)} ${String(count(value)).padStart(5)}   ${(ms / 1000).toFixed(1)} s`);
    return value;
  };
  const number = (value: number) => value;
  try {
    await step('pull', () => pullAll(world), number);
    await step('review', () => reviewAll(world), number);
    const desks = await step(
      'two desks',
      () => twoDesks(world),
      (value) => value.tried,
    );
    await step('calls', () => callAll(world), number);
    const wanted = Math.round(options.orders * 0.6);
    await step('assign', () => assignAll(world, wanted), number);
    await step('write-back', () => sendAll(world), number);
    await step('reserve parts', () => reserveParts(world), number);
    const totals = { issued: 0, printed: 0, keyed: 0, verified: 0 };
    const days = await visitDays(world);
    await step(
      'days of visits',
      async () => {
        for (const day of days) {
          world.travelTo(atLocal(day, 7 * 60 + 40));
          totals.issued += await issueDay(world, day);
          totals.printed += await printDay(world, day);
          world.travelTo(atLocal(day, 21 * 60));
          const evening = await eveningOf(world, day);
          totals.keyed += evening.keyed;
          totals.verified += evening.verified;
          await sendAll(world);
        }
        return totals;
      },
      (value) => value.keyed,
      (value) => value,
    );
    const lastDay = days.at(-1) ?? world.today();
    const period = lastDay.slice(0, 7);
    await step('platform verdicts', () => pullAll(world), number);
    await step('audit', () => auditAll(world), number);
    await step(
      'money at the door',
      () => takeMoney(world, period),
      (value) => value.taken,
      (value) => value,
    );
    world.travelTo(statementMorning(period));
    const statements = [];
    for (const payerId of ['PY-OWN', 'PY-TM']) {
      const settled = await step(
        `statement ${payerId}`,
        () => settlePayer(world, payerId, period),
        (value) => value.rows,
        ({ bytes: _bytes, ...rest }) => rest,
      );
      writeFileSync(join(options.dir, settled.name), settled.bytes);
      statements.push(settled);
    }
    await step('pay', () => payPeople(world, period), number);
    await step(
      'close orders',
      () => closeAll(world),
      (value) => value.closed,
      (value) => value,
    );
    const sheet = await step(
      'sheet',
      () => exportSheet(world, period),
      (value) => value.bytes.byteLength,
    );
    writeFileSync(join(options.dir, sheet.name), sheet.bytes);
    await step(
      'close period',
      () => closePeriod(world, period),
      (value) => (value.closed ? 1 : 0),
      (value) => value,
    );
    await step('last messages', () => sendAll(world), number);
    const laws = await checkLaws(world, desks);
    return {
      seed: options.seed,
      steps,
      laws,
      gate: { ...world.outlet.store.gate.stats },
      files: filesUnder(options.dir),
    };
  } finally {
    await world.close();
  }
}

/** What the walk leaves behind: sheets, statements, the store, and how many papers each printer wrote. */
function filesUnder(dir: string): string[] {
  const prints = join(dir, 'store', 'prints');
  const papers = existsSync(prints)
    ? readdirSync(prints).map(
        (name) => `store/prints/${name}/ (${readdirSync(join(prints, name)).length} papers)`,
      )
    : [];
  return [
    ...readdirSync(dir, { withFileTypes: true }).map((file) =>
      file.isDirectory() ? `${file.name}/` : file.name,
    ),
    ...papers,
  ];
}
