import { afterEach, beforeEach, expect, test } from 'vitest';
import { inflateRawSync } from 'node:zlib';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { csvField } from '../../../main/services/orders/list/export-work.ts';
import { deskRig, type DeskRig } from '../rig.ts';

let rig: DeskRig;
beforeEach(async () => {
  rig = await deskRig();
}, 60_000);
afterEach(() => rig.close());

type Who = 'dispatcher' | 'manager';
const ask = async <T>(who: Who | 'T01', channel: string, input: unknown): Promise<T> => {
  const session = who === 'T01' ? rig.outlet.session({ as: 'T01', deskId: 'desk-t' }) : rig[who];
  const got = (await rig.outlet.callAny(session, channel, input)) as { ok: boolean; value: T };
  if (!got.ok) throw new Error(JSON.stringify(got));
  return got.value;
};
const refused = async (who: Who, channel: string, input: unknown) =>
  ((await rig.outlet.callAny(rig[who], channel, input)) as { error: { code: string } }).error.code;

const body = {
  where: { op: 'and', items: [{ field: 'urgent', rel: 'no', value: null }] },
  sort: 'risk',
  descending: true,
};

test('a view is kept, shared, counted, put in order, changed by its owner alone, and removed', async () => {
  const saved = await ask<{ id: string; version: number }>('dispatcher', 'orders.saveView', {
    name: '不急的',
    body,
  });
  const second = await ask<{ id: string }>('dispatcher', 'orders.saveView', {
    name: '受理',
    body: { queues: ['intake'] },
  });
  const views = async (who: Who) => (await ask<OutputOf<'orders.views'>>(who, 'orders.views', {})).views;
  expect((await views('dispatcher')).map((view) => view.name)).toEqual(['不急的', '受理']);
  expect(await views('manager')).toEqual([]);
  const { counts } = await ask<OutputOf<'orders.viewCounts'>>('dispatcher', 'orders.viewCounts', {});
  expect(counts).toEqual([
    { id: saved.id, count: rig.value('SELECT count(*) FROM work_order WHERE urgent = 0') },
    { id: second.id, count: rig.value("SELECT count(*) FROM work_order WHERE queue = 'intake'") },
  ]);
  const shared = await ask<{ version: number }>('dispatcher', 'orders.saveView', {
    id: saved.id,
    version: saved.version,
    name: '不急',
    shared: true,
    body,
  });
  expect(await views('manager')).toMatchObject([{ name: '不急', own: false, shared: true, body }]);
  expect(
    await refused('manager', 'orders.saveView', { id: saved.id, version: shared.version, name: 'x', body }),
  ).toBe('forbidden');
  expect(
    await refused('dispatcher', 'orders.saveView', { id: saved.id, version: saved.version, name: 'x', body }),
  ).toBe('conflict');
  await ask('dispatcher', 'orders.orderViews', { ids: [second.id, saved.id] });
  expect((await views('dispatcher')).map((view) => view.name)).toEqual(['受理', '不急']);
  await ask('dispatcher', 'orders.removeView', {
    id: saved.id,
    version: (await views('dispatcher'))[1]!.version,
  });
  expect((await views('dispatcher')).map((view) => view.name)).toEqual(['受理']);
  expect(
    await refused('dispatcher', 'orders.saveView', {
      name: 'x',
      body: { where: { field: 'nothing', rel: 'is', value: ['x'] } },
    }),
  ).toBe('filter_invalid');
});

