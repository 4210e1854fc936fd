import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { HostLink } from '../../../main/shell/host-link.ts';
import type { FromHost, HostState, ToHost } from '../../../preload/contract/shell-messages.ts';

/** A host that says nothing by itself, and a clock that only moves when told. */
class TrialHost extends EventEmitter {
  got: ToHost[] = [];
  postMessage(message: ToHost): void {
    this.got.push(message);
  }
  kill(): boolean {
    this.emit('exit', -1);
    return true;
  }
  say(message: FromHost): void {
    this.emit('message', message);
  }
}

function trial() {
  const hosts: TrialHost[] = [];
  const states: HostState[] = [];
  const timers: { ms: number; then: () => void }[] = [];
  const clock = { nowMs: 0 };
  const link = new HostLink({
    fork: () => {
      const host = new TrialHost();
      hosts.push(host);
      return host;
    },
    onState: (state) => states.push(state),
    onMessage: () => undefined,
    openWindows: () => ['w1'],
    wait: (ms, then) => {
      const timer = { ms, then };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    now: () => clock.nowMs,
  });
  link.start();
  return { link, hosts, states, timers, clock };
}

test('questions wait for the host, answers find their question in any order', async () => {
  const { link, hosts } = trial();
  const first = link.call('w1', 'a.b', 1, undefined);
  const second = link.call('w1', 'a.c', 2, 'r2');
  expect(hosts[0]!.got).toEqual([]);
  hosts[0]!.say({ kind: 'ready' });
  const [window, one, two] = hosts[0]!.got as [ToHost, { id: number }, { id: number }];
  expect(window).toEqual({ kind: 'open-window', window: 'w1' });
  hosts[0]!.say({ kind: 'answer', id: two.id, answer: { ok: true, value: 'two' } });
  hosts[0]!.say({ kind: 'answer', id: one.id, answer: { ok: true, value: 'one' } });
  hosts[0]!.say({ kind: 'answer', id: 999, answer: { ok: true, value: 'nobody asked' } });
  expect(await first).toEqual({ ok: true, value: 'one' });
  expect(await second).toEqual({ ok: true, value: 'two' });
});

test('a host that keeps dying is started ever more slowly; one that lived is started quickly again', () => {
  const { hosts, timers, clock } = trial();
  const pauses: number[] = [];
  for (let turn = 0; turn < 9; turn++) {
    hosts.at(-1)!.emit('exit', 1);
    const timer = timers.pop()!;
    pauses.push(timer.ms);
    timer.then();
  }
  expect(pauses).toEqual([300, 600, 1200, 2400, 4800, 9600, 19_200, 30_000, 30_000]);
  hosts.at(-1)!.say({ kind: 'ready' });
  clock.nowMs += 61_000;
  hosts.at(-1)!.emit('exit', 1);
  expect(timers.pop()!.ms).toBe(300);
});

test('what was sent is answered host_gone, what was not is asked of the next host', async () => {
  const { link, hosts, timers } = trial();
  hosts[0]!.say({ kind: 'ready' });
  const sent = link.call('w1', 'a.b', 1, 'r1');
  hosts[0]!.emit('exit', -1);
  expect(await sent).toEqual({ ok: false, error: { code: 'host_gone', params: {} } });
  const held = link.call('w1', 'a.b', 1, 'r1');
  timers.pop()!.then();
  hosts[1]!.say({ kind: 'ready' });
  const asked = hosts[1]!.got.at(-1) as { id: number; requestId: string };
  expect(asked.requestId).toBe('r1');
  hosts[1]!.say({ kind: 'answer', id: asked.id, answer: { ok: true, value: 'done' } });
  expect(await held).toEqual({ ok: true, value: 'done' });
  // A late word of the dead host is nobody's.
  hosts[0]!.say({ kind: 'fatal', code: 'store_locked', params: {} });
  expect(link.state.state).toBe('ready');
});

test('a page gone wild cannot fill the memory while the host is down', async () => {
  const { link } = trial();
  const many = Array.from({ length: 600 }, () => link.call('w1', 'a.b', null, undefined));
  const settled = await Promise.all(many.slice(500));
  expect(new Set(settled.map((answer) => (answer.ok ? '' : answer.error.code)))).toEqual(
    new Set(['host_gone']),
  );
});

test('fatal ends all waiting and nothing is started again', async () => {
  const { link, hosts, timers, states } = trial();
  const waiting = link.call('w1', 'a.b', null, undefined);
  hosts[0]!.say({ kind: 'fatal', code: 'store_newer', params: { found: 2 } });
  hosts[0]!.emit('exit', 1);
  expect(await waiting).toEqual({ ok: false, error: { code: 'store_newer', params: { found: 2 } } });
  expect(timers).toEqual([]);
  expect(states.at(-1)).toEqual({ state: 'failed', code: 'store_newer', params: { found: 2 } });
});

test('stop waits for the host, and ends it only after the grace', async () => {
  const { link, hosts, timers } = trial();
  hosts[0]!.say({ kind: 'ready' });
  let stopped = false;
  const stopping = link.stop(5000).then(() => (stopped = true));
  expect(hosts[0]!.got.at(-1)).toEqual({ kind: 'stop' });
  await Promise.resolve();
  expect(stopped).toBe(false);
  expect(timers[0]!.ms).toBe(5000);
  timers[0]!.then();
  await stopping;
  expect(hosts).toHaveLength(1);
});
