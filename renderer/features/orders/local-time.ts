import { atLocal, parseClock } from '../../../domain/time/business-day.ts';
import { outletZone } from '../../lib/use-format.ts';

/** "9:30", "0930", "930", "9" → "09:30"; null when it is no time of day. */
export function readClock(text: string): string | null {
  const clean = text.trim().replace('\uff1a', ':');
  const match = /^(\d{1,2}):?(\d{2})?$/.exec(clean);
  if (!match) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The instant of a time of day in the outlet's zone; null when either is missing. */
export function instantOf(day: string | null, clock: string): number | null {
  const read = readClock(clock);
  const minutes = read === null ? null : parseClock(read);
  return day === null || minutes === null ? null : atLocal(day, minutes, outletZone());
}
