/** Platform times. All wall-clock text upstream is China Standard Time (UTC+8, no daylight saving since 1991). */

const GMT8_MS = 8 * 3_600_000;
/** Earlier than 2000 or later than 2099 is a mistake in this trade, not a date. */
const OLDEST_MS = Date.UTC(2000, 0, 1);
const NEWEST_MS = Date.UTC(2100, 0, 1);

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

/** `yyyy-MM-dd HH:mm:ss` in GMT+8. `ms` UTC. */
export function formatGmt8(ms: number): string {
  const day = new Date(ms + GMT8_MS);
  const date = `${pad(day.getUTCFullYear(), 4)}-${pad(day.getUTCMonth() + 1)}-${pad(day.getUTCDate())}`;
  return `${date} ${pad(day.getUTCHours())}:${pad(day.getUTCMinutes())}:${pad(day.getUTCSeconds())}`;
}

/** `yyyy-MM-ddTHH:mm:ss.SSSZ`. */
export function formatIso(ms: number): string {
  return new Date(ms).toISOString();
}

export type TimeUnit = 'auto' | 'ms' | 's';

const WALL =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

function fromDigits(text: string, unit: TimeUnit): number | undefined {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) return undefined;
  // An "empty" date reaches us as 1970 from some platforms: nothing, not an error.
  if (Math.abs(value) <= 3_600) return Number.NaN;
  if (unit === 'ms') return value;
  if (unit === 's') return value * 1000;
  return text.length <= 10 ? value * 1000 : value;
}

function fromWall(parts: RegExpExecArray): number | undefined {
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((at) => Number(parts[at] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const utc = Date.UTC(
    year,
    month - 1,
    day,
    hour,
    minute,
    second,
    Number((parts[7] ?? '0').padEnd(3, '0').slice(0, 3)),
  );
  const back = new Date(utc);
  // Date.UTC rolls 30 February over into March; that is exactly the mistake to catch.
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return undefined;
  const zone = parts[8];
  if (zone === undefined) return utc - GMT8_MS;
  if (zone === 'Z') return utc;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return utc - sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

/**
 * Reads any time a platform writes: epoch seconds or milliseconds (number or text), wall text in GMT+8, ISO
 * with zone, slashes without zero padding. UTC ms; null for empty; undefined for a time that cannot be.
 */
export function readTime(text: string | null, unit: TimeUnit = 'auto'): number | null | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || /^0000-00-00/.test(trimmed)) return null;
  const parts = WALL.exec(trimmed);
  const value =
    parts !== null ? fromWall(parts) : /^-?\d{1,16}$/.test(trimmed) ? fromDigits(trimmed, unit) : undefined;
  if (value === undefined) return undefined;
  if (Number.isNaN(value) || Math.abs(value) <= 3_600_000) return null;
  return value >= OLDEST_MS && value < NEWEST_MS ? value : undefined;
}

/** An HTTP `Date` header as UTC ms; null when absent or unreadable. Whole seconds only. */
export function readHttpDate(header: string | undefined): number | null {
  if (header === undefined) return null;
  const ms = Date.parse(header);
  return Number.isFinite(ms) ? ms : null;
}
