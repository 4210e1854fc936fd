import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { mergeRanges } from '../../../main/services/orders/list/selection.ts';
import { deskRig, type DeskRig } from '../rig.ts';

let rig: DeskRig;
beforeEach(async () => {
  rig = await deskRig();
}, 60_000);
afterEach(() => rig.close());

type Result = OutputOf<'orders.bulkResult'>;

async function value<T>(answer: Promise<{ ok: boolean } & Record<string, unknown>>): Promise<T> {
  const got = await answer;
  if (!got.ok) throw new Error(JSON.stringify(got));
  return got.value as T;
}
const open = async (filter: Record<string, unknown> = {}, where: unknown = null) =>
  value<{ snapshotId: string; total: number }>(
    rig.outlet.call(rig.dispatcher, 'orders.open', { filter, where, sort: 'number' } as never) as never,
  );
async function bulk(
  snapshotId: string,
  ranges: [number, number][],
  more: Record<string, unknown>,
): Promise<Result> {
  const { jobId } = await value<{ jobId: string }>(
    rig.outlet.call(rig.dispatcher, 'orders.bulk', { snapshotId, ranges, ...more } as never) as never,
  );
  await rig.outlet.jobs.finished(jobId);
  const job = await value<{ state: string; fault: unknown }>(
    rig.outlet.call(rig.dispatcher, 'jobs.get', { id: jobId }) as never,
  );
  expect(job).toMatchObject({ state: 'done', fault: null });
  return value(rig.outlet.call(rig.dispatcher, 'orders.bulkResult', { jobId }) as never);
}
const state = (number: string) =>
  rig.value<string>('SELECT coalesce(side_state, state) FROM work_order WHERE number = ?', number);

test('many orders are approved, held, resumed and tagged by one job each; what cannot be is left with its reason', async () => {
  const list = await open({ queues: ['intake'] });
  expect(list.total).toBeGreaterThan(5);
  const all: [number, number][] = [[0, list.total]];
  const tagged = await bulk(list.snapshotId, all, { action: 'tag', addTags: [' 回头 客 ', '回头客'] });
  expect(tagged).toMatchObject({ total: list.total, done: list.total, leftCount: 0, stopped: false });
  expect(rig.value("SELECT count(*) FROM work_order_tag WHERE tag = '回头客'")).toBe(list.total);

  // An order that must be decided first stays where it is, with the guard that says so
  const stop = rig.value<string>(
    "SELECT w.number FROM work_order w JOIN order_flag f ON f.work_order_id = w.id WHERE w.queue = 'intake' AND f.severity = 'stop' AND f.cleared_at IS NULL LIMIT 1",
  );
  const approved = await bulk(list.snapshotId, all, { action: 'approve' });
  expect(approved.done + approved.leftCount).toBe(list.total);
  expect(approved.done).toBeGreaterThan(0);
  expect(approved.batchIds).toHaveLength(1);
  if (stop !== undefined) {
    expect(approved.left.map((row) => row.number)).toContain(stop);
    expect(state(stop)).not.toBe('ready');
  }
  for (const row of approved.left) expect(['order_guard_failed', 'order_edge_missing']).toContain(row.code);

  // Once more: everything is left now, nothing happens twice
  const again = await bulk(list.snapshotId, all, { action: 'approve' });
  expect(again).toMatchObject({ done: 0, leftCount: list.total, batchIds: [] });

  const ready = await open({ queues: ['dispatch'] });
  const held = await bulk(ready.snapshotId, [[0, 3]], { action: 'hold', reasonCode: 'H01', text: '等货' });
  expect(held).toMatchObject({ total: 3, done: 3 });
  const onHold = await open({}, { field: 'holdReason', rel: 'is', value: ['H01'] });
  expect(onHold.total).toBeGreaterThanOrEqual(3);
  expect((await bulk(onHold.snapshotId, [[0, onHold.total]], { action: 'resume' })).done).toBe(onHold.total);
});

