/** Numbers and instants as they stand on paper. Pure: the zone is always given, never the machine's own. */

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(atMs: number, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(atMs).map((part) => [part.type, part.value]));
}

/** `2026-11-22 07:41` in the outlet's zone; empty for null. */
export function formatInstant(atMs: number | null | undefined, zone: string): string {
  if (atMs === null || atMs === undefined) return '';
  const part = parts(atMs, zone);
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
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
