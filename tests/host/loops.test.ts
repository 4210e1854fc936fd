import { expect, test } from 'vitest';
import { silentLog } from '../../main/host/log.ts';
import { Loops } from '../../main/host/loops.ts';
import { fakeEnv, settle } from '../support/fake-env.ts';

test('a loop goes round at its own pace, at once when kicked, and on after a failure', async () => {
  const env = fakeEnv();
  const loops = new Loops(env, silentLog());
  const rounds: number[] = [];
  let fail = false;
  loops.start({
    name: 'sync',
    async round() {
      rounds.push(env.now());
      if (fail) throw new Error('once');
      return 1000;
    },
  });
  await settle();
  expect(rounds).toHaveLength(1);
  await env.advance(2500);
  expect(rounds).toHaveLength(3);
  loops.kick('sync');
  await settle();
  expect(rounds).toHaveLength(4);
  fail = true;
  await env.advance(1000);
  expect(rounds).toHaveLength(5);
  fail = false;
  await env.advance(5000);
  expect(rounds).toHaveLength(6);
  loops.kick('print');
  await loops.stop();
  await env.advance(60_000);
  expect(rounds).toHaveLength(6);
});

test('a kick during a round is not lost', async () => {
  const env = fakeEnv();
  const loops = new Loops(env, silentLog());
  let rounds = 0;
  loops.start({
    name: 'outbox',
    async round() {
      rounds += 1;
      if (rounds === 1) loops.kick('outbox');
      return 60_000;
    },
  });
  await settle();
  expect(rounds).toBe(2);
  await loops.stop();
});
