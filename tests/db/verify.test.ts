import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../db/connection.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { syncRig, testKey, type SyncRig } from '../sync/rig.ts';

let rig: SyncRig | null = null;
afterEach(() => rig?.close());

test('a synced store keeps the laws; each planted break is named with its row', async () => {
  rig = await syncRig();
  await rig.engine.pullNow('C-OWN');
  await rig.engine.pullNow('C-TM');
  const whole = verifyStore(rig.store.read);
  expect(Object.entries(whole).filter(([, law]) => !law.ok)).toEqual([]);
  expect(whole.L1.checked).toBeGreaterThan(10);

  // The verifier must be able to fail: each law broken by hand, behind the gate's back.
  const db = openDatabase(rig.store.path, { key: testKey });
  const broken = (law: keyof typeof whole, sql: string, ...params: unknown[]) => {
    db.exec('SAVEPOINT planted');
    db.pragma('ignore_check_constraints = ON');
    for (const trigger of ['audit', 'event', 'stock_move', 'journal_entry', 'journal_line']) {
      for (const verb of ['update', 'delete']) db.exec(`DROP TRIGGER ${trigger}_no_${verb}`);
    }
    db.prepare(sql).run(...params);
    const report = verifyStore(db);
    db.exec('ROLLBACK TO planted');
    db.exec('RELEASE planted');
    expect(report[law], sql).toMatchObject({ ok: false });
    return report[law].detail;
  };
  expect(
    broken(
      'L1',
      "UPDATE inbox SET source_order_id = NULL WHERE seq = (SELECT min(seq) FROM inbox WHERE state = 'applied')",
    ),
  ).toMatch(/^inbox .*applied without an order/);
  expect(broken('L2', "UPDATE work_order SET state = 'ready' WHERE seq = 1")).toMatch(
    /^work_order .*without its event/,
  );
  expect(broken('L4', 'UPDATE stock_balance SET quantity_milli = quantity_milli + 1 WHERE seq = 5')).toMatch(
    /^stock_balance .*moves say/,
  );
  expect(broken('L4', 'UPDATE stock_balance SET reserved_milli = 1 WHERE seq = 5')).toMatch(
    /^stock_balance /,
  );
  expect(broken('L6', "UPDATE audit SET params = '{}' || '' , at = at + 1 WHERE seq = 3")).toBe(
    'audit 3: changed',
  );
  expect(broken('L6', 'DELETE FROM audit WHERE seq = 4')).toBe('audit 4: row is missing');
  db.close();
});
