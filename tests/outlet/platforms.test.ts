import { afterEach, expect, test } from 'vitest';
import { deskRig, type DeskRig } from '../orders/rig.ts';

let rig: DeskRig | null = null;
afterEach(() => rig?.close());

const call = async (channel: string, input: unknown): Promise<any> => {
  const answer = await (rig as DeskRig).outlet.callAny((rig as DeskRig).manager, channel, input);
  if (!answer.ok) throw new Error(`${channel}: ${answer.error.code} ${JSON.stringify(answer.error.params)}`);
  return answer.value;
};

test('health, and settings whose secrets never leave the host', async () => {
  rig = await deskRig(41);
  const list = await call('platforms.list', {});
  const own = list.connections.find((one: any) => one.id === 'C-OWN');
  expect(own).toMatchObject({ light: 'green', mode: 'api', quarantined: 0 });
  expect(own.localTotal).toBeGreaterThan(5);
  const platform = await call('platforms.get', { id: 'C-OWN' });
  const secret = platform.fields.find((field: any) => field.name === 'secret');
  expect(secret).toMatchObject({ kind: 'secret', value: null, isSet: true });
  expect(JSON.stringify(platform)).not.toContain('a test secret');
});

test('a connection is tried with the secret as saved, and with a wrong one before it is saved', async () => {
  rig = await deskRig(42);
  expect(await call('platforms.test', { id: 'C-OWN' })).toMatchObject({ skewMs: expect.any(Number) });
  const wrong = await rig.outlet.callAny(rig.manager, 'platforms.test', {
    id: 'C-OWN',
    values: { secret: 'not the secret' },
  });
  expect(wrong).toMatchObject({ ok: false, error: { code: 'platform_auth_failed' } });
  const bad = await rig.outlet.callAny(rig.manager, 'platforms.test', {
    id: 'C-OWN',
    values: { baseAddress: 'nowhere' },
  });
  expect(bad).toMatchObject({
    ok: false,
    error: { code: 'platform_settings_wrong', params: { field: 'baseAddress' } },
  });
  const { health } = await call('platforms.get', { id: 'C-OWN' });
  const names = { nameZh: health.nameZh, nameEn: health.nameEn };
  const saved = await call('platforms.save', {
    id: 'C-OWN',
    version: health.version,
    ...names,
    values: { secret: 'not the secret' },
  });
  await rig.engine.pullNow('C-OWN');
  const after = await call('platforms.get', { id: 'C-OWN' });
  expect(after.health).toMatchObject({ light: 'red', fault: { code: 'platform_auth_failed' } });
  expect(after.health.pausedAt).not.toBeNull();
  expect(saved.version).toBeLessThan(after.health.version);
});

test('a person saves over what a pull wrote, not over what another person saved', async () => {
  rig = await deskRig(46);
  const { health } = await call('platforms.get', { id: 'C-OWN' });
  await rig.engine.pullNow('C-OWN');
  const read = { id: 'C-OWN', version: health.version };
  await call('platforms.pause', read);
  await call('platforms.resume', read);
  const names = { nameZh: '自有平台（城西）', nameEn: health.nameEn };
  await call('platforms.save', { ...read, ...names, values: {} });
  const late = await rig.outlet.callAny(rig.manager, 'platforms.save', {
    ...read,
    nameZh: '自有平台（城东）',
    nameEn: health.nameEn,
    values: {},
  });
  expect(late).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect((await call('platforms.get', { id: 'C-OWN' })).health.nameZh).toBe(names.nameZh);
});

test('what could not be read is read again once the settings fit, or put aside with a reason', async () => {
  rig = await deskRig(43);
  const { outlet } = rig;
  // A times-in-seconds platform read as milliseconds: an impossible date until the unit is set right
  const raw = outlet.store.sealer.open<string>(
    rig.value<string>("SELECT raw_sealed FROM inbox WHERE connection_id = 'C-OWN' LIMIT 1"),
  ) as string;
  const order = {
    ...(JSON.parse(raw) as object),
    id: 'OW-ODD-1',
    status: 'open',
    createdAt: '2026-02-30T25:00:00Z',
  };
  const put = (id: string, text: string) =>
    outlet.store.gate.run({ command: 'test.odd', requestId: id, deskId: 'd', staffId: null }, (tx) => {
      const keyId = tx.newKeyId();
      tx.insert('inbox', {
        id,
        connection_id: 'C-OWN',
        upstream_id: 'OW-ODD-1',
        content_hash: id,
        raw_sealed: tx.seal(keyId, text),
        key_id: keyId,
        state: 'quarantined',
        reason: 'time_impossible',
        reason_params: { field: 'createdAt', value: 'x' },
        received_at: tx.at,
      });
    });
  put('odd-still', JSON.stringify(order));
  put('odd-fits', JSON.stringify({ ...order, createdAt: '2026-11-21T02:00:00Z' }));
  expect((await call('platforms.quarantine', {})).total).toBe(2);
  const item = await call('platforms.quarantineItem', { id: 'odd-fits' });
  expect(item.raw).toContain('OW-ODD-1');
  expect(await call('platforms.replay', { id: 'odd-still' })).toMatchObject({ applied: false });
  const done = await call('platforms.replay', { id: 'odd-fits' });
  expect(done).toMatchObject({ applied: true, workOrderNumber: expect.any(String) });
  expect(await outlet.callAny(rig.manager, 'platforms.replay', { id: 'odd-fits' })).toMatchObject({
    ok: false,
    error: { code: 'quarantine_step' },
  });
  await call('platforms.discard', { id: 'odd-still', reason: '测试数据' });
  expect((await call('platforms.quarantine', {})).total).toBe(0);
  expect(rig.value('SELECT count(*) FROM work_order WHERE upstream_number = ?', 'OW-ODD-1')).toBe(1);
});

test('a status word that a person maps is read in every order that carries it', async () => {
  rig = await deskRig(44);
  const { outlet } = rig;
  outlet.store.gate.run({ command: 'test.unmap', requestId: 'unmap', deskId: 'd', staffId: null }, (tx) => {
    const settings = JSON.parse(
      tx.value<string>("SELECT settings FROM connection WHERE id = 'C-TM'") ?? '{}',
    ) as { statusMap: Record<string, string> };
    const { WAIT_RESERVE: _gone, ...statusMap } = settings.statusMap;
    tx.update('connection', 'C-TM', { settings: { ...settings, statusMap } });
    for (const row of tx.all<{ id: string; canonical_sealed: string; key_id: number }>(
      "SELECT id, canonical_sealed, key_id FROM source_order WHERE connection_id = 'C-TM' AND upstream_status_raw = 'WAIT_RESERVE'",
    )) {
      const canonical = { ...(tx.open<object>(row.canonical_sealed) ?? {}), status: 'unknown' };
      tx.update('source_order', row.id, {
        upstream_status: 'unknown',
        canonical_sealed: tx.seal(row.key_id, canonical),
      });
    }
  });
  const codes = await call('platforms.unknownCodes', { id: 'C-TM' });
  expect(codes.codes[0]).toMatchObject({ field: 'status', raw: 'WAIT_RESERVE' });
  const { replayed } = await call('platforms.mapCode', {
    id: 'C-TM',
    field: 'status',
    raw: 'WAIT_RESERVE',
    canonical: 'open',
  });
  expect(replayed).toBe(codes.codes[0].orders);
  expect((await call('platforms.unknownCodes', { id: 'C-TM' })).codes).toEqual([]);
});
