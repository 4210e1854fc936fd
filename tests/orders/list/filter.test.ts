import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase, type Db } from '../../../db/connection.ts';
import { orderListSql } from '../../../db/queries/orders.ts';
import { seedDemoOutlet } from '../../../db/seed/index.ts';
import { openStore, storeFiles } from '../../../db/store.ts';
import {
  checkFilter,
  fieldNames,
  type FilterNode,
  filterLimits,
  isGroup,
  type LooseNode,
  matchesFilter,
  orderFields,
  relationsOf,
  resolveFilter,
} from '../../../domain/orders/list-filter.ts';
import { fakeEnv } from '../../support/fake-env.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { factsOf, fillOrders, valuesOf } from './orders-at-random.ts';
import { seededRandom } from './random.ts';

const seed = Number(process.env.OUTLET_SEED ?? 20261122);
const rows = 2400;
const trees = 300;

/** A store with the outlet's masters and orders at random, opened past the gate; gone with the test. */
async function randomOrders(): Promise<Db> {
  const dir = tempDir();
  const key = 'ab'.repeat(32);
  const store = await openStore({ dir, key, env: fakeEnv({ seed: 1 }) });
  seedDemoOutlet(store, { pinHashes: {}, today: '2026-11-22', firstMonth: '2026-11' });
  store.close();
  const db = openDatabase(join(dir, storeFiles.store), { key, synchronous: 'OFF' });
  onTestFinished(() => void db.close());
  fillOrders(db, rows, seededRandom(seed));
  return db;
}

const noFilter = {
  queues: [],
  states: [],
  staffId: null,
  payerId: null,
  connectionId: null,
  divisionCode: null,
  serviceType: null,
  appointmentDay: null,
  receivedFrom: null,
  receivedTo: null,
  warranty: null,
  urgentOnly: false,
  minAmountFen: null,
  openOnly: false,
};
const at = { nowMs: 1_795_000_000_000, today: '2026-11-18', zone: 'Asia/Shanghai', staffId: 'T03' };

/** A tree at random: any field, any of its relations, a value that some order has or none. */
function treeAtRandom(random: () => number, depth = 1): FilterNode {
  if (depth < 4 && random() < 0.45) {
    const op = (['and', 'or', 'not'] as const)[Math.floor(random() * 3)] ?? 'and';
    const count = op === 'not' ? 1 : Math.floor(random() * 4);
    return { op, items: Array.from({ length: count }, () => treeAtRandom(random, depth + 1)) };
  }
  const field = fieldNames[Math.floor(random() * fieldNames.length)]!;
  const known = relationsOf(field);
  const rel = known[Math.floor(random() * known.length)]!;
  return { field, rel, value: valuesOf(field, rel, random) };
}

test(`every relation of every field and ${trees} trees choose the same orders in the store and in memory`, async () => {
  console.log(`seed ${seed}`);
  const db = await randomOrders();
  const facts = factsOf(db);
  expect(facts.length).toBe(rows);
  const random = seededRandom(seed + 1);
  let some = 0;
  const alone = fieldNames.flatMap((field) =>
    relationsOf(field).map((rel): FilterNode => ({ field, rel, value: valuesOf(field, rel, random) })),
  );
  const asked = [...alone, ...Array.from({ length: trees }, () => treeAtRandom(random))];
  for (const [round, loose] of asked.entries()) {
    const tree = checkFilter(loose as LooseNode);
    const where = resolveFilter(tree, at);
    const { sql, bindings } = orderListSql({
      filter: noFilter,
      where,
      sort: 'number',
      descending: false,
      onlyStaffId: null,
      onlyTeamId: null,
    });
    const stored = db
      .prepare(sql)
      .pluck()
      .all(...bindings);
    const remembered = facts.filter((one) => matchesFilter(where, one.facts)).map((one) => one.seq);
    expect(stored, `seed ${seed}, round ${round}: ${JSON.stringify(where)}`).toEqual(remembered);
    if (stored.length > 0 && stored.length < rows) some += 1;
  }
  // Most of them really chose
  expect(some).toBeGreaterThan(trees / 4);
});

