import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findStaticFile } from '../../../main/host/http-static.ts';
import { ask, callOver, json, openDesk, postJson, serve } from '../../support/http-desk.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { addStaff, testOutlet } from '../../support/test-outlet.ts';

const closed = (code: string) => ({ ok: false, error: { code, params: expect.any(Object) } });

describe('the opening address', () => {
  test('lets its opener in once, nobody else', async () => {
    const outlet = await testOutlet();
    const door = await serve(outlet);
    const token = /#t=(.+)$/.exec(door.openAddress(outlet.deskId))?.[1];
    const first = await postJson(door.port, '/api/open', { token });
    expect(first.status).toBe(200);
    const second = await postJson(door.port, '/api/open', { token });
    expect(second.status).toBe(401);
    expect(JSON.parse(second.body)).toEqual(closed('desk_unknown'));
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  test.each([undefined, null, 1, '', 'x'.repeat(200), { toString: 'x' }])(
    'refuses the token %j',
    async (token) => {
      const door = await serve(await testOutlet());
      const answer = await postJson(door.port, '/api/open', { token });
      expect(answer.status).toBe(401);
    },
  );

  test('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const outlet = await testOutlet();
    const door = await serve(outlet);
    const { setCookie } = await openDesk(door, outlet.deskId);
    expect(setCookie).toMatch(/; HttpOnly/);
    expect(setCookie).toMatch(/; SameSite=Strict/);
    expect(setCookie).toMatch(/; Path=\/api/);
    expect(setCookie).toContain(String(door.port));
    expect(setCookie).not.toMatch(/Domain=/i);
  });

  test('without a cookie nothing answers', async () => {
    const door = await serve(await testOutlet());
    const answer = await postJson(door.port, '/api/call', { channel: 'session.people', input: {} });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([401, closed('desk_unknown')]);
    const forged = `outlet_${door.port}=${'A'.repeat(43)}`;
    expect(
      (await postJson(door.port, '/api/call', { channel: 'session.me', input: {} }, { cookie: forged }))
        .status,
    ).toBe(401);
    expect((await ask(door.port, { path: '/api/changes', headers: { cookie: forged } })).status).toBe(401);
  });
});

describe('other sites', () => {
  test.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost.evil.example', '127.0.0.1.nip.io'])(
    'a name that was pointed at this computer (Host: %s) gets nothing',
    async (name) => {
      const outlet = await testOutlet();
      const door = await serve(outlet);
      const { cookie } = await openDesk(door, outlet.deskId);
      const host = name.includes(':') || name === '127.0.0.1' ? name : `${name}:${door.port}`;
      const call = JSON.stringify({ channel: 'session.me', input: {} });
      const answer = await ask(door.port, {
        method: 'POST',
        path: '/api/call',
        headers: { ...json, host, cookie },
        body: call,
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain('deskId');
    },
  );

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://127.0.0.1:1' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('a request with %j is refused, cookie or not', async (headers) => {
    const outlet = await testOutlet();
    const door = await serve(outlet);
    const { cookie } = await openDesk(door, outlet.deskId);
    const answer = await postJson(
      door.port,
      '/api/call',
      { channel: 'session.me', input: {} },
      { ...headers, cookie },
    );
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('no answer ever allows another origin, and preflights fail', async () => {
    const door = await serve(await testOutlet());
    const answer = await ask(door.port, {
      method: 'OPTIONS',
      path: '/api/call',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'a body of type «%s» (what a form can send) is not read',
    async (type) => {
      const outlet = await testOutlet();
      const door = await serve(outlet);
      const { cookie } = await openDesk(door, outlet.deskId);
      const answer = await ask(door.port, {
        method: 'POST',
        path: '/api/call',
        headers: { 'content-type': type, cookie },
        body: '{"channel":"session.me","input":{}}',
      });
      expect(answer.status).toBe(415);
    },
  );
});

describe('bodies', () => {
  test('a body beyond the limit ends at the first byte too many', async () => {
    const outlet = await testOutlet();
    const door = await serve(outlet, { limits: { bodyBytes: 10_000 } });
    const { cookie } = await openDesk(door, outlet.deskId);
    const body = JSON.stringify({ channel: 'session.me', input: { note: '长'.repeat(20_000) } });
    const answer = await ask(door.port, {
      method: 'POST',
      path: '/api/call',
      headers: { ...json, cookie },
      body,
    });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toEqual({
      ok: false,
      error: { code: 'input_too_large', params: { limitBytes: 10_000 } },
    });
    expect(await callOver(door, cookie, 'session.me', {})).toMatchObject({ ok: true });
  });

  test.each([
    '{',
    '',
    'null',
    '[]',
    '"x"',
    '{"channel":1}',
    '{"channel":"__proto__"}',
    '{"channel":"constructor"}',
    '\u{feff}{}',
  ])('the body %s is an answer, not an accident', async (body) => {
    const outlet = await testOutlet();
    const door = await serve(outlet);
    const { cookie } = await openDesk(door, outlet.deskId);
    const answer = await ask(door.port, {
      method: 'POST',
      path: '/api/call',
      headers: { ...json, cookie },
      body,
    });
    const parsed = JSON.parse(answer.body) as { ok: boolean; error: { code: string } };
    expect(parsed.ok).toBe(false);
    expect(['input_invalid', 'unknown_channel']).toContain(parsed.error.code);
  });

  test('bytes that are no UTF-8 (a GBK text) are refused as such', async () => {
    const outlet = await testOutlet();
    const door = await serve(outlet);
    const { cookie } = await openDesk(door, outlet.deskId);
    const gbk = Buffer.concat([Buffer.from('{"channel":"'), Buffer.from([0xd6, 0xd0]), Buffer.from('"}')]);
    const answer = await ask(door.port, {
      method: 'POST',
      path: '/api/call',
      headers: { ...json, cookie },
      body: gbk,
    });
    expect(JSON.parse(answer.body)).toEqual({
      ok: false,
      error: { code: 'input_invalid', params: { field: 'body', problem: 'not_json' } },
    });
  });

  test('a client that never finishes its request is let go', async () => {
    const outlet = await testOutlet();
    const door = await serve(outlet, { limits: { headersTimeoutMs: 300, requestTimeoutMs: 600 } });
    const slow = (text: string) =>
      new Promise<void>((resolve) => {
        const socket = connect(door.port, '127.0.0.1', () => socket.write(text));
        socket.on('data', () => undefined);
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    const head = `POST /api/call HTTP/1.1\r\nhost: 127.0.0.1:${door.port}\r\n`;
    await slow(head);
    await slow(`${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{`);
    const { cookie } = await openDesk(door, outlet.deskId);
    expect(await callOver(door, cookie, 'session.me', {})).toMatchObject({ ok: true });
  });

  test('headers beyond 8 kB are refused', async () => {
    const door = await serve(await testOutlet());
    await expect(ask(door.port, { headers: { 'x-long': 'a'.repeat(20_000) } })).rejects.toThrow();
  });
});

describe('files', () => {
  const site = () => {
    const dir = tempDir();
    const root = join(dir, 'renderer');
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(dir, 'secret.json'), '{"secret":1}');
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'assets', 'index-Ab12Cd34.js'), '1');
    writeFileSync(join(root, '.hidden.json'), '{}');
    symlinkSync(join(dir, 'secret.json'), join(root, 'link.json'));
    return root;
  };

  test.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/%252e%252e/secret.json',
    '/assets/../../secret.json',
    '/assets/..%5c..%5csecret.json',
    '/..\\secret.json',
    '//etc/passwd',
    '/assets/%00.js',
    '/link.json',
    '/.hidden.json',
    '/%',
    '/assets',
    '/index.html/',
    '/C:/secret.json',
  ])('%s stays outside', async (path) => {
    const root = site();
    expect(findStaticFile(root, path)).toBeNull();
    const door = await serve(await testOutlet(), { staticDir: root });
    const answer = await ask(door.port, { path });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  test('pages carry the strict policy; hashed files may be kept, the page may not', async () => {
    const door = await serve(await testOutlet(), { staticDir: site() });
    const page = await ask(door.port, { path: '/' });
    expect(page.status).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['cache-control']).toBe('no-store');
    const asset = await ask(door.port, { path: '/assets/index-Ab12Cd34.js' });
    expect(asset.headers['cache-control']).toContain('immutable');
    expect((await ask(door.port, { method: 'POST', path: '/' })).status).toBe(405);
  });
});

test('a locked desk answers nothing but who it is', async () => {
  const outlet = await testOutlet();
  const id = await addStaff(outlet);
  const door = await serve(outlet);
  const { cookie } = await openDesk(door, outlet.deskId);
  await callOver(door, cookie, 'session.login', { staffId: id, pin: '510101' });
  await callOver(door, cookie, 'session.lock', {});
  expect(await callOver(door, cookie, 'jobs.list', {})).toEqual(closed('desk_locked'));
  expect(await callOver(door, cookie, 'session.me', {})).toMatchObject({
    ok: true,
    value: { state: 'locked' },
  });
});
