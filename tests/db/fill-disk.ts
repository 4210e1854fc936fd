/** Fills a disk with commands, makes room, goes on; tells what happened as one line of JSON. `node fill-disk.ts DIR`. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFault } from '../../domain/kernel/fault.ts';
import { openStore, type Store } from '../../db/store.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { fakeEnv } from '../support/fake-env.ts';
import { addCustomer, storeKey } from './customers.ts';

const [folder = ''] = process.argv.slice(2);
const dir = join(folder, 'outlet');
const env = fakeEnv({ seed: 2 });
const ballast = join(folder, 'ballast');
writeFileSync(ballast, Buffer.alloc(10_000_000));
let store: Store = await openStore({ dir, key: storeKey, env });
let answered = 0;
let code = '';
for (let n = 0; n < 20_000 && code === ''; n += 1) {
  try {
    addCustomer(store, `${n} ${'长'.repeat(3000)}`);
    answered += 1;
  } catch (error) {
    code = isFault(error) ? error.code : String(error);
  }
}
// Again and again: a full disk must not break anything that was whole.
for (let n = 0; n < 3; n += 1) {
  try {
    addCustomer(store, `voll ${n}`);
    answered += 1;
  } catch {
    // still full
  }
}
const count = () => store.read.prepare('SELECT count(*) FROM customer').pluck().get() as number;
rmSync(ballast, { force: true });
let reopened = false;
let goesOn = false;
addCustomer(store, 'room again');
answered += 1;
store.close();
store = await openStore({ dir, key: storeKey, env });
reopened = true;
addCustomer(store, 'after opening');
answered += 1;
goesOn = store.log.head === store.gate.head;
const laws = Object.entries(verifyStore(store.read)).filter(([, law]) => !law.ok);
console.log(JSON.stringify({ code, answered, there: count(), reopened, goesOn, laws }));
store.close();
