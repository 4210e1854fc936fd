import { createHash } from 'node:crypto';
import { get } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { HttpDoor } from '../../main/host/http.ts';
import type { Outlet } from '../../main/host/outlet.ts';
import { ask, callOver, openDesk, serve } from '../support/http-desk.ts';
import { addStaff, testOutlet } from '../support/test-outlet.ts';

/** Reads the change stream of a desk line by line. */
function follow(door: HttpDoor, cookie: string, since?: number) {
  const lines: Record<string, unknown>[] = [];
  let wake: (() => void) | null = null;
  let ended = false;
  const path = since === undefined ? '/api/changes' : `/api/changes?since=${since}`;
  const request = get(
    { host: '127.0.0.1', port: door.port, path, headers: { cookie }, agent: false },
    (answer) => {
      let rest = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        const parts = (rest + piece).split('\n');
        rest = parts.pop() ?? '';
        for (const part of parts) lines.push(JSON.parse(part) as Record<string, unknown>);
        wake?.();
      });
      answer.on('close', () => {
        ended = true;
        wake?.();
      });
    },
  );
  request.on('error', () => undefined);
  onTestFinished(() => void request.destroy());
  return {
    lines,
    async until(count: number) {
      while (lines.length < count && !ended) await new Promise<void>((resolve) => (wake = resolve));
      return lines;
    },
    async end() {
      while (!ended) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

function touch(outlet: Outlet, language: 'zh' | 'en') {
  const id = outlet.store.read.prepare('SELECT id FROM desk LIMIT 1').pluck().get() as string;
  const call = { command: 'test', requestId: outlet.env.newId(), deskId: outlet.deskId, staffId: null };
  outlet.store.gate.run(call, (tx) => void tx.update('desk', id, { language }));
  return id;
}

test('a desk hears of each commit, in order, by lsn', async () => {
  const outlet = await testOutlet();
  const door = await serve(outlet);
  const { cookie } = await openDesk(door, outlet.deskId);
  const stream = follow(door, cookie);
  await stream.until(1);
  const head = outlet.feed.head;
  const id = touch(outlet, 'en');
  touch(outlet, 'zh');
  const lines = await stream.until(3);
  expect(lines).toEqual([
    { kind: 'beat', lsn: head, entities: [] },
    { kind: 'change', lsn: head + 1, entities: [{ table: 'desk', id }] },
    { kind: 'change', lsn: head + 2, entities: [{ table: 'desk', id }] },
  ]);
});

test('a desk that was away gets what it missed, or is told to read again', async () => {
  const outlet = await testOutlet();
  const door = await serve(outlet);
  const { cookie } = await openDesk(door, outlet.deskId);
  const head = outlet.feed.head;
  touch(outlet, 'en');
  expect((await follow(door, cookie, head).until(2))[0]).toMatchObject({ kind: 'change', lsn: head + 1 });
  expect((await follow(door, cookie, -5).until(2))[0]).toEqual({
    kind: 'resync',
    lsn: head + 1,
    resync: true,
  });
  expect((await follow(door, cookie, head + 99).until(2))[0]).toMatchObject({ kind: 'resync' });
});

test('beats go on while nothing happens, and the stream ends with the session', async () => {
  const outlet = await testOutlet();
  const door = await serve(outlet, { limits: { heartbeatMs: 30 } });
  const { cookie } = await openDesk(door, outlet.deskId);
  const stream = follow(door, cookie);
  const lines = await stream.until(3);
  expect(lines.every((line) => line['kind'] === 'beat')).toBe(true);
  const session = outlet.sessions.list()[0];
  if (session) outlet.sessions.close(session.id);
  await stream.end();
});

test('one desk cannot hold streams without end', async () => {
  const outlet = await testOutlet();
  const door = await serve(outlet, { limits: { streamsPerSession: 2 } });
  const { cookie } = await openDesk(door, outlet.deskId);
  await follow(door, cookie).until(1);
  await follow(door, cookie).until(1);
  const third = await ask(door.port, { path: '/api/changes', headers: { cookie } });
  expect(third.status).toBe(429);
});

test('a file goes in by slices, again from where the line broke, and out once by ticket', async () => {
  const outlet = await testOutlet();
  const staffId = await addStaff(outlet);
  const door = await serve(outlet);
  const { cookie } = await openDesk(door, outlet.deskId);
  await callOver(door, cookie, 'session.login', { staffId, pin: '510101' });
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251));
  bytes.write('\x89PNG', 0, 'latin1');
  const hash = createHash('sha256').update(bytes).digest('hex');
  const offer = { hash, size: bytes.length, name: '安装照片.png', mime: 'image/png' };
  const { value: first } = (await callOver(door, cookie, 'blobs.offer', offer)) as {
    value: { ticket: string; offset: number };
  };
  expect(first.offset).toBe(0);
  const put = (ticket: string, offset: number, part: Uint8Array) =>
    ask(door.port, {
      method: 'PUT',
      path: `/api/blob/${ticket}?offset=${offset}`,
      headers: { cookie },
      body: part,
    });
  expect(JSON.parse((await put(first.ticket, 0, bytes.subarray(0, 80_000))).body)).toEqual({
    ok: true,
    value: { offset: 80_000, done: false },
  });
  // A slice from beyond what is here is answered with where to go on
  expect(JSON.parse((await put(first.ticket, 150_000, bytes.subarray(150_000))).body)).toEqual({
    ok: true,
    value: { offset: 80_000, done: false },
  });
  expect(await callOver(door, cookie, 'blobs.status', { hash })).toEqual({
    ok: true,
    value: { have: false, offset: 80_000 },
  });
  // Overlap is harmless
  const again = (await callOver(door, cookie, 'blobs.offer', offer)) as {
    value: { ticket: string; offset: number };
  };
  expect(again.value.offset).toBe(80_000);
  expect(JSON.parse((await put(again.value.ticket, 60_000, bytes.subarray(60_000))).body)).toEqual({
    ok: true,
    value: { offset: 200_000, done: true },
  });
  expect(await callOver(door, cookie, 'blobs.offer', offer)).toEqual({ ok: true, value: { have: true } });
  expect(outlet.store.read.prepare('SELECT id, size, mime FROM blob').all()).toEqual([
    { id: hash, size: 200_000, mime: 'image/png' },
  ]);
  const ticket = outlet.blobs.ticket(hash, { name: '安装照片.png', mime: 'image/png' });
  const out = await ask(door.port, { path: `/api/blob/${ticket}`, headers: { cookie } });
  expect(out.status).toBe(200);
  expect(out.headers['content-security-policy']).toContain('sandbox');
  expect(out.headers['content-disposition']).toContain(encodeURIComponent('安装照片.png'));
  expect((await ask(door.port, { path: `/api/blob/${ticket}`, headers: { cookie } })).status).toBe(409);
});

