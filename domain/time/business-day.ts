/**
 * Business days: text `YYYY-MM-DD` in the outlet's zone. Periods, shifts and statement days are days, not instants;
 * a slip keyed at 00:30 belongs to the day on the wall of the shop, whatever UTC says.
 */

export const defaultZone = 'Asia/Shanghai';

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** Zones change their offset on quarter hours at the finest, so one look-up per quarter hour is exact. */
const quarterMs = 15 * minuteMs;
const cacheLimit = 20_000;

interface ZoneCache {
  format: Intl.DateTimeFormat;
  offsets: Map<number, number>;
}

const zones = new Map<string, ZoneCache>();

function zoneOf(zone: string): ZoneCache {
  let cache = zones.get(zone);
  if (cache === undefined) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    cache = { format, offsets: new Map() };
    zones.set(zone, cache);
  }
  return cache;
}

/** Local minus UTC at an instant, in ms. Throws RangeError for an unknown zone. */
export function zoneOffsetMs(ms: number, zone: string = defaultZone): number {
  const cache = zoneOf(zone);
  const quarter = Math.floor(ms / quarterMs);
  const known = cache.offsets.get(quarter);
  if (known !== undefined) return known;
  const at = quarter * quarterMs;
  const part: Record<string, number> = {};
  for (const { type, value } of cache.format.formatToParts(at)) part[type] = Number(value);
  const local = Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  );
  if (cache.offsets.size >= cacheLimit) cache.offsets.clear();
  cache.offsets.set(quarter, local - at);
  return local - at;
}

/** UTC ms → business day. */
export function businessDay(ms: number, zone: string = defaultZone): string {
  return new Date(ms + zoneOffsetMs(ms, zone)).toISOString().slice(0, 10);
}

/** Minutes since local midnight, with fractions for seconds. */
export function localMinutes(ms: number, zone: string = defaultZone): number {
  const local = ms + zoneOffsetMs(ms, zone);
  return (local - Math.floor(local / dayMs) * dayMs) / minuteMs;
}

/** True for a real calendar day written as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

/** 2026-11-03, 2026/11/3 14:20, 20261103, 2026年11月3日 → `YYYY-MM-DD`; null when it is no day. */
export function parseDay(text: string): string | null {
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T\s].*)?$/.exec(text);
  if (match === null) return null;
  const [, y = '', m = '', d = ''] = match;
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

/** Days asked for lately: every clock of every order asks for the same few. */
const daysKnown = new Map<string, number>();

function utcOfDay(day: string): number {
  const known = daysKnown.get(day);
  if (known !== undefined) return known;
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (daysKnown.size >= 2000) daysKnown.clear();
  daysKnown.set(day, ms);
  return ms;
}

/** The instant of a local wall time on a day; `minutes` may be 1440 (next midnight) or more. */
export function atLocal(day: string, minutes: number, zone: string = defaultZone): number {
  const wall = utcOfDay(day) + minutes * minuteMs;
  // two rounds settle every zone except inside a skipped hour, where the later side is taken
  const guess = wall - zoneOffsetMs(wall, zone);
  return wall - zoneOffsetMs(guess, zone);
}

export function dayStartMs(day: string, zone: string = defaultZone): number {
  return atLocal(day, 0, zone);
}

/** Exclusive end. */
export function dayEndMs(day: string, zone: string = defaultZone): number {
  return atLocal(addDays(day, 1), 0, zone);
}

export function addDays(day: string, days: number): string {
  return new Date(utcOfDay(day) + days * dayMs).toISOString().slice(0, 10);
}

/** Whole days from `a` to `b`; negative when b is earlier. */
export function daysBetween(a: string, b: string): number {
  return Math.round((utcOfDay(b) - utcOfDay(a)) / dayMs);
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekday(day: string): number {
  return new Date(utcOfDay(day)).getUTCDay() || 7;
}

/** `YYYY-MM` of a day. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** The day `n` of a month, or the last one when the month is shorter (a cut-off on the 31st). */
export function dayOfMonth(month: string, n: number): string {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
  return `${month}-${String(Math.min(Math.max(n, 1), last)).padStart(2, '0')}`;
}

export function addMonths(month: string, months: number): string {
  const total = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`;
}

/** "08:30" → 510, "24:00" → 1440; null when it is no time of day. */
export function parseClock(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : null;
}

/** 510 → "08:30"; seconds into a minute are left out. */
export function clockText(minutes: number): string {
  const whole = Math.floor(minutes);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}

/** The same of an instant, on the outlet's clock. */
export const clockAt = (ms: number, zone: string): string => clockText(localMinutes(ms, zone));
