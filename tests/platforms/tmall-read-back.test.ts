import { expect, test } from 'vitest';
import type { StepMessage } from '../../main/platforms/adapter.ts';
import { readJson, type ReadObject } from '../../main/platforms/json/read-json.ts';
import { cardShows, latestCard, onceShowed } from '../../main/platforms/tmall/read-back.ts';
import { sandboxStatusMap } from '../../main/platforms/tmall/sandbox-card.ts';
import type { TmallSettings } from '../../main/platforms/tmall/settings.ts';

const settings = { statusMap: sandboxStatusMap } as unknown as TmallSettings;
const card = (status: string, modified: number, failure = '') =>
  readJson(
    JSON.stringify({ status_code: status, gmt_modify: String(modified), reserve_fail_desc: failure }),
  ) as ReadObject;
const at = Date.UTC(2026, 10, 22, 4);
const day = 86_400_000;
const suspend = (before: StepMessage['before'], writtenAt = at): StepMessage => ({
  key: 'k',
  step: 'suspend',
  upstreamId: '1',
  echo: {},
  at: writtenAt,
  payload: { reasonCode: 'H03', reasonText: '用户改期' },
  before,
});
const mark = (status: string, modified: number, failure = '') => ({
  status,
  modified: String(modified),
  failure,
});

test('a second suspension is told from the first by the card alone, wherever our clock stands', () => {
  for (const writtenAt of [at - 3 * day, at, at + 3 * day]) {
    const again = suspend(mark('SUSPENDED', at), writtenAt);
    expect(cardShows(card('SUSPENDED', at), again, settings)).toBe('not_done');
    expect(cardShows(card('SUSPENDED', at + 1000), again, settings)).toBe('done');
    const first = suspend(mark('RESERVED', at), writtenAt);
    expect(cardShows(card('SUSPENDED', at + 1000), first, settings)).toBe('done');
    expect(cardShows(card('RESERVED', at + 1000), first, settings)).toBe('not_done');
  }
});

test('a failed booking in the same words counts once the card moved on', () => {
  const message: StepMessage = { ...suspend(mark('RESERVED', at, '用户改期')), step: 'reserve_fail' };
  expect(cardShows(card('RESERVED', at, '用户改期'), message, settings)).toBe('not_done');
  expect(cardShows(card('RESERVED', at + 1, '用户改期'), message, settings)).toBe('done');
});

test('without a look before, time decides', () => {
  expect(cardShows(card('SUSPENDED', at - day), suspend(null), settings)).toBe('not_done');
  expect(cardShows(card('SUSPENDED', at + 1000), suspend(null), settings)).toBe('done');
});

const raw = (id: string, status: string, modified: number) =>
  `{"id":${id},"status_code":"${status}","gmt_modify":"${modified}","reserve_fail_desc":""}`;

test('a page that repeats the card as it was: the copy changed last counts, wherever it stands', () => {
  const [old, now, other] = [
    raw('1', 'RESERVED', at),
    raw('1', 'SUSPENDED', at + 1),
    raw('2', 'CLOSED', at + 9),
  ];
  for (const items of [
    [old, now],
    [now, old],
    [other, old, now, old],
    [now, now],
  ]) {
    const latest = latestCard(items, '1');
    expect(latest !== 'disagree' && latest !== null && cardShows(latest, suspend(null), settings)).toBe(
      'done',
    );
  }
  expect(latestCard([other], '1')).toBeNull();
  // Changed twice within one tick of its clock: nobody can say which came last.
  expect(latestCard([raw('1', 'RESERVED', at), raw('1', 'SUSPENDED', at)], '1')).toBe('disagree');
});

test('what was pulled in between shows the step, though the card was taken back since', () => {
  const message = suspend(mark('RESERVED', at));
  expect(onceShowed(raw('1', 'SUSPENDED', at + 1), message, settings)).toBe(true);
  expect(onceShowed(raw('1', 'SUSPENDED', at), message, settings)).toBe(true);
  expect(onceShowed(raw('1', 'CLOSED', at + 1), message, settings)).toBe(false);
  expect(onceShowed(raw('2', 'SUSPENDED', at + 1), message, settings)).toBe(false);
  expect(onceShowed('{"id":1', message, settings)).toBe(false);
  // An earlier suspension, and the very copy the mark was taken from, prove nothing.
  expect(onceShowed(raw('1', 'SUSPENDED', at - 1), message, settings)).toBe(false);
  expect(onceShowed(raw('1', 'SUSPENDED', at), suspend(mark('SUSPENDED', at)), settings)).toBe(false);
  expect(onceShowed(raw('1', 'SUSPENDED', at + 1), suspend(null), settings)).toBe(false);
});
