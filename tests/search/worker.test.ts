import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { SearchClient } from '../../db/search/client.ts';
import { composeSearchText } from '../../db/search/doc-text.ts';
import type { SearchWorkerData } from '../../db/search/protocol.ts';
import { keyHex, searchStore } from './store.ts';

let store: ReturnType<typeof searchStore>;
afterEach(() => store.remove());

const named = (seq: number, name: string) => ({
  seq,
  doc: { kind: 'customer', ...composeSearchText({ names: [name] }) },
});

function start() {
  const workerData: SearchWorkerData = {
    storePath: store.storePath,
    indexPath: store.indexPath,
    keyHex,
    identity: 'o:1',
  };
  const worker = new Worker(new URL('../../main/host/workers/search-worker.ts', import.meta.url), {
    workerData,
  });
  return { worker, client: new SearchClient(worker, { onIndexed: (lsn) => store.strikeOff(lsn) }) };
}

test('the thread answers, takes changes, lets the gate strike them off, and ends', async () => {
  store = searchStore();
  store.commit([named(1, '仇英'), named(2, '单雄信'), named(3, '张三')]);
  const { client, worker } = start();
  expect(await client.query({ text: 'qiu', limit: 5 })).toMatchObject({
    total: 1,
    hits: [{ entityId: 'id-1', rank: 1 }],
  });
  await client.settle();
  store.commit([named(4, '张飞')]);
  client.changed();
  expect(await client.query({ text: '张', limit: 5 })).toMatchObject({
    total: 2,
    hits: [{ seq: 4 }, { seq: 3 }],
  });
  await client.settle();
  expect(await client.stats()).toMatchObject({ docs: 4, pending: 0 });
  expect(store.db.prepare('SELECT seq, lsn FROM search_dirty').all()).toEqual([{ seq: 0, lsn: 2 }]);
  expect(await client.match({ text: 'z' })).toEqual([3, 4]);
  await client.rebuild();
  expect(await client.query({ text: 'shanxiongxin', limit: 5 })).toMatchObject({ total: 1 });
  await client.settle();
  expect(await client.verify()).toMatchObject({ ok: true, checkedDocs: 4 });
  const ended = new Promise((resolve) => worker.on('exit', resolve));
  await client.close();
  expect(await ended).toBe(0);
  await expect(client.query({ text: 'z', limit: 1 })).rejects.toThrow('ended');
});

test('type-ahead: of many texts typed while one is under way only the last is asked', async () => {
  store = searchStore();
  store.commit([named(1, '张三'), named(2, '张三丰')]);
  const { client, worker } = start();
  const typed = ['张', '张三', 'x', '张三丰'].map((text) =>
    client.latest('desk-1', () => client.query({ text, limit: 5 })),
  );
  const other = client.latest('desk-2', () => client.query({ text: '丰', limit: 5 }));
  expect((await Promise.all(typed)).map((answer) => answer?.total)).toEqual([2, undefined, undefined, 1]);
  expect((await other)?.total).toBe(1);
  await client.close();
  await worker.terminate();
});
