import { describe, expect, test } from 'vitest';
import { openOutlet } from '../../main/host/outlet.ts';
import { printLoop } from '../../main/services/loops.ts';
import { hasValidCheck } from '../../domain/paper/series.ts';
import { tempDir } from '../support/temp-dir.ts';
import { paperEnv, paperRig, readyOrder, sandboxPrinter, type PaperRig } from './rig.ts';

async function tcpPrinter(rig: PaperRig, host: string, port: number, name = '前台 80 毫米') {
  const { printerId } = await rig.ask(rig.manager, 'paper.savePrinter', {
    name,
    kind: 'tcp',
    target: `${host}:${port}`,
    paper: 'roll80',
  });
  return printerId;
}

const job = (rig: PaperRig, id: string) =>
  rig.one<{
    state: string;
    attempts: number;
    wrote: number;
    confirmed: number;
    fault: string | null;
    version: number;
    not_before: number | null;
  }>('SELECT state, attempts, wrote, confirmed, fault, version, not_before FROM print_job WHERE id = ?', id);

describe('the print queue', () => {
  test('prints a slip on a network printer, counts its copies, hands it out', async () => {
    const rig = await paperRig();
    const printer = await sandboxPrinter(rig.outlet.env);
    const printerId = await tcpPrinter(rig, printer.host, printer.port);
    const order = await readyOrder(rig);
    const { jobs } = await rig.ask(rig.dispatcher, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId,
      copies: 2,
    });
    expect(jobs.map((one) => one.copyNo)).toEqual([1, 2]);
    expect(printer.jobs).toHaveLength(0); // committed first, printed after
    const slip = rig.one<{ number: string; state: string; staff_id: string; copies: number }>(
      'SELECT * FROM slip WHERE work_order_id = ?',
      order.id,
    );
    expect(slip).toMatchObject({ state: 'out', staff_id: 'T01', copies: 2 });
    expect(slip.number).toMatch(/^\w*PG261122\d{4}[\dX]$/);
    expect(hasValidCheck(slip.number)).toBe(true);
    await rig.round();
    expect(printer.jobs).toHaveLength(2);
    const text = new TextDecoder('gb18030').decode(printer.jobs[1]);
    expect(text).toContain('祁望春');
    expect(text).toContain(slip.number);
    expect(text).toContain('第2次');
    for (const { jobId } of jobs)
      expect(job(rig, jobId)).toMatchObject({ state: 'sent', confirmed: 1, attempts: 1 });
    // The name stands sealed in the queue, not as it is
    expect(rig.one<{ data_sealed: string }>('SELECT data_sealed FROM print_job').data_sealed).toMatch(
      /^s1\./,
    );
    const count = await rig.ask(rig.manager, 'paper.count', {});
    expect(count.slips.out).toBe(1);
    expect(count.slipsNotPrinted).toEqual([]);
  }, 60_000);

  test('a printer that is off and one without paper: nothing is lost, it prints when they are back', async () => {
    const rig = await paperRig({ seed: 2 });
    const printer = await sandboxPrinter(rig.outlet.env, { paper: 'out' });
    const off = await tcpPrinter(rig, '127.0.0.1', 1, '关机的');
    const empty = await tcpPrinter(rig, printer.host, printer.port);
    const order = await readyOrder(rig);
    const first = await rig.ask(rig.dispatcher, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId: off,
    });
    const second = await rig.ask(rig.dispatcher, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId: empty,
    });
    await rig.round();
    const [a, b] = [first.jobs[0]!.jobId, second.jobs[0]!.jobId];
    expect(job(rig, a)).toMatchObject({ state: 'failed', wrote: 0 });
    expect(JSON.parse(job(rig, a).fault!)).toMatchObject({ code: 'printer_offline' });
    expect(job(rig, b)).toMatchObject({ state: 'failed', wrote: 0 });
    expect(JSON.parse(job(rig, b).fault!)).toMatchObject({ code: 'printer_paper_out' });
    expect(job(rig, b).not_before).toBeGreaterThan(rig.outlet.env.now());
    const list = await rig.ask(rig.dispatcher, 'paper.jobs', { states: ['failed'] });
    expect(list.total).toBe(2);
    expect(list.rows[0]).toMatchObject({ printerName: '前台 80 毫米', fault: { code: 'printer_paper_out' } });
    printer.behave({ paper: 'ok' });
    rig.outlet.env.jump(7_000);
    await rig.round();
    expect(job(rig, b)).toMatchObject({ state: 'sent', attempts: 2, confirmed: 1 });
    expect(printer.jobs).toHaveLength(1);
    // the other is moved to the working printer by hand
    const moved = await rig.ask(rig.dispatcher, 'paper.printAgain', {
      jobId: a,
      version: job(rig, a).version,
      printerId: empty,
    });
    expect(moved.state).toBe('queued');
    await rig.round();
    expect(job(rig, a).state).toBe('sent');
    expect(printer.jobs).toHaveLength(2);
  }, 60_000);

  test('a line that breaks mid-job is unknown: never sent again unasked; a person says came out or again', async () => {
    const rig = await paperRig({ seed: 3 });
    const printer = await sandboxPrinter(rig.outlet.env, { resetAfterBytes: 700 });
    const printerId = await tcpPrinter(rig, printer.host, printer.port);
    const order = await readyOrder(rig);
    const { jobs } = await rig.ask(rig.dispatcher, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id],
      printerId,
    });
    const id = jobs[0]!.jobId;
    await rig.round();
    expect(job(rig, id)).toMatchObject({ state: 'unknown', wrote: 1 });
    printer.behave({ resetAfterBytes: null });
    rig.outlet.env.jump(3_600_000);
    await rig.round();
    await rig.round();
    expect(printer.jobs).toHaveLength(1);
    const wrong = await rig.refuse(rig.dispatcher, 'paper.cameOut', { jobId: id, version: 99 });
    expect(wrong.code).toBe('conflict');
    await rig.ask(rig.dispatcher, 'paper.printAgain', { jobId: id, version: job(rig, id).version });
    await rig.round();
    expect(job(rig, id).state).toBe('sent');
    expect(printer.jobs).toHaveLength(2);
    const again = await rig.refuse(rig.dispatcher, 'paper.cancel', {
      jobId: id,
      version: job(rig, id).version,
    });
    expect(again).toMatchObject({ code: 'print_job_step' });
    const reprint = await rig.ask(rig.dispatcher, 'paper.reprint', { jobId: id });
    expect(
      rig.one<{ copy_no: number }>('SELECT copy_no FROM print_job WHERE id = ?', reprint.jobId).copy_no,
    ).toBe(2);
  }, 60_000);

  test('the host ends with a job under way: after the restart it is unknown and never printed twice', async () => {
    const dir = tempDir();
    const env = paperEnv(4);
    const rig = await paperRig({ dir, env });
    const printer = await sandboxPrinter(env, { stallAfterBytes: 600 });
    const printerId = await tcpPrinter(rig, printer.host, printer.port);
    const order = await readyOrder(rig);
    const other = await readyOrder(rig, { phone: '13800000102' });
    const { jobs } = await rig.ask(rig.dispatcher, 'paper.print', {
      kind: 'service_slip',
      ids: [order.id, other.id],
      printerId,
    });
    const [cut, waiting] = jobs.map((one) => one.jobId) as [string, string];
    const stop = new AbortController();
    const running = rig.loop.round(stop.signal).catch(() => 0);
    // Only when it stands still is the first slip surely not whole: what it reads later it would print.
    while (printer.stalls === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(job(rig, cut).wrote).toBe(1);
    expect(job(rig, cut).state).toBe('sending');
    // What a killed host leaves behind is the store as it is now
    const { copyFileSync, readdirSync, mkdirSync, statSync } = await import('node:fs');
    const { join } = await import('node:path');
    const left = tempDir();
    const copy = (from: string, to: string) => {
      mkdirSync(to, { recursive: true });
      for (const name of readdirSync(from)) {
        if (statSync(join(from, name)).isDirectory()) copy(join(from, name), join(to, name));
        else if (!name.includes('lock')) copyFileSync(join(from, name), join(to, name));
      }
    };
    copy(dir, left);
    stop.abort(new Error('killed'));
    await running;
    printer.behave({ stallAfterBytes: null });
    const before = printer.jobs.length;
    const back = await openOutlet({ dir: left, env: paperEnv(5), synchronous: 'OFF' });
    try {
      const loop = printLoop(back);
      await loop.round(new AbortController().signal);
      const state = (id: string) =>
        back.store.read.prepare('SELECT state FROM print_job WHERE id = ?').pluck().get(id);
      expect(state(cut)).toBe('unknown');
      expect(state(waiting)).toBe('sent');
      expect(printer.jobs.length - before).toBe(1);
      await loop.round(new AbortController().signal);
      expect(printer.jobs.length - before).toBe(1);
    } finally {
      await back.close();
    }
  }, 60_000);
});
