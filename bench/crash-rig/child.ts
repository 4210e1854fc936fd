/**
 * The program that is recorded: a day of business and an erasure on a prepared outlet. Run under strace as
 * `node child.ts DIR MARKS FULL|OFF [plain]`. Everything that leaves it is marked with the command it rests on.
 */
import { openSync, readdirSync, writeSync } from 'node:fs';
import { openStore, type Store } from '../../db/store.ts';
import { fakeEnv, fakeStart } from '../support/fake-env.ts';
import { digestStore } from './digest.ts';
import { runOperations } from './operations.ts';
import { plainStores } from './plain-stores.ts';
import type { Mark } from './trace.ts';
import { crashKey, standPlatforms } from './world.ts';

const [dir = '', marks = '', synchronous = 'FULL', cipher = ''] = process.argv.slice(2);
if (cipher === 'plain') plainStores();
const fd = openSync(marks, 'a');
// One write, one mark: strace sees it between the writes of the store.
const mark = (one: Mark) => void writeSync(fd, JSON.stringify(one));

const marked = (store: Store) =>
  store.gate.onCommit((commit) =>
    mark({ kind: 'commit', name: commit.command, lsn: commit.lsn, digest: digestStore(store.read) }),
  );

const env = fakeEnv({ seed: 5, startAt: fakeStart });
if (readdirSync(dir).length === 0) await beBorn();
else await work();

/** A new outlet's first minute: the store is created and takes one command. */
async function beBorn(): Promise<void> {
  const store = await openStore({ dir, key: crashKey, env, synchronous: synchronous as 'FULL' | 'OFF' });
  marked(store);
  store.gate.run({ command: 'test.first', requestId: 'first', deskId: 'test', staffId: null }, (tx) => {
    const keyId = tx.newKeyId();
    tx.insert('customer', { key_id: keyId, name: '祁望春', created_at: tx.at });
  });
  mark({ kind: 'answer', name: 'test.first', lsn: store.gate.head, requestId: 'first' });
  store.close();
}

async function work(): Promise<void> {
  const boxes = standPlatforms(env, { startAt: fakeStart - 3 * 3_600_000, seed: 4 });
  for (const round of [1, 2]) {
    const store = await openStore({ dir, key: crashKey, env, synchronous: synchronous as 'FULL' | 'OFF' });
    const { net } = env;
    env.net = {
      request(request) {
        mark({ kind: 'request', name: request.method, lsn: store.gate.head });
        return net.request(request);
      },
    };
    marked(store);
    await runOperations({ store, env, boxes, round, mark });
    env.net = net;
    store.close();
  }
}
