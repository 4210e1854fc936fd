import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Words } from '../i18n/index.ts';
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
export function useFormat() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  return useMemo(() => {
    const words = t as unknown as Words;
    return {
      language: i18n.language,
      nowMs: now,
      today: format.zonedParts(now, zone).day,
      money: format.moneyText,
      milli: format.milliText,
      count: format.countText,
      phone: format.phoneText,
      date: (atMs: number, time?: 'auto' | 'always' | 'never') =>
        format.dateText(atMs, { nowMs: now, zone, words, time }),
      time: (atMs: number) => format.zonedParts(atMs, zone).time,
      day: (day: string) => format.dayText(day, format.zonedParts(now, zone).day, words),
      weekday: (day: string) => words(`ui:weekday.${format.weekdayOf(day)}`),
      deadline: (dueMs: number) => format.deadlineText(dueMs, now, words),
      ago: (atMs: number) => format.agoText(atMs, now, words, zone),
    };
  }, [t, i18n.language, now]);
}