test('many are given to one person, and taken back; who may not take one leaves it where it was', async () => {
  const intake = await open({ queues: ['intake'] });
  await bulk(intake.snapshotId, [[0, intake.total]], { action: 'approve' });
  const ready = await open({ queues: ['dispatch'] });
  const given = await bulk(ready.snapshotId, [[0, ready.total]], { action: 'assign', staffId: 'T02' });
  expect(given.done + given.leftCount).toBe(ready.total);
  for (const row of given.left)
    expect(row).toMatchObject({ code: 'order_guard_failed', params: { guard: 'technician_eligible' } });
  expect(
    rig.value("SELECT count(*) FROM assignment WHERE staff_id = 'T02' AND ended_at IS NULL"),
  ).toBeGreaterThanOrEqual(given.done);
  if (given.done > 0) {
    const back = await bulk(ready.snapshotId, [[0, ready.total]], {
      action: 'unassign',
      reasonCode: rig.value("SELECT code FROM reason_code WHERE kind = 'reassign' LIMIT 1"),
    });
    expect(back.done).toBe(given.done);
  }
});

test('only the chosen rows are touched, whatever order the ranges come in', async () => {
  const list = await open({ queues: ['intake'] });
  const { rows } = await value<OutputOf<'orders.slice'>>(
    rig.outlet.call(rig.dispatcher, 'orders.slice', { snapshotId: list.snapshotId, from: 0, to: 6 }) as never,
  );
  const wanted = [0, 1, 4].map((at) => rows[at]!.id);
  const made = await bulk(
    list.snapshotId,
    [
      [4, 5],
      [0, 2],
      [1, 2],
    ],
    { action: 'tag', addTags: ['挑中'] },
  );
  expect(made).toMatchObject({ total: 3, done: 3 });
  const events = rig.outlet.store.read
    .prepare("SELECT entity_id FROM event WHERE kind = 'order.tagged'")
    .pluck()
    .all() as string[];
  expect([...new Set(events)].sort()).toEqual([...wanted].sort());
});

test('many are taken back together, but not what somebody touched meanwhile or what was so already', async () => {
  const intake = await open({ queues: ['intake'] });
  await bulk(intake.snapshotId, [[0, intake.total]], { action: 'approve' });
  const list = await open({ queues: ['dispatch'] });
  expect(list.total).toBeGreaterThan(3);
  const all: [number, number][] = [[0, list.total]];
  const before = rig.value<number>("SELECT count(*) FROM work_order WHERE queue = 'dispatch'");
  const held = await bulk(list.snapshotId, all, { action: 'hold', reasonCode: 'H01' });
  expect(held).toMatchObject({ done: list.total, leftCount: 0, reasons: [], stopped: false });
  const [first] = (
    await value<OutputOf<'orders.slice'>>(
      rig.outlet.call(rig.dispatcher, 'orders.slice', {
        snapshotId: list.snapshotId,
        from: 0,
        to: 1,
      }) as never,
    )
  ).rows;
  await value(
    rig.outlet.call(rig.manager, 'orders.setUrgent', {
      id: first!.id,
      version: first!.version,
      urgent: !first!.urgent,
    } as never) as never,
  );
  const undone = await value<OutputOf<'orders.undo'>>(
    rig.outlet.call(rig.dispatcher, 'orders.undo', { batchId: held.batchIds[0]! }) as never,
  );
  expect(undone.orders).toHaveLength(list.total - 1);
  expect(undone.left).toMatchObject([{ id: first!.id, code: 'undo_touched' }]);
  expect(rig.value("SELECT count(*) FROM work_order WHERE queue = 'dispatch'")).toBe(before - 1);

  // Half of them carry the tag already: those keep it when the rest is taken back
  await bulk(list.snapshotId, [[0, 2]], { action: 'tag', addTags: ['早班'] });
  const tagged = await bulk(list.snapshotId, all, { action: 'tag', addTags: ['早班'] });
  expect(tagged.done).toBe(list.total);
  const back = await value<OutputOf<'orders.undo'>>(
    rig.outlet.call(rig.dispatcher, 'orders.undo', { batchId: tagged.batchIds[0]! }) as never,
  );
  expect(back.orders).toHaveLength(list.total - 2);
  expect(rig.value("SELECT count(*) FROM work_order_tag WHERE tag = '早班'")).toBe(2);
});