test('money at risk stands from the largest down with what is over behind all of it, the nearest deadline first among equals', async () => {
  const db = await randomOrders();
  for (const descending of [true, false]) {
    const { sql, bindings } = orderListSql({
      filter: noFilter,
      where: null,
      sort: 'risk',
      descending,
      onlyStaffId: null,
      onlyTeamId: null,
    });
    const seqs = db
      .prepare(sql)
      .pluck()
      .all(...bindings);
    expect(seqs).toHaveLength(rows);
    const of = db.prepare(
      "SELECT queue IN ('done', 'cancelled') AS over, money_at_risk_fen AS fen, deadline_at AS due FROM work_order WHERE seq = ?",
    );
    const found = seqs.map((seq) => of.get(seq) as { over: number; fen: number; due: number | null });
    for (const [at, row] of found.slice(1).entries()) {
      const before = found[at]!;
      expect(before.over).toBeLessThanOrEqual(row.over);
      if (before.over !== row.over) continue;
      if (before.fen === row.fen) expect(before.due ?? Infinity).toBeLessThanOrEqual(row.due ?? Infinity);
      else expect(before.fen > row.fen).toBe(descending);
    }
  }
});

test('a tree that names what there is not, or is too deep or too long, is refused with its place', () => {
  const bad: [LooseNode, string][] = [
    [{ field: 'constructor', rel: 'is', value: ['x'] }, 'field'],
    [{ field: 'queue', rel: 'contains', value: 'x' }, 'relation'],
    [{ field: 'urgent', rel: 'empty', value: null }, 'relation'],
    [{ field: 'queue', rel: 'is', value: [] }, 'value'],
    [{ field: 'amount', rel: 'atLeast', value: 1.5 }, 'value'],
    [{ field: 'received', rel: 'before', value: 'yesterday' }, 'value'],
    [{ field: 'appointmentDay', rel: 'on', value: '2026-02-30' }, 'value'],
    [{ op: 'not', items: [] }, 'not_takes_one'],
    [
      {
        op: 'and',
        items: Array.from({ length: filterLimits.conditions + 1 }, () => ({
          field: 'urgent',
          rel: 'yes',
          value: null,
        })),
      },
      'too_many',
    ],
  ];
  for (const [tree, problem] of bad)
    expect(() => checkFilter(tree), JSON.stringify(tree)).toThrow(
      expect.objectContaining({ code: 'filter_invalid', params: expect.objectContaining({ problem }) }),
    );
  let deep: LooseNode = { field: 'urgent', rel: 'yes', value: null };
  for (let level = 0; level < filterLimits.depth; level += 1) deep = { op: 'and', items: [deep] };
  expect(() => checkFilter(deep)).toThrow(/too_deep/);
});

test('relative days, moments and «me» become absolute at reading', () => {
  const tree: FilterNode = {
    op: 'and',
    items: [
      { field: 'appointmentDay', rel: 'on', value: 'today+1' },
      { field: 'deadline', rel: 'before', value: 'now+4h' },
      { field: 'received', rel: 'on', value: 'today' },
      { field: 'staff', rel: 'is', value: ['me', 'T01'] },
    ],
  };
  const resolved = resolveFilter(tree, at);
  if (!isGroup(resolved)) throw new Error('a group stays a group');
  expect(resolved.items).toEqual([
    { field: 'appointmentDay', rel: 'on', value: ['2026-11-19', '2026-11-19'] },
    { field: 'deadline', rel: 'before', value: at.nowMs + 4 * 3_600_000 },
    { field: 'received', rel: 'on', value: [Date.UTC(2026, 10, 17, 16), Date.UTC(2026, 10, 18, 16)] },
    { field: 'staff', rel: 'is', value: ['T03', 'T01'] },
  ]);
});

test('personal fields name the permission that shows them', () => {
  for (const name of ['customer', 'phone', 'address', 'fault', 'remark'] as const)
    expect(orderFields[name].reveals).toMatch(/^personal\./);
});
