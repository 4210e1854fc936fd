/**
 * Hold reasons as data: each is a queue of its own and says whose clock stops. A user's reasons and goods that are not
 * there stop our clocks; a missing part stops some payers' clocks and not others', so the payer's profile may override.
 */
import type { ClockKind } from '../time/payer-clock.ts';

export interface HoldReason {
  code: string;
  key: HoldKey;
  zh: string;
  en: string;
  /** Clocks that stop unless the payer says otherwise. */
  stops: readonly ClockKind[];
  /** What ends it; windows ask for these. */
  endsBy: 'part_arrival' | 'goods_arrival' | 'next_call' | 'answer' | 'date';
  /** True when a next-call time must be given. */
  needsNextCall: boolean;
  whose: 'user' | 'outlet' | 'payer' | 'nobody';
}

export const holdKeys = [
  'part',
  'goods',
  'user_later',
  'unreachable',
  'site_not_ready',
  'quote',
  'appraisal',
  'tech_support',
  'wrong_number',
  'weather',
] as const;
export type HoldKey = (typeof holdKeys)[number];

const visitAndFinish: readonly ClockKind[] = ['visit', 'finish'];

/** Seeded rows; an outlet may rename and add, the keys stay. */
export const holdReasons: readonly HoldReason[] = [
  {
    code: 'H01',
    key: 'part',
    zh: '待件',
    en: 'Waiting for part',
    stops: visitAndFinish,
    endsBy: 'part_arrival',
    needsNextCall: false,
    whose: 'payer',
  },
  {
    code: 'H02',
    key: 'goods',
    zh: '待货',
    en: 'Goods not delivered',
    stops: ['first_call', 'visit', 'finish'],
    endsBy: 'goods_arrival',
    needsNextCall: false,
    whose: 'payer',
  },
  {
    code: 'H03',
    key: 'user_later',
    zh: '用户改期',
    en: 'User wants it later',
    stops: visitAndFinish,
    endsBy: 'next_call',
    needsNextCall: true,
    whose: 'user',
  },
  {
    code: 'H04',
    key: 'unreachable',
    zh: '联系不上',
    en: 'Cannot be reached',
    stops: visitAndFinish,
    endsBy: 'next_call',
    needsNextCall: true,
    whose: 'user',
  },
  {
    code: 'H05',
    key: 'site_not_ready',
    zh: '装修未完',
    en: 'Site not ready',
    stops: visitAndFinish,
    endsBy: 'next_call',
    needsNextCall: true,
    whose: 'user',
  },
  {
    code: 'H06',
    key: 'quote',
    zh: '待报价确认',
    en: 'Quote to be confirmed',
    stops: ['finish'],
    endsBy: 'answer',
    needsNextCall: true,
    whose: 'user',
  },
  {
    code: 'H07',
    key: 'appraisal',
    zh: '待鉴定',
    en: 'Waiting for appraisal',
    stops: ['finish'],
    endsBy: 'answer',
    needsNextCall: false,
    whose: 'payer',
  },
  {
    code: 'H08',
    key: 'tech_support',
    zh: '待技术支援',
    en: 'Waiting for technical help',
    stops: [],
    endsBy: 'answer',
    needsNextCall: false,
    whose: 'outlet',
  },
  {
    code: 'H09',
    key: 'wrong_number',
    zh: '电话错误',
    en: 'Wrong number',
    stops: ['first_call', 'visit', 'finish'],
    endsBy: 'answer',
    needsNextCall: false,
    whose: 'payer',
  },
  {
    code: 'H10',
    key: 'weather',
    zh: '天气',
    en: 'Weather',
    stops: visitAndFinish,
    endsBy: 'date',
    needsNextCall: true,
    whose: 'nobody',
  },
];

/** Per payer: for a hold key, the clocks that stop (replaces the seeded list). */
export type HoldOverrides = Partial<Record<HoldKey, readonly ClockKind[]>>;

const byKey = new Map(holdReasons.map((reason) => [reason.key, reason]));

export function getHoldReason(key: HoldKey): HoldReason {
  const reason = byKey.get(key);
  if (reason === undefined) throw new RangeError(`no hold reason ${key}`);
  return reason;
}

export function isHoldKey(text: string): text is HoldKey {
  return (holdKeys as readonly string[]).includes(text);
}

/** Which clocks a hold stops for this payer. */
export function stoppedClocks(key: HoldKey, overrides: HoldOverrides = {}): readonly ClockKind[] {
  return overrides[key] ?? getHoldReason(key).stops;
}

export interface HoldSpan {
  key: HoldKey;
  fromMs: number;
  toMs: number | null;
}

/** The pauses of one clock from the holds an order went through. */
export function pausesFor(
  clock: ClockKind,
  holds: readonly HoldSpan[],
  overrides: HoldOverrides = {},
): { fromMs: number; toMs: number | null }[] {
  return holds
    .filter((hold) => stoppedClocks(hold.key, overrides).includes(clock))
    .map(({ fromMs, toMs }) => ({ fromMs, toMs }));
}

export interface CallTry {
  at: number;
  connected: boolean;
}

/**
 * 联系不上 needs tries at different hours: `tries` calls without an answer, each at least `apartMs` after the last one
 * counted. A call that got through starts the count again.
 */
export function isUnreachable(calls: readonly CallTry[], tries = 3, apartMs = 2 * 3_600_000): boolean {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const call of [...calls].sort((a, b) => a.at - b.at)) {
    if (call.connected) {
      count = 0;
      last = Number.NEGATIVE_INFINITY;
    } else if (call.at - last >= apartMs) {
      count += 1;
      last = call.at;
    }
  }
  return count >= tries;
}
