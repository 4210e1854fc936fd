import { expect, test } from 'vitest';
import { seedDemoOutlet } from '../../db/seed/index.ts';
import { openStore } from '../../db/store.ts';
import { rehearse } from '../../main/services/rehearsal.ts';
import { fakeEnv } from '../support/fake-env.ts';
import { tempDir } from '../support/temp-dir.ts';

test('a rehearsal goes the whole way and leaves no trace', async () => {
  const env = fakeEnv({ seed: 1 });
  const store = await openStore({ dir: tempDir(), key: '11'.repeat(32), env });
  try {
    seedDemoOutlet(store, { pinHashes: {}, today: '2026-11-22', firstMonth: '2026-11' });
    const tables = store.read
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[];
    const counts = () =>
      Object.fromEntries(
        tables.map((table) => [table, store.read.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()]),
      );
    const series = () => store.read.prepare('SELECT * FROM number_series ORDER BY key').all();
    const before = { counts: counts(), series: series(), head: store.gate.head, log: store.log.head };
    const told: string[] = [];
    store.gate.onCommit((commit) => told.push(commit.command));
    expect(rehearse(store.gate)).toEqual({ steps: ['taken', 'assigned', 'issued', 'keyed'], ended: null });
    expect({ counts: counts(), series: series(), head: store.gate.head, log: store.log.head }).toEqual(
      before,
    );
    expect(told).toEqual([]);
    // The gate is free again
    store.gate.run({ command: 'test', requestId: 'r', deskId: 'd', staffId: null }, () => null);
    expect(store.gate.head).toBe(before.head + 1);
  } finally {
    store.close();
  }
});
