/** Numbers and instants as they stand on paper. Pure: the zone is always given, never the machine's own. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const kept = formats.get(zone);
  if (kept !== undefined) return kept;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, format);
  return format;
}

const quarterMs = 900_000;
const minuteMs = 60_000;
/** Minutes a zone is ahead of UTC, by quarter of an hour: clocks change only on quarters. A day's papers need a few. */
const offsets = new Map<string, number>();
const mostOffsets = 2_000;

function offsetMs(atMs: number, zone: string): number {
  const quarter = Math.floor(atMs / quarterMs);
  const key = `${zone} ${quarter}`;
  const kept = offsets.get(key);
  if (kept !== undefined) return kept;
  // `22/11/2026, 07:41`, taken apart by place
  const text = formatOf(zone).format(quarter * quarterMs);
  const number = (from: number, to: number) => Number(text.slice(from, to));
  const local = Date.UTC(number(6, 10), number(3, 5) - 1, number(0, 2), number(12, 14), number(15, 17));
  const offset = local - quarter * quarterMs;
  if (offsets.size >= mostOffsets) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

const two = (value: number) => (value < 10 ? `0${value}` : String(value));

/** `2026-11-22 07:41` in the outlet's zone; empty for null. */
export function formatInstant(atMs: number | null | undefined, zone: string): string {
  if (atMs === null || atMs === undefined) return '';
  const local = new Date(Math.floor((atMs + offsetMs(atMs, zone)) / minuteMs) * minuteMs);
  const day = `${local.getUTCFullYear()}-${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())}`;
  return `${day} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/** `2026-11-22 08:00-10:00`; the end's day is shown only when it is another one. */
export function formatWindow(startMs: number | null, endMs: number | null, zone: string): string {
  const start = formatInstant(startMs, zone);
  const end = formatInstant(endMs, zone);
  if (start === '' || end === '') return start || end;
  return start.slice(0, 10) === end.slice(0, 10) ? `${start}-${end.slice(11)}` : `${start} - ${end}`;
}

/** Fen as yuan with two decimals, no sign of currency: `1250` → `12.50`. */
export function formatFen(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`fen must be a whole number, got ${fen}`);
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Thousandths of a unit without trailing noughts: `2500` → `2.5`. */
export function formatMilli(milli: number): string {
  if (!Number.isSafeInteger(milli)) throw new RangeError(`milli must be a whole number, got ${milli}`);
  const digits = String(Math.abs(milli)).padStart(4, '0');
  const text = `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/u, '');
  return `${milli < 0 ? '-' : ''}${text}`;
}

/** Eleven digits in groups of 3-4-4; anything else (extensions, masks of another length) as it is. */
export function formatPhone(phone: string): string {
  return /^[\d*]{11}$/u.test(phone) ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone;
}

/** `08:00-10:00` in the outlet's zone; empty while there is no window. */
export function formatClocks(startMs: number | null, endMs: number | null, zone: string): string {
  return [startMs, endMs]
    .map((at) => formatInstant(at, zone).slice(11))
    .filter((text) => text !== '')
    .join('-');
}
