import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { tempDir } from '../support/temp-dir.ts';
import { type PaperRig, paperRig, readyOrder } from './rig.ts';

const path = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = path;
});

/** Programs of our own in place of the system's: they list what is told and keep what they are given, word by word. */
function cupsWith(names: readonly string[], exit = 0): string {
  const folder = tempDir();
  const program = (name: string, text: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  writeFileSync(join(folder, 'names'), names.map((name) => `${name}\n`).join(''));
  program('lpstat', `[ "$1" = "-e" ] && cat '${folder}/names'`);
  program(
    'lp',
    `n=$(ls '${folder}' | grep -c '^args') ; printf '%s\\0' "$@" > '${folder}/args'$n ; cat > '${folder}/bytes'$n ; exit ${exit}`,
  );
  process.env['PATH'] = `${folder}${delimiter}${path}`;
  return folder;
}

async function printOn(rig: PaperRig, target: string, paper: 'a5' | 'roll80', orderId: string) {
  const { printerId } = await rig.ask(rig.manager, 'paper.savePrinter', {
    name: target,
    kind: 'system',
    target,
    paper,
  });
  const { jobs } = await rig.ask(rig.dispatcher, 'paper.print', {
    kind: 'service_slip',
    ids: [orderId],
    printerId,
  });
  await rig.round();
  return {
    number: jobs[0]?.documentNumber ?? '',
    row: rig.one<{ state: string; wrote: number; fault: string | null }>(
      'SELECT state, wrote, fault FROM print_job WHERE id = ?',
      jobs[0]?.jobId,
    ),
  };
}
const args = (folder: string, at: number) =>
  readFileSync(join(folder, `args${at}`), 'utf8')
    .split('\0')
    .slice(0, -1);

test('without a desktop shell a sheet goes to lp as PDF with its size, a roll as its own stream, names in Chinese', async () => {
  const folder = cupsWith(['前台针打', 'XP-80; touch $(pwd)/caught']);
  const rig = await paperRig({ seed: 61 });
  expect((await rig.ask(rig.manager, 'paper.systemPrinters', {})).printers).toEqual([
    { name: '前台针打', displayName: '前台针打' },
    { name: 'XP-80; touch $(pwd)/caught', displayName: 'XP-80; touch $(pwd)/caught' },
  ]);
  const order = await readyOrder(rig);
  const sheet = await printOn(rig, '前台针打', 'a5', order.id);
  expect(sheet.row).toMatchObject({ state: 'sent', fault: null });
  const given = args(folder, 0);
  expect(given.slice(0, 3)).toEqual(['-d', '前台针打', '-t']);
  expect(given[3]).toContain(sheet.number);
  expect(given.slice(4)).toEqual(['-o', 'media=Custom.148x210mm', '-o', 'print-scaling=none']);
  expect(readFileSync(join(folder, 'bytes0')).subarray(0, 5).toString()).toBe('%PDF-');
  const roll = await printOn(rig, 'XP-80; touch $(pwd)/caught', 'roll80', order.id);
  expect(roll.row.state).toBe('sent');
  expect(args(folder, 1).slice(-2)).toEqual(['-o', 'raw']);
  expect(args(folder, 1)[1]).toBe('XP-80; touch $(pwd)/caught');
  const stream = readFileSync(join(folder, 'bytes1'));
  expect([...stream.subarray(0, 2)]).toEqual([0x1b, 0x40]);
  expect(stream.includes(roll.number)).toBe(true);
  // No word of a name was ever run.
  expect(existsSync(join(folder, 'caught')) || existsSync(join(process.cwd(), 'caught'))).toBe(false);
}, 120_000);

test('a name the system does not list gets nothing; lp that fails leaves the paper to a person', async () => {
  const folder = cupsWith(['前台针打'], 1);
  const rig = await paperRig({ seed: 62 });
  const order = await readyOrder(rig);
  const unknown = await printOn(rig, '不存在的', 'roll80', order.id);
  expect(unknown.row).toMatchObject({ state: 'failed', wrote: 0 });
  expect(JSON.parse(unknown.row.fault ?? '')).toEqual({
    code: 'printer_name_unknown',
    params: { name: '不存在的' },
  });
  expect(readdirSync(folder).some((name) => name.startsWith('args'))).toBe(false);
  const failed = await printOn(rig, '前台针打', 'roll80', order.id);
  expect(failed.row.state).toBe('unknown');
  expect(JSON.parse(failed.row.fault ?? '')).toMatchObject({ code: 'printer_interrupted' });
  expect(readdirSync(folder).filter((name) => name.startsWith('args'))).toHaveLength(1);
}, 120_000);
