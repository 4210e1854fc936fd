import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTableSql } from '../../db/models/ddl.ts';
import { listTables } from '../../db/models/index.ts';
import { openOrm, type Orm } from '../../db/orm/orm.ts';
import { seedDemoOutlet } from '../../db/seed/index.ts';
import { openStore, type Store } from '../../db/store.ts';
import { fakeEnv } from '../support/fake-env.ts';

const key = 'ab'.repeat(32);
const dir = mkdtempSync(join(tmpdir(), 'models-'));
let store: Store;
let orm: Orm;

beforeAll(async () => {
  store = await openStore({ dir, key, env: fakeEnv() });
  seedDemoOutlet(store, { pinHashes: {}, today: '2026-11-22', firstMonth: '2026-10' });
  orm = openOrm(store.path, key);
});
afterAll(async () => {
  await orm.close();
  store.close();
  rmSync(dir, { recursive: true });
});

test('the migrated store equals the descriptions, table by table', () => {
  const normal = (sql: string) => sql.replace(/\s+/g, ' ').trim();
  const stored = new Set(
    (store.read.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').pluck().all() as string[]).map(
      normal,
    ),
  );
  for (const table of listTables())
    for (const sql of createTableSql(table)) expect(stored.has(normal(sql)), sql.slice(0, 90)).toBe(true);
});

test('every table is STRICT and every reference points at a described table', () => {
  const strict = store.read
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
  expect(strict).toEqual([]);
  const names = new Set(listTables().map((table) => table.name));
  for (const table of listTables())
    for (const column of Object.values(table.columns))
      if (column.ref !== undefined) expect(names.has(column.ref)).toBe(true);
});

test('models read through associations, JSON and booleans come typed', async () => {
  const staff = await orm.model('staff').findOne({
    where: { id: 'T01' },
    include: [{ association: 'team' }, { association: 'staff_role_by_staff_id' }],
  });
  const row = staff?.get({ plain: true }) as {
    name: string;
    team: { name_zh: string };
    staff_role_by_staff_id: { role_id: string }[];
  };
  expect(row.team.name_zh).toBe('空调班');
  expect(row.staff_role_by_staff_id.map((one) => one.role_id)).toContain('technician');
  const model = await orm.model('product_model').findOne({ where: { id: 'KFR-26GW/LZA1' } });
  expect(model?.get('codes_to_collect')).toEqual(['内机条码', '外机条码']);
  const location = await orm.model('location').findOne({ where: { id: 'K-USER' } });
  expect(location?.get('is_real')).toBe(false);
});

test('models never write', async () => {
  await expect(orm.model('staff').update({ name: 'x' }, { where: { id: 'T01' } })).rejects.toThrow(
    /write through the gate/,
  );
  await expect(
    orm.model('skill').create({ id: 'x', code: 'x', name_zh: 'x', name_en: 'x', levels: '[]', version: 1 }),
  ).rejects.toThrow(/write through the gate/);
  await expect(orm.sequelize.query('DELETE FROM staff')).rejects.toThrow(/write through the gate/);
  expect(store.read.prepare("SELECT name FROM staff WHERE id = 'T01'").pluck().get()).toBe('岑大江');
});

test('a model sees what the gate committed, at once', async () => {
  store.gate.run(
    { command: 'test.rename', requestId: 'r', deskId: 'd', staffId: null },
    (tx) => void tx.update('team', 'G1', { name_zh: '空调一班' }),
  );
  expect((await orm.model('team').findByPk('G1'))?.get('name_zh')).toBe('空调一班');
});
