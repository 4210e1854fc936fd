import { describe, expect, test } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paperRig, readyOrder } from './rig.ts';

describe('papers', () => {
  test('slip numbers are used once, over every order of a day', async () => {
    const rig = await paperRig({ seed: 21 });
    const ids: string[] = [];
    for (let at = 0; at < 12; at += 1) ids.push((await readyOrder(rig, { phone: `138000001${10 + at}` })).id);
    const { jobs } = await rig.ask(rig.dispatcher, 'paper.print', { kind: 'service_slip', ids });
    expect(new Set(jobs.map((job) => job.documentNumber)).size).toBe(12);
    await rig.round();
    const folder = join(rig.outlet.dir, 'prints', '80mm');
    expect(readdirSync(folder)).toHaveLength(12);
    expect(new TextDecoder('gb18030').decode(readFileSync(join(folder, readdirSync(folder)[0]!)))).toContain(
      '安装',
    );
    const again = await rig.ask(rig.dispatcher, 'paper.print', {
      kind: 'service_slip',
      ids: ids.slice(0, 3),
    });
    expect(again.jobs.map((job) => job.documentNumber)).toEqual(
      jobs.slice(0, 3).map((job) => job.documentNumber),
    );
    expect(again.jobs.every((job) => job.copyNo === 2)).toBe(true);
  }, 60_000);

  test('an A5 PDF is drawn in a process of its own and fetched once', async () => {
    const rig = await paperRig({ seed: 22 });
    const order = await readyOrder(rig);
    const { jobId } = await rig.ask(rig.dispatcher, 'paper.pdf', { kind: 'service_slip', ids: [order.id] });
    await rig.outlet.jobs.finished(jobId);
    const file = await rig.ask(rig.dispatcher, 'paper.pdfTicket', { jobId });
    expect(file.fileName).toMatch(/\.pdf$/);
    const job = await rig.ask(rig.dispatcher, 'jobs.get', { id: jobId });
    const bytes = await rig.outlet.blobs.get((job.result as { hash: string }).hash);
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(bytes.length).toBe(file.size);
    expect(rig.one('SELECT count(*) AS n FROM slip')).toEqual({ n: 0 });
  }, 60_000);

  test('routes: the desk and the person decide; a retired printer takes nothing', async () => {
    const rig = await paperRig({ seed: 23 });
    const add = (name: string, target: string) =>
      rig.ask(rig.manager, 'paper.savePrinter', { name, kind: 'file', target, paper: 'roll80' });
    const desk = await add('后台', 'prints/desk');
    const person = await add('师傅的', 'prints/person');
    const host = rig.manager.deskId;
    await rig.ask(rig.manager, 'paper.saveRoute', {
      kind: 'service_slip',
      deskId: host,
      printerId: desk.printerId,
      copies: 2,
    });
    await rig.ask(rig.manager, 'paper.saveRoute', {
      kind: 'service_slip',
      staffId: 'T01',
      printerId: person.printerId,
    });
    const order = await readyOrder(rig);
    const at = await rig.ask(rig.manager, 'paper.print', { kind: 'service_slip', ids: [order.id] });
    expect(at.jobs.map((job) => job.printerId)).toEqual([desk.printerId, desk.printerId]);
    const elsewhere = await rig.ask(rig.dispatcher, 'paper.print', { kind: 'service_slip', ids: [order.id] });
    expect(elsewhere.jobs.map((job) => job.printerId)).toEqual([person.printerId]);
    const { printers } = await rig.ask(rig.manager, 'paper.printers', {});
    const row = printers.find((one) => one.id === desk.printerId)!;
    await rig.ask(rig.manager, 'paper.savePrinter', { ...pick(row), retired: true });
    expect(
      await rig.refuse(rig.manager, 'paper.print', {
        kind: 'service_slip',
        ids: [order.id],
        printerId: desk.printerId,
      }),
    ).toMatchObject({ code: 'printer_retired' });
    expect(
      await rig.refuse(rig.manager, 'paper.savePrinter', {
        name: 'x',
        kind: 'file',
        target: '../../etc',
        paper: 'roll80',
      }),
    ).toMatchObject({ code: 'printer_folder_refused' });
    expect(
      await rig.refuse(rig.manager, 'paper.savePrinter', {
        name: 'x',
        kind: 'tcp',
        target: 'http://a:9100/',
        paper: 'roll80',
      }),
    ).toMatchObject({ code: 'printer_target_wrong' });
    expect(
      await rig.refuse(rig.dispatcher, 'paper.savePrinter', {
        name: 'x',
        kind: 'tcp',
        target: 'a:9100',
        paper: 'roll80',
      }),
    ).toMatchObject({ code: 'forbidden' });
    // the calibration page goes through the same queue
    const tried = await rig.ask(rig.manager, 'paper.testPrinter', { printerId: person.printerId });
    await rig.round();
    expect(rig.one('SELECT state FROM print_job WHERE id = ?', tried.jobId)).toEqual({ state: 'sent' });
  }, 60_000);
});

const pick = (row: {
  id: string;
  version: number;
  name: string;
  kind: 'tcp' | 'file' | 'device' | 'system';
  target: string;
  paper: string;
}) => ({
  id: row.id,
  version: row.version,
  name: row.name,
  kind: row.kind,
  target: row.target,
  paper: row.paper as 'roll80',
});
