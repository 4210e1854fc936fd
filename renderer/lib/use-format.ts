import { useLanguage, words } from '../i18n/index.ts';
import { nowMs, useNow } from './clock.ts';
import * as format from './format.ts';

let zone = 'Asia/Shanghai';

/** The outlet's zone, told once by the session. */
export function setZone(next: string): void {
  zone = next;
}

export function outletZone(): string {
  return zone;
}

/** Today as business day of the outlet. */
export function todayDay(): string {
  return format.zonedParts(nowMs(), zone).day;
}

/** Formatters bound to language, zone and a ticking now: `const f = useFormat(); f.date(order.createdAt)`. */
export function useFormat(): Format {
  return sharedAt(useLanguage(), useNow());
}

/** One set for all who draw in this tick: hundreds of cells ask at once. */
function sharedAt(language: string, now: number): Format {
  if (shared.language === language && shared.nowMs === now && sharedZone === zone) return shared;
  sharedZone = zone;
  shared = formatAt(language, now);
  return shared;
}

export type Format = ReturnType<typeof formatAt>;

function formatAt(language: string, now: number) {
  const today = format.zonedParts(now, zone).day;
  return {
    language,
    nowMs: now,
    today,
    money: format.moneyText,
    milli: format.milliText,
    count: format.countText,
    phone: format.phoneText,
    date: (atMs: number, time?: 'auto' | 'always' | 'never') =>
      format.dateText(atMs, { nowMs: now, zone, words, time }),
    time: (atMs: number) => format.zonedParts(atMs, zone).time,
    day: (day: string) => format.dayText(day, today, words),
    weekday: (day: string) => words(`ui:weekday.${format.weekdayOf(day)}`),
    deadline: (dueMs: number) => format.deadlineText(dueMs, now, words),
    ago: (atMs: number) => format.agoText(atMs, now, words, zone),
  };
}

let shared: Format = formatAt('', 0);
let sharedZone = zone;
