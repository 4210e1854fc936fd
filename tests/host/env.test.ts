import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcp } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NetError } from '../../domain/kernel/env.ts';
import { realEnv } from '../../main/host/env.ts';
import { toNetError } from '../../main/host/net.ts';
import { fakeEnv, fakeStart } from '../support/fake-env.ts';

async function site(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof NetError ? error.kind : `not a NetError: ${error}`),
  );

describe('the real network', () => {
  const { net } = realEnv();
  const get = (url: string, more: object = {}) =>
    net.request({ method: 'GET', url, timeoutMs: 5000, ...more });

  test('answers whole, with lower-case headers, and follows no redirect', async () => {
    const url = await site(
      (_request, answer) =>
        void answer.writeHead(302, { Location: 'http://127.0.0.1:1/', 'X-A': 'b' }).end('body'),
    );
    const answer = await get(url);
    expect([answer.status, answer.headers['x-a'], Buffer.from(answer.body).toString()]).toEqual([
      302,
      'b',
      'body',
    ]);
  });

  test('sends bytes as they are', async () => {
    const url = await site((request, answer) => request.pipe(answer));
    const body = Uint8Array.from([0xd6, 0xd0, 0, 255]);
    const answer = await net.request({ method: 'POST', url, body, timeoutMs: 5000 });
    expect([...answer.body]).toEqual([...body]);
  });

  test('names what went wrong', async () => {
    const silent = await site(() => undefined);
    const big = await site((_request, answer) => void answer.end(Buffer.alloc(5000)));
    const chunked = await site((_request, answer) => {
      answer.write(Buffer.alloc(3000));
      answer.end(Buffer.alloc(3000));
    });
    const broken = await site((request) => request.socket.destroy());
    const half = await site((request, answer) => {
      answer.writeHead(200, { 'content-length': '100' });
      answer.write('half');
      setTimeout(() => request.socket.destroy(), 20);
    });
    const garbage = createTcp((socket) => void socket.end('not http at all\r\n\r\n')).listen(0, '127.0.0.1');
    await new Promise((resolve) => garbage.once('listening', resolve));
    onTestFinished(() => void garbage.close());
    const closer = createTcp().listen(0, '127.0.0.1');
    await new Promise((resolve) => closer.once('listening', resolve));
    const closed = `http://127.0.0.1:${(closer.address() as AddressInfo).port}/`;
    await new Promise((resolve) => closer.close(resolve));
    const aborted = new AbortController();
    setTimeout(() => aborted.abort(), 30);
    expect({
      timeout: await kindOf(get(silent, { timeoutMs: 80 })),
      aborted: await kindOf(get(silent, { signal: aborted.signal })),
      large: await kindOf(get(big, { maxBytes: 1000 })),
      chunked: await kindOf(get(chunked, { maxBytes: 4000 })),
      broken: await kindOf(get(broken)),
      half: await kindOf(get(half)),
      garbage: await kindOf(get(`http://127.0.0.1:${(garbage.address() as AddressInfo).port}/`)),
      refused: await kindOf(get(closed)),
      port: await kindOf(get('http://127.0.0.1:9/')),
      scheme: await kindOf(get('file:///etc/passwd')),
      credentials: await kindOf(get('http://user:secret@127.0.0.1/')),
      nonsense: await kindOf(get('not an address')),
      tls: await kindOf(get(big.replace('http:', 'https:'))),
    }).toEqual({
      timeout: 'timeout',
      aborted: 'aborted',
      large: 'too_large',
      chunked: 'too_large',
      broken: 'reset',
      half: 'reset',
      garbage: 'reset',
      refused: 'offline',
      port: 'bad_address',
      scheme: 'bad_address',
      credentials: 'bad_address',
      nonsense: 'bad_address',
      tls: 'tls',
    });
  });

  test('knows the codes of Node and undici at any depth', () => {
    const wrap = (code: string) =>
      new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
    expect(toNetError(wrap('ENOTFOUND'), false, false).kind).toBe('offline');
    expect(toNetError(wrap('CERT_HAS_EXPIRED'), false, false).kind).toBe('tls');
    expect(toNetError(wrap('UND_ERR_HEADERS_TIMEOUT'), false, false).kind).toBe('timeout');
    expect(toNetError(new AggregateError([wrap('ECONNREFUSED').cause]), false, false).kind).toBe('offline');
    expect(toNetError('what', false, false).kind).toBe('reset');
  });
});

describe('the real machine', () => {
  const env = realEnv();

  test('makes UUIDs of version 7 that carry the time and never repeat', () => {
    const ids = Array.from({ length: 2000 }, () => env.newId());
    expect(new Set(ids).size).toBe(2000);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const at = Number.parseInt((ids[0] as string).replaceAll('-', '').slice(0, 12), 16);
    expect(Math.abs(at - env.now())).toBeLessThan(60_000);
  });

  test('chance lies in [0, 1)', () => {
    const values = Array.from({ length: 2000 }, () => env.random());
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(new Set(values).size).toBeGreaterThan(1990);
  });

  test('sleep ends early with the reason it was given', async () => {
    const stop = new AbortController();
    const nap = env.sleep(60_000, stop.signal);
    stop.abort(new Error('enough'));
    await expect(nap).rejects.toThrow('enough');
    await expect(env.sleep(1, stop.signal)).rejects.toThrow('enough');
  });
});

describe('the world of a test', () => {
  test('is the same again from the same seed', () => {
    const run = (seed: number) => {
      const env = fakeEnv({ seed });
      return [env.newId(), env.random(), [...env.randomBytes(4)], env.now()];
    };
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });

  test('time moves when told, sleepers wake in order, a jump wakes nobody', async () => {
    const env = fakeEnv();
    const woken: string[] = [];
    void env.sleep(20).then(() => woken.push(`b ${env.now() - fakeStart}`));
    void env.sleep(10).then(async () => {
      woken.push(`a ${env.now() - fakeStart}`);
      await env.sleep(5);
      woken.push(`a2 ${env.now() - fakeStart}`);
    });
    env.jump(-3_600_000);
    expect(env.now()).toBe(fakeStart - 3_600_000);
    env.jump(3_600_000);
    await env.advance(15);
    expect(woken).toEqual(['a 10', 'a2 15']);
    await env.advance(5);
    expect(woken.at(-1)).toBe('b 20');
    expect(env.sleeping).toBe(0);
  });

  test('the network is what the test serves', async () => {
    const env = fakeEnv();
    const ask = () => env.net.request({ method: 'GET', url: 'https://platform.example/x', timeoutMs: 1 });
    expect(await kindOf(ask())).toBe('offline');
    env.serve('platform.example', () => ({ status: 200, headers: {}, body: new Uint8Array() }));
    expect((await ask()).status).toBe(200);
    env.cut('platform.example');
    expect(await kindOf(ask())).toBe('offline');
  });
});
