import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type Store } from '../../db/store.ts';
import { fakeEnv, type FakeEnv } from '../support/fake-env.ts';
import { addCustomer, storeKey } from './customers.ts';
import { tempDir } from '../support/temp-dir.ts';

export { addCustomer, storeKey };

export interface SmallStore {
  dir: string;
  env: FakeEnv;
  store: Store;
}

export async function smallStore(customers = 0, seed = 3): Promise<SmallStore> {
  const dir = join(tempDir(), 'outlet');
  const env = fakeEnv({ seed });
  const store = await openStore({ dir, key: storeKey, env });
  for (let n = 0; n < customers; n += 1) addCustomer(store, `客户${n}`);
  return { dir, env, store };
}

export const names = (store: Store): string[] =>
  store.read.prepare('SELECT name FROM customer ORDER BY seq').pluck().all() as string[];

/** The folder as a killed host leaves it: all files as they are, but for shared memory. */
export function copyFolder(dir: string): string {
  const copy = join(tempDir(), 'outlet');
  cpSync(dir, copy, { recursive: true, filter: (path) => !path.endsWith('-shm') });
  return copy;
}
