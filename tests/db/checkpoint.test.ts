import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { storeFiles } from '../../db/store.ts';
import { addCustomer, smallStore } from './support.ts';

/** Commits of about 200 kB each, without a pause between them. */
const long = 'x'.repeat(20_000);

test('what waits in the write-ahead log goes over to the store once nobody calls', async () => {
  const { store, dir } = await smallStore();
  const size = () => statSync(join(dir, storeFiles.store)).size;
  for (let n = 0; n < 48; n += 1) addCustomer(store, `${n}${long}`);
  const before = size();
  await expect.poll(size, { timeout: 5000 }).toBeGreaterThan(before + 1_000_000);
  store.close();
});

test('a run whose calls follow at once waits neither for a pause nor for the bound of the engine', async () => {
  const { store, dir } = await smallStore();
  const size = (name: string) => statSync(join(dir, name)).size;
  const before = size(storeFiles.store);
  for (let n = 0; n < 400 && size(storeFiles.store) === before; n += 1) {
    addCustomer(store, `${n}${long}`);
    if (n % 16 === 15) await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  }
  expect(size(storeFiles.store)).toBeGreaterThan(before);
  // 8000 pages is where the engine would do it inside a call
  expect(size(`${storeFiles.store}-wal`)).toBeLessThan(7500 * 4096);
  store.close();
});