test('tags set by hand are taken back by one key; the same tags again are no step', async () => {
  const list = await open({ queues: ['intake'] });
  const { rows } = await value<OutputOf<'orders.slice'>>(
    rig.outlet.call(rig.dispatcher, 'orders.slice', { snapshotId: list.snapshotId, from: 0, to: 1 }) as never,
  );
  const { id, version } = rows[0]!;
  const set = (input: { version: number; tags: string[] }) =>
    value<OutputOf<'orders.setTags'>>(
      rig.outlet.call(rig.dispatcher, 'orders.setTags', { id, ...input } as never) as never,
    );
  const one = await set({ version, tags: ['贵客', '近'] });
  const two = await set({ version: one.version, tags: ['近', '急'] });
  expect(two.tags).toEqual(['急', '近']);
  expect(await set({ version: two.version, tags: ['近', '急'] })).toEqual({
    id,
    version: two.version,
    tags: two.tags,
  });
  await value(rig.outlet.call(rig.dispatcher, 'orders.undo', { batchId: two.batchId! }) as never);
  const tags = rig.outlet.store.read
    .prepare('SELECT tag FROM work_order_tag WHERE work_order_id = ? ORDER BY tag')
    .pluck()
    .all(id);
  expect(tags.sort()).toEqual(['近', '贵客'].sort());
});

test('a row is found by its number, by its last signs, and not in a list it is not in', async () => {
  const list = await open();
  const { rows } = await value<OutputOf<'orders.slice'>>(
    rig.outlet.call(rig.dispatcher, 'orders.slice', { snapshotId: list.snapshotId, from: 4, to: 5 }) as never,
  );
  const row = rows[0]!;
  const find = async (number: string, snapshotId = list.snapshotId) =>
    (
      await value<OutputOf<'orders.indexOf'>>(
        rig.outlet.call(rig.dispatcher, 'orders.indexOf', { snapshotId, number } as never) as never,
      )
    ).index;
  expect(await find(row.number)).toBe(4);
  expect(await find(row.number.slice(-6))).toBe(4);
  if (row.upstreamNumber !== null) expect(await find(` ${row.upstreamNumber} `)).toBe(4);
  expect(await find('no such number')).toBe(-1);
  const none = await open({ queues: ['done'] });
  expect(await find(row.number, none.snapshotId)).toBe(-1);
});

test('a reader without the right is refused before any order is touched', async () => {
  const list = await open();
  const technician = rig.outlet.session({ as: 'T01', deskId: 'desk-t' });
  const own = (await rig.outlet.call(technician, 'orders.open', { filter: {} } as never)) as {
    ok: boolean;
    value?: { snapshotId: string };
  };
  expect(
    await rig.outlet.call(technician, 'orders.bulk', {
      snapshotId: own.value?.snapshotId ?? list.snapshotId,
      ranges: [[0, 1]],
      action: 'approve',
    } as never),
  ).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
  expect(
    await rig.outlet.call(rig.dispatcher, 'orders.bulk', {
      snapshotId: list.snapshotId,
      ranges: [[0, 1]],
      action: 'hold',
      reasonCode: 'nope',
    } as never),
  ).toMatchObject({ ok: false, error: { code: 'reason_unknown' } });
});

test('more rows than one job takes are refused with how many and how many at most', async () => {
  const { snapshotId } = await open();
  const asked = await rig.outlet.call(rig.dispatcher, 'orders.bulk', {
    snapshotId,
    ranges: [[0, 5_000_000]],
    action: 'approve',
  } as never);
  expect(asked).toMatchObject({
    ok: false,
    error: { code: 'selection_too_large', params: { count: 5_000_000, limit: 20_000 } },
  });
});

test('ranges come in any order, overlap and touch', () => {
  expect(
    mergeRanges([
      [5, 9],
      [0, 2],
      [2, 3],
      [8, 12],
      [20, 20],
    ]),
  ).toEqual([
    [0, 3],
    [5, 12],
  ]);
});
