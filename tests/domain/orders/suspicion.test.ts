import { describe, expect, test } from 'vitest';
import { countTries } from '../../../domain/orders/call-tries.ts';
import { isUnreachable } from '../../../domain/orders/hold.ts';
import { defaultLimits, suspicionsOf, type BookingFacts } from '../../../domain/orders/suspicion.ts';
import { fakeEnv } from '../../support/fake-env.ts';

const minute = 60_000;
const at = Date.UTC(2026, 10, 22, 2);

const plain: BookingFacts = {
  at,
  receivedAt: at - 60 * minute,
  needsCall: true,
  calls: [{ at: at - minute, connected: true, seconds: 45 }],
  earlier: [],
  others: [],
};

describe('a booking', () => {
  test.each<[string, Partial<BookingFacts>, string[]]>([
    ['after a real call', {}, []],
    ['without a call', { calls: [] }, ['no_call']],
    [
      'after calls nobody answered',
      { calls: [{ at: at - minute, connected: false, seconds: 20 }] },
      ['no_call'],
    ],
    ['before the call it names', { calls: [{ at: at + minute, connected: true, seconds: 45 }] }, ['no_call']],
    ['at the counter', { calls: [], needsCall: false }, []],
    [
      'after two seconds of call',
      { calls: [{ at: at - minute, connected: true, seconds: 2 }] },
      ['too_quick'],
    ],
    ['after a call nobody timed', { calls: [{ at: at - minute, connected: true, seconds: null }] }, []],
    ['right after the order came', { receivedAt: at - 5000 }, ['too_quick']],
    ['the sixth in a minute', { others: [1, 2, 3, 4, 5].map((n) => at - n * 1000) }, ['same_minute']],
    ['the sixth in two minutes', { others: [1, 2, 3, 4, 5].map((n) => at - n * 20_000) }, []],
    ['changed after half an hour', { earlier: [at - 30 * minute] }, ['changed_soon']],
    ['changed the day after', { earlier: [at - 1440 * minute] }, []],
  ])('%s', (_name, change, expected) => {
    expect(suspicionsOf({ ...plain, ...change })).toEqual(expected);
  });
});

describe('whatever the facts', () => {
  test('more calls, more time and fewer bookings never make it worse', () => {
    const seed = 20_261;
    const env = fakeEnv({ seed });
    const random = () => env.random();
    for (let round = 0; round < 500; round += 1) {
      const facts: BookingFacts = {
        at,
        receivedAt: at - Math.floor(random() * 90_000),
        needsCall: random() < 0.7,
        calls: Array.from({ length: Math.floor(random() * 4) }, () => ({
          at: at - Math.floor(random() * 60_000),
          connected: random() < 0.5,
          seconds: random() < 0.2 ? null : Math.floor(random() * 30),
        })),
        earlier: Array.from(
          { length: Math.floor(random() * 3) },
          () => at - Math.floor(random() * 120 * minute),
        ),
        others: Array.from({ length: Math.floor(random() * 10) }, () => at - Math.floor(random() * 120_000)),
      };
      const found = suspicionsOf(facts);
      const better: BookingFacts = {
        ...facts,
        receivedAt: facts.receivedAt - 10 * minute,
        calls: [...facts.calls, { at: at - 1000, connected: true, seconds: defaultLimits.minCallSeconds }],
        earlier: facts.earlier.slice(1),
        others: facts.others.slice(1),
      };
      for (const code of suspicionsOf(better)) expect(found, `seed ${seed} round ${round}`).toContain(code);
      expect(new Set(found).size).toBe(found.length);
      if (!facts.needsCall) expect(found).not.toContain('no_call');
    }
  });

  test('tries counted and tries judged are one rule', () => {
    const seed = 20_262;
    const env = fakeEnv({ seed });
    for (let round = 0; round < 500; round += 1) {
      const calls = Array.from({ length: Math.floor(env.random() * 8) }, () => ({
        at: at + Math.floor(env.random() * 600) * minute,
        connected: env.random() < 0.2,
      }));
      const apart = 120 * minute;
      const { count, nextAt } = countTries(calls, apart);
      expect(isUnreachable(calls, 3, apart), `seed ${seed} round ${round}`).toBe(count >= 3);
      if (count === 0) expect(nextAt).toBeNull();
      else {
        // The next try counts from there on, and not a moment sooner
        const soon = [...calls, { at: (nextAt as number) - 1, connected: false }];
        const then = [...calls, { at: nextAt as number, connected: false }];
        const latest = Math.max(...calls.map((call) => call.at));
        if (latest < (nextAt as number) - 1) {
          expect(countTries(soon, apart).count).toBe(count);
          expect(countTries(then, apart).count).toBe(count + 1);
        }
      }
    }
  });
});
