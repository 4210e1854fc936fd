import { expect, test } from 'vitest';
import { type PaperRig, paperRig, readyOrder, sandboxPrinter } from './rig.ts';

async function rigWith(seed: number, behaviour: Parameters<typeof sandboxPrinter>[1] = {}) {
  const rig = await paperRig({ seed });
  const printer = await sandboxPrinter(rig.outlet.env, behaviour);
  const made = await rig.ask(rig.manager, 'paper.savePrinter', {
    name: '前台 80 毫米',
    kind: 'tcp',
    target: `${printer.host}:${printer.port}`,
    paper: 'roll80',
  });
  return { rig, printer, printerId: made.printerId };
}
const shown = async (rig: PaperRig, printerId: string) =>
  (await rig.ask(rig.manager, 'paper.printers', {})).printers.find((one) => one.id === printerId);

test('a printer asked on the screen says what it lacks, that its roll runs low, that it is ready; nothing is printed', async () => {
  const { rig, printer, printerId } = await rigWith(51, { cover: 'open' });
  const ask = () => rig.ask(rig.dispatcher, 'paper.checkPrinters', { printerId });
  expect((await ask()).printers).toEqual([
    { printerId, problem: 'printer_cover_open', answers: true, paperLow: false },
  ]);
  expect(await shown(rig, printerId)).toMatchObject({ state: 'printer_cover_open', paperLow: false });
  printer.behave({ cover: 'closed', paper: 'low' });
  expect((await ask()).printers[0]).toMatchObject({ problem: null, paperLow: true });
  expect(await shown(rig, printerId)).toMatchObject({ state: 'ready', paperLow: true });
  const commits = () => rig.one<{ n: number }>('SELECT count(*) AS n FROM op').n;
  const before = commits();
  await ask();
  expect(commits()).toBe(before); // no news, nothing written
  printer.behave({ paper: 'out' });
  await ask();
  expect(await shown(rig, printerId)).toMatchObject({ state: 'printer_paper_out' });
  expect(printer.jobs).toEqual([]);
});

test('what waits for paper is printed as soon as the printer has some, without an attempt being used up', async () => {
  const { rig, printer, printerId } = await rigWith(52, { paper: 'out' });
  const order = await readyOrder(rig);
  const [job] = (
    await rig.ask(rig.dispatcher, 'paper.print', { kind: 'service_slip', ids: [order.id], printerId })
  ).jobs;
  const row = () =>
    rig.one<{ state: string; attempts: number; version: number }>(
      'SELECT state, attempts, version FROM print_job WHERE id = ?',
      job?.jobId,
    );
  await rig.round();
  expect(row()).toMatchObject({ state: 'failed', attempts: 1 });
  const { version } = row();
  // A lunch long: asked again and again, nothing written
  for (let minute = 0; minute < 60; minute += 1) {
    rig.outlet.env.jump(60_000);
    await rig.round();
  }
  expect(row()).toEqual({ state: 'failed', attempts: 1, version });
  expect(printer.connections).toBeGreaterThan(50);
  printer.behave({ paper: 'ok' });
  rig.outlet.env.jump(10_000);
  await rig.round();
  expect(row()).toMatchObject({ state: 'sent', attempts: 2 });
  expect(printer.jobs).toHaveLength(1);
});
