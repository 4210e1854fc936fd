import type { DayJobRow } from '../../../db/queries/today.ts';

export interface DayBar {
  orderId: string;
  number: string;
  title: string;
  fromAt: number;
  toAt: number;
  kind: 'done' | 'now' | 'planned' | 'late';
}

const minuteMs = 60_000;

/**
 * One person's day as bars that do not lie over each other: what was done and is under way where it was, the rest one
 * after the other inside its window. A planned visit whose window has passed is late.
 */
export function layBars(jobs: readonly DayJobRow[], now: number): DayBar[] {
  const bars: DayBar[] = [];
  let free = 0;
  for (const job of [...jobs].sort((left, right) => (left.startAt ?? 0) - (right.startAt ?? 0))) {
    const minutes = Math.max(20, job.minutes);
    const began = job.arrivedAt ?? job.departedAt;
    const { orderId, number, title } = job;
    const ended = job.endedAt ?? (began === null ? job.finishedAt : null);
    if (ended !== null) {
      const fromAt = began ?? ended - minutes * minuteMs;
      bars.push({ orderId, number, title, fromAt, toAt: Math.max(ended, fromAt + minuteMs), kind: 'done' });
      continue;
    }
    if (began !== null) {
      const toAt = Math.max(now, began + minutes * minuteMs);
      bars.push({ orderId, number, title, fromAt: began, toAt, kind: 'now' });
      free = Math.max(free, toAt);
      continue;
    }
    if (job.startAt === null) continue;
    const fromAt = Math.max(job.startAt, free);
    const toAt = fromAt + minutes * minuteMs;
    const late = job.endAt !== null && job.endAt < now;
    bars.push({ orderId, number, title, fromAt, toAt, kind: late ? 'late' : 'planned' });
    free = toAt;
  }
  return bars;
}
