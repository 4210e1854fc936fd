import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forkLine, ShellChildren } from '../../main/host/child-line.ts';
import { type ChildOrder, runChild } from '../../main/host/job-child.ts';
import { type ChildProcess, HostChildren } from '../../main/shell/host-children.ts';
import type { FromHost } from '../../preload/contract/shell-messages.ts';
import { testOutlet } from '../support/test-outlet.ts';
import { tempDir } from '../support/temp-dir.ts';

type Listener = (value: never) => void;

/** A job process under the shell whose other side the test plays. */
class PlayedChild implements ChildProcess {
  readonly heard: unknown[] = [];
  killed = false;
  readonly #listeners = new Map<string, Listener>();
  postMessage(message: unknown): void {
    this.heard.push(message);
  }
  kill(): boolean {
    this.killed = true;
    this.say('exit', 15);
    return true;
  }
  on(event: string, listener: Listener): void {
    this.#listeners.set(event, listener);
  }
  say(event: 'message' | 'exit', value: unknown): void {
    this.#listeners.get(event)?.(value as never);
  }
}

/** Host half and shell half joined as the utility process port joins them: by cloned messages. */
function joined() {
  const host = new ShellChildren();
  const children: PlayedChild[] = [];
  const shell = new HostChildren(
    () => {
      const child = new PlayedChild();
      children.push(child);
      return child;
    },
    (message) => {
      const copy = structuredClone(message);
      if (copy.kind === 'child-from' || copy.kind === 'child-exit') host.settle(copy);
    },
  );
  host.connect((raw) => {
    const message: FromHost = structuredClone(raw);
    if (message.kind === 'child-start') shell.start(message.id);
    else if (message.kind === 'child-to') shell.send(message.id, message.message);
    else if (message.kind === 'child-kill') shell.kill(message.id);
  });
  const start = async () => {
    await host.ready;
    return host.start();
  };
  return { host, shell, children, start };
}

function order(): ChildOrder {
  const dir = join(tempDir(), 'outlet');
  mkdirSync(dir, { recursive: true });
  return { kind: 'test', params: { a: 1 }, dir, path: join(dir, 'x'), key: 'k' };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a job whose process the shell starts', () => {
  test('gets its order, tells its progress, gives its value and is let go', async () => {
    const { children, start } = joined();
    const told: unknown[] = [];
    const work = runChild(order(), new AbortController().signal, (...all) => told.push(all), start);
    await settle();
    const [child] = children;
    expect(child?.heard).toMatchObject([{ kind: 'test', params: { a: 1 }, key: 'k' }]);
    child?.say('message', { kind: 'progress', milli: 250, code: 'half' });
    child?.say('message', { kind: 'done', value: { sum: 3 } });
    expect(await work).toEqual({ sum: 3 });
    expect(told).toEqual([[250, 'half']]);
    expect(child?.killed).toBe(true);
  });

  test('two at once do not hear each other; a fault comes back as such', async () => {
    const { children, start } = joined();
    const { signal } = new AbortController();
    const first = runChild(order(), signal, () => {}, start);
    const second = runChild(order(), signal, () => {}, start);
    await settle();
    children[1]?.say('message', { kind: 'fault', code: 'disk_full', params: {} });
    await expect(second).rejects.toMatchObject({ code: 'disk_full' });
    children[0]?.say('message', { kind: 'done', value: 1 });
    expect(await first).toBe(1);
  });

  test('cancel ends it; a child that dies ends the job with a defect', async () => {
    const { children, start } = joined();
    const stop = new AbortController();
    const cancelled = runChild(order(), stop.signal, () => {}, start);
    const lost = runChild(order(), new AbortController().signal, () => {}, start);
    await settle();
    stop.abort(new Error('cancel'));
    await expect(cancelled).rejects.toThrow('cancel');
    expect(children[0]?.killed).toBe(true);
    children[1]?.say('exit', 134);
    await expect(lost).rejects.toThrow('job child ended with 134');
  });

  test('the end of the host ends its children, and nothing of theirs reaches the next host', async () => {
    const { host, shell, children, start } = joined();
    const line = await start();
    let heard = 0;
    line.onMessage(() => (heard += 1));
    shell.endAll();
    expect(children[0]?.killed).toBe(true);
    children[0]?.say('message', { kind: 'progress', milli: 1, code: null });
    expect(heard).toBe(0);
    host.settle({ kind: 'child-exit', id: 77, code: 0 });
  });
});

test('the same work through a plain child checks a real store', async () => {
  const outlet = await testOutlet();
  const { dir, path, key } = outlet.store;
  const { signal } = new AbortController();
  const value = await runChild(
    { kind: 'store.check', params: {}, dir, path, key },
    signal,
    () => {},
    async () => forkLine(),
  );
  expect(value).toBeTruthy();
});
