import chineseDays from 'chinese-days';
import { addDays } from '../../../domain/time/business-day.ts';
import type { DayNote } from '../../../domain/time/calendar.ts';

/**
 * The official public holidays of a year and the working days given in exchange for them, with their names. Empty for
 * years whose days have not been announced yet. What an outlet makes of them is its own affair: they are names until
 * somebody closes the day.
 */
export function officialDays(year: number): ({ day: string } & DayNote)[] {
  const out: ({ day: string } & DayNote)[] = [];
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = addDays(day, 1)) {
    const { name, work } = chineseDays.getDayDetail(day);
    const [nameEn = '', nameZh] = name.split(',');
    // An ordinary day bears the name of its weekday alone
    if (nameZh === undefined) continue;
    out.push({ day, nameZh, nameEn, kind: work ? 'swap' : 'holiday' });
  }
  return out;
}

const known = new Map<number, ReturnType<typeof officialDays>>();

function knownDays(year: number): ReturnType<typeof officialDays> {
  const days = known.get(year) ?? officialDays(year);
  known.set(year, days);
  return days;
}

/** Names of days from one to another: the outlet's own, or the official ones while nobody has saved any. */
export function dayNotes(
  calendar: { notes?: Readonly<Record<string, DayNote>> },
  fromDay: string,
  toDay: string,
): Map<string, DayNote> {
  if (calendar.notes !== undefined) return new Map(Object.entries(calendar.notes));
  const out = new Map<string, DayNote>();
  for (let year = Number(fromDay.slice(0, 4)); year <= Number(toDay.slice(0, 4)); year += 1)
    for (const { day, ...note } of knownDays(year)) out.set(day, note);
  return out;
}
