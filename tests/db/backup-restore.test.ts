import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeCheckedCopy } from '../../db/backup.ts';
import { restoreCopy } from '../../db/restore.ts';
import { openStore, storeFiles } from '../../db/store.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { nextOrderNumber } from '../../main/services/numbers.ts';
import { syncRig, testKey } from '../sync/rig.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { findRestoreNote, resumeSending } from '../../main/services/outlet/restored.ts';
import type { ServiceContext } from '../../main/services/context.ts';
import { SyncEngine } from '../../main/services/sync/engine.ts';
import { addCustomer, names, smallStore, storeKey } from './support.ts';

test('a copy restored: higher epoch, numbers show it, log moved aside, the replaced store refuses to write', async () => {
  const { dir, env, store } = await smallStore(2);
  const copy = makeCheckedCopy({ dir, key: storeKey, name: 'evening' });
  addCustomer(store, '后来');
  store.close();
  const old = join(dir, 'kept.db');
  copyFileSync(join(dir, storeFiles.store), old);

  const done = restoreCopy({ dir, key: storeKey, copy, nowMs: env.now() });
  expect(done).toMatchObject({ epoch: 2, lsn: 2, replayed: 0, cleared: 0 });
  expect(existsSync(join(done.replaced, storeFiles.store))).toBe(true);
  const again = await openStore({ dir, key: storeKey, env });
  expect(again.epoch).toBe(2);
  expect(names(again)).toEqual(['客户0', '客户1']);
  expect(readdirSync(join(dir, storeFiles.replaced))).toContain('oplog-before-epoch-2');
  addCustomer(again, '新的');
  expect([...again.log.read()].map(({ lsn, epoch }) => [lsn, epoch]).at(-1)).toEqual([3, 2]);
  const number = again.gate.run({ command: 't', requestId: 'n', deskId: 'd', staffId: null }, (tx) =>
    nextOrderNumber(tx, '2026-11-22'),
  );
  expect(number).toBe('261122A-0001');
  expect(Object.entries(verifyStore(again.read)).filter(([, law]) => !law.ok)).toEqual([]);
  again.close();

  copyFileSync(old, join(dir, storeFiles.store));
  rmSync(join(dir, `${storeFiles.store}-wal`), { force: true });
  await expect(openStore({ dir, key: storeKey, env })).rejects.toMatchObject({
    code: 'store_epoch_old',
    params: { found: 1, expected: 2 },
  });
});

test('to a point in time: the copy, then the log up to one command', async () => {
  const { dir, env, store } = await smallStore(1);
  const copy = makeCheckedCopy({ dir, key: storeKey, name: 'noon' });
  for (const name of ['二', '三', '四']) addCustomer(store, name);
  store.close();
  expect(restoreCopy({ dir, key: storeKey, copy, nowMs: env.now(), upToLsn: 3 })).toMatchObject({
    lsn: 3,
    replayed: 2,
  });
  const again = await openStore({ dir, key: storeKey, env });
  expect(names(again)).toEqual(['客户0', '二', '三']);
  const sealed = again.read
    .prepare('SELECT sealed FROM event ORDER BY seq DESC LIMIT 1')
    .pluck()
    .get() as string;
  expect(again.sealer.open(sealed)).toEqual({ name: '三' });
  expect(Object.entries(verifyStore(again.read)).filter(([, law]) => !law.ok)).toEqual([]);
  again.close();
});

test('what is no copy of ours is refused and nothing is moved', async () => {
  const { dir, env, store } = await smallStore(1);
  store.close();
  const other = await smallStore(1, 4);
  const strange = makeCheckedCopy({ dir: other.dir, key: storeKey, name: 'strange' });
  other.store.close();
  expect(() => restoreCopy({ dir, key: storeKey, copy: strange, nowMs: env.now() })).toThrow(
    'store_other_outlet',
  );
  expect(() => restoreCopy({ dir, key: storeKey, copy: join(dir, 'none.db'), nowMs: env.now() })).toThrow(
    'not_found',
  );
  const again = await openStore({ dir, key: storeKey, env });
  expect(names(again)).toEqual(['客户0']);
  again.close();
});

