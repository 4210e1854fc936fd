import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { recoveryGroups } from '../../main/services/outlet/recovery.ts';
import { expect, onTestFinished, test } from 'vitest';
import type { FromHost, ToHost } from '../../preload/contract/shell-messages.ts';
import { postJson } from '../support/http-desk.ts';
import { tempDir } from '../support/temp-dir.ts';

const entry = join(import.meta.dirname, '../../main/host/index.ts');

function start(args: string[]): {
  child: ChildProcess;
  lines: AsyncIterator<string>;
  ended: Promise<number | null>;
} {
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '' },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return { child, lines, ended };
}

async function readyOf(lines: AsyncIterator<string>): Promise<Record<string, unknown>> {
  return JSON.parse((await lines.next()).value as string) as Record<string, unknown>;
}

test('says where it is, serves, refuses a second copy, and ends at SIGTERM with the store whole', async () => {
  const dir = tempDir();
  const first = start(['--serve', '--dir', dir]);
  const ready = await readyOf(first.lines);
  expect(ready).toEqual({
    ready: true,
    address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]{43}$/),
  });
  const { port, hash } = new URL(String(ready['address']));
  const opened = await postJson(Number(port), '/api/open', { token: hash.slice(3) });
  expect(opened.status).toBe(200);

  const second = start(['--dir', dir]);
  expect(await readyOf(second.lines)).toEqual({
    ready: false,
    fatal: 'store_locked',
    params: { pid: first.child.pid },
    message: expect.stringContaining(`process ${first.child.pid}`),
  });
  expect(await second.ended).toBe(1);

  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(existsSync(join(dir, 'outlet.pid'))).toBe(false);
  expect(existsSync(join(dir, 'outlet.db-wal'))).toBe(false);
});

test('ends when whoever started it is gone', async () => {
  const host = start(['--dir', tempDir()]);
  await readyOf(host.lines);
  host.child.stdin?.end();
  expect(await host.ended).toBe(0);
});

test.each([[[]], [['--dir']], [['--dir', 'x', '--port', 'seven']], [['--no-such']]])(
  'says what is wrong with %j',
  async (args) => {
    const host = start(args);
    expect(await readyOf(host.lines)).toMatchObject({
      ready: false,
      fatal: 'arguments',
      message: expect.any(String),
    });
    expect(await host.ended).toBe(2);
  },
);

/** A shell as the host sees it: one message channel. */
function shell(dir: string) {
  const child = fork(entry, ['--ipc', '--dir', dir], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const heard: FromHost[] = [];
  let wake: (() => void) | null = null;
  child.on('message', (message: FromHost) => {
    heard.push(message);
    wake?.();
  });
  async function until<K extends FromHost['kind']>(kind: K): Promise<Extract<FromHost, { kind: K }>> {
    for (;;) {
      const at = heard.findIndex((message) => message.kind === kind);
      if (at >= 0) return heard.splice(at, 1)[0] as Extract<FromHost, { kind: K }>;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return { tell: (message: ToHost) => void child.send(message), until, ended };
}

test('under a shell: the key goes out before the store is made, comes back at the next start, calls are answered', async () => {
  const dir = tempDir();
  const first = shell(dir);
  await first.until('need-key');
  first.tell({ kind: 'key', hex: null, place: 'none' });
  const { hex } = await first.until('store-key');
  await first.until('ready');
  expect(existsSync(join(dir, 'store.key'))).toBe(false);
  first.tell({ kind: 'call', id: 7, window: 'w1', channel: 'session.me', input: {} });
  const reply = await first.until('answer');
  expect(reply).toMatchObject({ id: 7, answer: { ok: true, value: { state: 'out' } } });
  first.tell({ kind: 'blob-get', id: 8, window: 'w1', ticket: 'x', offset: 0, length: 10 });
  expect(await first.until('blob-answer')).toMatchObject({
    id: 8,
    answer: { ok: false, error: { code: 'login_needed' } },
  });
  first.tell({ kind: 'stop' });
  expect(await first.ended).toBe(0);

  const lost = shell(dir);
  await lost.until('need-key');
  lost.tell({ kind: 'key', hex: null, place: 'none' });
  expect(await lost.until('fatal')).toMatchObject({ code: 'store_key_missing', rescue: true });
  lost.tell({ kind: 'call', id: 1, window: 'w1', channel: 'session.me', input: {} });
  expect(await lost.until('answer')).toMatchObject({ answer: { error: { code: 'store_key_missing' } } });
  const key = (typed: string, id: number) =>
    lost.tell({ kind: 'call', id, window: 'w1', channel: 'outlet.rescueKey', input: { typed } });
  key(recoveryGroups('0'.repeat(64)).join(' '), 2);
  expect(await lost.until('answer')).toMatchObject({
    id: 2,
    answer: { error: { code: 'recovery_key_wrong' } },
  });
  key(recoveryGroups(hex).join(' '), 3);
  expect(await lost.until('store-key')).toEqual({ kind: 'store-key', hex });
  await lost.until('ready');
  expect(await lost.until('answer')).toMatchObject({ id: 3, answer: { ok: true, value: { opened: true } } });
  lost.tell({ kind: 'call', id: 4, window: 'w1', channel: 'session.me', input: {} });
  expect(await lost.until('answer')).toMatchObject({ id: 4, answer: { ok: true } });
  lost.tell({ kind: 'stop' });
  expect(await lost.ended).toBe(0);

  const wrong = shell(dir);
  await wrong.until('need-key');
  wrong.tell({ kind: 'key', hex: 'f'.repeat(64), place: 'keychain' });
  expect(await wrong.until('fatal')).toMatchObject({ code: 'store_key_wrong' });
  wrong.tell({ kind: 'stop' });
  expect(await wrong.ended).toBe(0);

  const sealed = shell(dir);
  await sealed.until('need-key');
  sealed.tell({ kind: 'key', hex: null, place: 'unreadable' });
  expect(await sealed.until('fatal')).toMatchObject({ code: 'store_key_missing', rescue: true });
  sealed.tell({ kind: 'stop' });
  await sealed.ended;

  const again = shell(dir);
  await again.until('need-key');
  again.tell({ kind: 'key', hex, place: 'keychain' });
  await again.until('ready');
  again.tell({ kind: 'stop' });
  expect(await again.ended).toBe(0);
});
