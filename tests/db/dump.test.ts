import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { syncRig, testKey, type SyncRig } from '../sync/rig.ts';

let rig: SyncRig | null = null;
afterEach(() => rig?.close());

test('the dump tells every source order as its platform does', async () => {
  rig = await syncRig();
  await rig.engine.pullNow('C-OWN');
  await rig.engine.pullNow('C-TM');
  writeFileSync(join(rig.dir, 'store.key'), testKey);
  const out = execFileSync(process.execPath, ['build/dump.ts', rig.dir], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const dumped = JSON.parse(out) as {
    source: string;
    upstream_id: string;
    customer_name: string;
    cancelled: boolean;
    status: string;
    amount_fen: number;
    address: string;
  }[];
  for (const code of ['C-OWN', 'C-TM'] as const) {
    const cards = [...rig.sandboxes[code].world.cards.values()];
    const ours = new Map(dumped.filter((one) => one.source === code).map((one) => [one.upstream_id, one]));
    expect(ours.size).toBe(cards.length);
    for (const card of cards) {
      const mine = ours.get(card.order.id);
      expect(mine?.cancelled).toBe(card.cancelledAt !== null);
      expect(mine?.customer_name).toBe(card.order.customer.name);
      expect(mine?.address).toContain(card.order.address.detail);
    }
  }
});

test('a store that is not there gets one sentence and no stack', () => {
  let said = '';
  try {
    execFileSync(process.execPath, ['build/verify.ts', '/nowhere/at/all'], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    said = String((error as { stderr: string }).stderr);
    expect((error as { status: number }).status).toBe(2);
  }
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).toMatch(/no store at/);
});
