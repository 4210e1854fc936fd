import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { mulberry32 } from '../../bench/support/fake-env.ts';
import { realEnv } from '../../main/host/env.ts';
import { openOutlet } from '../../main/host/outlet.ts';
import { printLoop } from '../../main/services/loops.ts';
import { tempDir } from '../support/temp-dir.ts';
import { paperRig, readyOrder, sandboxPrinter } from './rig.ts';

/** SEED=n kills at other bytes. */
const seed = Number(process.env.SEED ?? 20261122);
const entry = join(import.meta.dirname, '../../main/host/index.ts');

/** The program as it is started by people; it prints what waits as soon as it is up. */
async function startHost(dir: string): Promise<{ child: ChildProcess; gone: Promise<unknown> }> {
  const child = spawn(process.execPath, [entry, '--serve', '--dir', dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await gone;
  });
  const [line] = await createInterface({ input: child.stdout as NodeJS.ReadableStream })
    [Symbol.asyncIterator]()
    .next()
    .then(({ value }) => [JSON.parse(String(value)) as { ready: boolean }]);
  expect(line?.ready).toBe(true);
  return { child, gone };
}

const until = async (reached: () => boolean) => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('the program is killed before the first byte and at any byte of a paper, started again, killed again: no paper begins twice', async () => {
  const random = mulberry32(seed);
  const dir = tempDir();
  const rig = await paperRig({ dir, seed: 81 });
  // Says nothing at first, so that there is a moment between the line and the first byte.
  const printer = await sandboxPrinter(rig.outlet.env, { status: 'silent' });
  const { printerId } = await rig.ask(rig.manager, 'paper.savePrinter', {
    name: '前台 80 毫米',
    kind: 'tcp',
    target: `${printer.host}:${printer.port}`,
    paper: 'roll80',
  });
  const order = await readyOrder(rig);
  const papers = 4;
  await rig.ask(rig.dispatcher, 'paper.print', {
    kind: 'service_slip',
    ids: [order.id],
    printerId,
    copies: papers,
  });
  await rig.outlet.close();

  const early = await startHost(dir);
  await until(() => printer.connections === 1);
  early.child.kill('SIGKILL');
  await early.gone;
  expect(printer.begun, 'killed before the first byte').toBe(0);

  const kills = [1, ...Array.from({ length: papers - 2 }, () => 2 + Math.floor(random() * 1_500))];
  console.log(`killed at ${kills.join(', ')} (SEED=${seed})`);
  for (const [nth, at] of kills.entries()) {
    printer.behave({ status: 'answers', stallAfterBytes: at });
    const host = await startHost(dir);
    await until(() => printer.stalls === nth + 1);
    host.child.kill('SIGKILL');
    await host.gone;
    expect(printer.begun, `killed at byte ${at}`).toBe(nth + 1);
  }

  // The printer is well again: only what had not begun is printed.
  printer.behave({ stallAfterBytes: null });
  const back = await openOutlet({ dir, env: realEnv(), synchronous: 'OFF' });
  try {
    const loop = printLoop(back);
    await loop.round(new AbortController().signal);
    const jobs = back.store.read
      .prepare('SELECT state, wrote, fault FROM print_job ORDER BY seq')
      .all() as Record<string, unknown>[];
    expect(jobs.map(({ state }) => state)).toEqual([...kills.map(() => 'unknown'), 'sent']);
    expect(jobs.slice(0, -1).every(({ wrote }) => wrote === 1)).toBe(true);
    expect(printer.begun).toBe(papers);
    expect(printer.jobs).toHaveLength(1);
    await loop.round(new AbortController().signal);
    expect(printer.begun).toBe(papers);
  } finally {
    await back.close();
  }
}, 120_000);

test('the program is killed in the middle of a hundred papers to file: a file is whole, and no paper has two', async () => {
  const random = mulberry32(seed + 1);
  const dir = tempDir();
  const rig = await paperRig({ dir, seed: 82 });
  const order = await readyOrder(rig);
  const { jobs } = await rig.ask(rig.dispatcher, 'paper.print', {
    kind: 'service_slip',
    ids: [order.id],
    printerId: 'P-80',
    copies: 5,
  });
  for (let more = 0; more < 20; more += 1)
    await rig.ask(rig.dispatcher, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId: 'P-80',
      copies: 5,
    });
  await rig.outlet.close();
  const folder = join(dir, 'prints/80mm');
  const files = () => {
    try {
      return readdirSync(folder).filter((name) => !name.startsWith('.'));
    } catch {
      return [];
    }
  };
  const enough = 1 + Math.floor(random() * 60);
  const host = await startHost(dir);
  await until(() => files().length >= enough);
  host.child.kill('SIGKILL');
  await host.gone;
  const back = await openOutlet({ dir, env: realEnv(), synchronous: 'OFF' });
  try {
    await printLoop(back).round(new AbortController().signal);
    const rows = back.store.read
      .prepare('SELECT copy_no AS copyNo, state FROM print_job ORDER BY seq')
      .all() as { copyNo: number; state: string }[];
    expect(rows).toHaveLength(jobs.length + 100);
    // Named by number and copy: each copy has one file at most, and one that says sent has it.
    const copies = files().map((name) => Number(/-(\d+)-\w+\.bin$/.exec(name)?.[1]));
    expect(new Set(copies).size).toBe(copies.length);
    for (const { copyNo, state } of rows)
      if (state === 'sent') expect(copies).toContain(copyNo);
      else expect(state).toBe('unknown');
    expect(rows.filter(({ state }) => state === 'unknown').length).toBeLessThanOrEqual(1);
  } finally {
    await back.close();
  }
}, 120_000);
