import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../db/store.ts';
import { fakeEnv } from '../support/fake-env.ts';

const key = 'ab'.repeat(32);

test('a command commits rows, event, audit and log together, and survives a reopening', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'store-'));
  const env = fakeEnv({ seed: 7 });
  const store = await openStore({ dir, key, env });
  const id = store.gate.run({ command: 'test.make', requestId: 'r1', deskId: 'd1', staffId: null }, (tx) => {
    const keyId = tx.newKeyId();
    const customer = tx.insert('customer', {
      key_id: keyId,
      name: '李婉清',
      phone: '13000008821',
      created_at: tx.at,
    });
    tx.event({
      entity: 'customer',
      entityId: customer,
      kind: 'made',
      personal: { keyId, value: { name: '李婉清' } },
    });
    tx.audit({ action: 'customer.make', entity: 'customer', entityId: customer });
    return customer;
  });
  expect(store.read.prepare('SELECT name FROM customer WHERE id = ?').pluck().get(id)).toBe('李婉清');
  expect(store.log.head).toBe(1);
  expect(() =>
    store.gate.run({ command: 'x', requestId: 'r2', deskId: 'd1', staffId: null }, (tx) => {
      tx.insert('customer', { key_id: 1, name: 'x', created_at: 1 });
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(store.read.prepare('SELECT count(*) FROM customer').pluck().get()).toBe(1);
  store.close();
  const again = await openStore({ dir, key, env });
  expect(again.gate.head).toBe(1);
  expect(again.gate.findAnswer('d1', 'r1')?.answer).toBe(id);
  expect(again.opened).toMatchObject({ created: false, replayed: 0, appended: 0 });
  again.close();
  rmSync(dir, { recursive: true });
});
