import { expect, test } from 'vitest';
import type { StepMessage } from '../../main/platforms/adapter.ts';
import { readJson, type ReadObject } from '../../main/platforms/json/read-json.ts';
import { cardShows } from '../../main/platforms/tmall/read-back.ts';
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