test('after a restore nothing is sent until a person resumes, and nothing is told twice', async () => {
  const rig = await syncRig({ own: { misbehave: { seed: 1 } } });
  await rig.engine.pullNow('C-OWN');
  const order = rig.store.read
    .prepare(
      "SELECT w.id, s.upstream_id FROM work_order w JOIN work_order_source l ON l.work_order_id = w.id JOIN source_order s ON s.id = l.source_order_id WHERE w.state = 'received' AND w.side_state IS NULL LIMIT 1",
    )
    .get() as { id: string; upstream_id: string };
  rig.store.gate.run(
    { command: 't', requestId: 'approve', deskId: 'd', staffId: 'S02' },
    (tx) => void applyAction(tx, { orderId: order.id, action: 'approve', override: ['flags_decided'] }),
  );
  const copy = makeCheckedCopy({ dir: rig.dir, key: testKey, name: 'before' });
  await rig.engine.sendRound();
  const told = () => rig.sandboxes['C-OWN'].world.cards.get(order.upstream_id)?.told.map((one) => one.step);
  expect(told()).toEqual(['accept']);
  rig.store.close();

  restoreCopy({ dir: rig.dir, key: testKey, copy, nowMs: rig.env.now() });
  const store = await openStore({ dir: rig.dir, key: testKey, env: rig.env });
  const engine = new SyncEngine({ ...rig.ports, gate: store.gate, read: store.read, sealer: store.sealer });
  await engine.sendRound();
  expect(store.read.prepare('SELECT state FROM outbox').pluck().all()).toEqual(['sending']);
  await engine.pullNow('C-OWN');
  store.gate.run({ command: 't', requestId: 'resume', deskId: 'd', staffId: 'S01' }, (tx) =>
    tx.remove('meta', ['outbox_halted']),
  );
  await engine.sendRound();
  expect(store.read.prepare('SELECT state FROM outbox').pluck().all()).toEqual(['done']);
  expect(told()).toEqual(['accept']);
  expect(Object.entries(verifyStore(store.read)).filter(([, law]) => !law.ok)).toEqual([]);
  store.close();
  rmSync(rig.dir, { recursive: true, force: true });
});

test('a step done again after a restore, which the replaced store had told, is not told twice', async () => {
  const rig = await syncRig({ own: {} });
  await rig.engine.pullNow('C-OWN');
  const order = rig.store.read
    .prepare(
      "SELECT w.id, s.upstream_id FROM work_order w JOIN work_order_source l ON l.work_order_id = w.id JOIN source_order s ON s.id = l.source_order_id WHERE w.state = 'received' AND w.side_state IS NULL LIMIT 1",
    )
    .get() as { id: string; upstream_id: string };
  const approve = (gate: typeof rig.store.gate, requestId: string) =>
    gate.run(
      { command: 't', requestId, deskId: 'd', staffId: 'S02' },
      (tx) => void applyAction(tx, { orderId: order.id, action: 'approve', override: ['flags_decided'] }),
    );
  const told = () => rig.sandboxes['C-OWN'].world.cards.get(order.upstream_id)?.told.map((one) => one.step);
  const copy = makeCheckedCopy({ dir: rig.dir, key: testKey, name: 'before' });
  approve(rig.store.gate, 'approve-1');
  await rig.engine.sendRound();
  expect(told()).toEqual(['accept']);
  rig.store.close();

  restoreCopy({ dir: rig.dir, key: testKey, copy, nowMs: rig.env.now() });
  const store = await openStore({ dir: rig.dir, key: testKey, env: rig.env });
  const note = findRestoreNote(store.read);
  expect(note?.since).toMatchObject([{ upstreamId: order.upstream_id, step: 'accept', was: 'told' }]);
  approve(store.gate, 'approve-2');
  const engine = new SyncEngine({ ...rig.ports, gate: store.gate, read: store.read, sealer: store.sealer });
  await engine.sendRound();
  expect(store.read.prepare('SELECT state FROM outbox').pluck().all()).toEqual(['sending']);
  const ctx = {
    gate: store.gate,
    read: store.read,
    requestId: 'resume',
    session: { deskId: 'd', staffId: 'S01' },
    host: { kick: () => undefined },
  } as unknown as ServiceContext;
  expect(resumeSending(ctx)).toEqual({ messages: 1 });
  await engine.sendRound();
  expect(store.read.prepare('SELECT state FROM outbox').pluck().all()).toEqual(['done']);
  expect(told()).toEqual(['accept']);
  // What is written from now on goes its usual way and does arrive
  expect(store.read.prepare("SELECT 1 FROM meta WHERE key = 'outbox_halted'").get()).toBeUndefined();
  store.close();
  rmSync(rig.dir, { recursive: true, force: true });
});