test('a reader who sees a name masked may not ask by it', async () => {
  rig.outlet.store.gate.run(
    { command: 'test.role', requestId: 'role', deskId: 'test', staffId: null },
    (tx) => {
      tx.insert('role', { id: 'window-nine', name_zh: '九号窗', name_en: 'Window nine' });
      tx.insert('role_permission', { role_id: 'window-nine', permission: 'orders.read', scope: 'all' });
      tx.insert('staff', { id: 'S90', code: 'S90', name: '柜台' });
      tx.insert('staff_role', { staff_id: 'S90', role_id: 'window-nine' });
    },
  );
  const masked = rig.outlet.session({ as: 'S90', deskId: 'desk-c' });
  const open = (where: unknown) =>
    rig.outlet.callAny(masked, 'orders.open', { where }) as Promise<{ ok: boolean }>;
  expect(await open({ field: 'urgent', rel: 'no', value: null })).toMatchObject({ ok: true });
  for (const field of ['customer', 'phone', 'address', 'remark'])
    expect(await open({ op: 'or', items: [{ field, rel: 'contains', value: '1' }] })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  // A view of somebody else that asks so simply has no count here
  await ask('dispatcher', 'orders.saveView', {
    name: '王姓',
    shared: true,
    body: { where: { field: 'customer', rel: 'startsWith', value: '王' } },
  });
  expect(await rig.outlet.callAny(masked, 'orders.viewCounts', {})).toMatchObject({
    ok: true,
    value: { counts: [] },
  });
  expect(
    await rig.outlet.callAny(masked, 'orders.export', {
      snapshotId: 'x',
      ranges: [[0, 1]],
      columns: ['number'],
      format: 'csv',
      language: 'zh',
    }),
  ).toMatchObject({ error: { code: 'forbidden' } });
});

/** Files of a zip by name, read without the library that wrote it. */
function unzip(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength, extra, comment] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(from, from + packed);
    files.set(name, (bytes.readUInt16LE(at + 10) === 0 ? raw : inflateRawSync(raw)).toString('utf8'));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

async function exported(who: Who, format: 'xlsx' | 'csv', columns: string[]): Promise<Buffer> {
  const list = await ask<{ snapshotId: string; total: number }>(who, 'orders.open', { sort: 'number' });
  const { jobId } = await ask<{ jobId: string }>(who, 'orders.export', {
    snapshotId: list.snapshotId,
    ranges: [[0, list.total]],
    columns,
    format,
    language: 'zh',
  });
  await rig.outlet.jobs.finished(jobId);
  const job = await ask<{ state: string; fault: unknown; result: { hash: string; rows: number } }>(
    who,
    'jobs.get',
    { id: jobId },
  );
  expect(job).toMatchObject({ state: 'done', result: { rows: list.total } });
  await ask(who, 'orders.exportTicket', { jobId });
  return Buffer.from(await rig.outlet.ports.blobs.get(job.result.hash));
}

test('the list goes into a sheet and a text file as it is shown, and what begins like a formula stays text', async () => {
  rig.outlet.store.gate.run(
    { command: 'test.title', requestId: 'title', deskId: 'test', staffId: null },
    (tx) =>
      void tx.update('work_order', rig.id('SELECT id FROM work_order ORDER BY seq LIMIT 1'), {
        title: '=1+1',
      }),
  );
  const csv = (await exported('dispatcher', 'csv', ['number', 'title', 'user', 'amount'])).toString('utf8');
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  const lines = csv.slice(1).trimEnd().split('\r\n');
  expect(lines[0]).toBe('单号,项目,用户,金额');
  expect(lines[1]).toContain(",'=1+1,");
  expect(lines.length - 1).toBe(rig.value('SELECT count(*) FROM work_order'));
  const name = rig.value<string>(
    'SELECT c.name FROM work_order w JOIN customer c ON c.id = w.customer_id ORDER BY w.seq LIMIT 1',
  );
  expect(lines[1]).toContain(name);

  const files = unzip(await exported('dispatcher', 'xlsx', ['number', 'title', 'amount']));
  const sheet = [...files].find(([path]) => path.includes('worksheets/'))?.[1] ?? '';
  expect(sheet).toContain('=1+1');
  expect(sheet).not.toContain('<f>');
}, 60_000);

test('every sign with which a sheet begins to calculate is made harmless', () => {
  for (const sign of ['=', '+', '-', '@', '\t', '\r']) expect(csvField(`${sign}1`)).toMatch(/^"?'/);
  expect(csvField('a"b,c')).toBe('"a""b,c"');
  expect(csvField({ fen: -1250 })).toBe('-12.50');
  expect(csvField(null)).toBe('');
});