test('a file that is not what was announced is refused and leaves nothing', async () => {
  const outlet = await testOutlet();
  const staffId = await addStaff(outlet);
  const door = await serve(outlet);
  const { cookie } = await openDesk(door, outlet.deskId);
  await callOver(door, cookie, 'session.login', { staffId, pin: '510101' });
  const hash = createHash('sha256').update('what was announced').digest('hex');
  const { value } = (await callOver(door, cookie, 'blobs.offer', {
    hash,
    size: 5,
    name: 'a',
    mime: 'image/png',
  })) as { value: { ticket: string } };
  const path = `/api/blob/${value.ticket}?offset=0`;
  const more = await ask(door.port, { method: 'PUT', path, headers: { cookie }, body: 'too many bytes' });
  expect([more.status, more.body.includes('input_too_large')]).toEqual([413, true]);
  const other = await ask(door.port, { method: 'PUT', path, headers: { cookie }, body: 'other' });
  expect([other.status, other.body.includes('blob_damaged')]).toEqual([409, true]);
  expect(outlet.store.read.prepare('SELECT count(*) FROM blob').pluck().get()).toBe(0);
  expect(await outlet.blobs.has(hash)).toBe(false);
});

test('files need a person at the desk, and tickets die with time', async () => {
  const outlet = await testOutlet();
  const door = await serve(outlet);
  const { cookie } = await openDesk(door, outlet.deskId);
  const { hash } = await outlet.blobs.put(Buffer.from('x'), { name: 'x.txt', mime: 'text/plain' });
  const fetchIt = (ticket: string) => ask(door.port, { path: `/api/blob/${ticket}`, headers: { cookie } });
  expect((await fetchIt(outlet.blobs.ticket(hash, { name: 'x.txt', mime: 'text/plain' }))).status).toBe(401);
  const staffId = await addStaff(outlet);
  await callOver(door, cookie, 'session.login', { staffId, pin: '510101' });
  const old = outlet.blobs.ticket(hash, { name: 'x.txt', mime: 'text/plain' });
  await outlet.env.advance(61_000);
  expect((await fetchIt(old)).status).toBe(409);
  const text = await fetchIt(outlet.blobs.ticket(hash, { name: 'x.txt', mime: 'text/plain' }));
  expect(text.headers['content-disposition']).toMatch(/^attachment/);
});
