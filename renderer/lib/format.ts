/**
 * Pure formatting: numbers and instants to text. No clock, no language of its own: `now`, zone and words come in,
 * so that every function can be tested with a table.
 */
import type { Words } from '../i18n/index.ts';

/** 34000 → "340.00", -423500 → "−4,235.00" (typographic minus keeps columns aligned). */
export function moneyText(fen: number, options: { sign?: boolean; symbol?: boolean } = {}): string {
  const whole = Math.floor(Math.abs(fen) / 100);
  const cents = String(Math.abs(fen) % 100).padStart(2, '0');
  const digits = String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
  const mark = fen < 0 ? '−' : options.sign && fen > 0 ? '+' : '';
  return `${mark}${options.symbol ? '¥' : ''}${digits}.${cents}`;
}

/**
 * "1,234.5" → 123450; null when it is not an amount (more than two decimals, letters, beyond ± 100 million yuan).
 * Works on digits as text: no floating point ever touches money.
 */
export function parseMoney(text: string): number | null {
  const clean = text
    .trim()
    .replace(/[¥￥,，\s]/g, '')
    .replace(/^[−－]/, '-')
    .replace(/。/g, '.');
  const match = /^(-?)(\d{1,9})(?:\.(\d{0,2}))?$/.exec(clean);
  if (!match) return null;
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0') || '0');
  const signed = match[1] ? -fen : fen;
  return Math.abs(fen) > 1e10 ? null : signed === 0 ? 0 : signed;
}

/** Quantity in thousandths: 2000 → "2", 2500 → "2.5". */
export function milliText(milli: number): string {
  const sign = milli < 0 ? '−' : '';
  const size = Math.abs(milli);
  const rest = String(size % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  const whole = String(Math.floor(size / 1000)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}${rest ? `.${rest}` : ''}`;
}

/** "2.5" → 2500, null when it is not a number with at most three decimals. */
export function parseMilli(text: string): number | null {
  const match = /^(-?)(\d{1,9})(?:\.(\d{0,3}))?$/.exec(text.trim().replace(/[,，]/g, '').replace(/^−/, '-'));
  if (!match) return null;
  const milli = Number(match[2]) * 1000 + Number((match[3] ?? '').padEnd(3, '0'));
  return match[1] && milli !== 0 ? -milli : milli;
}

/** 84213 → "84,213". */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * Mobile numbers in 3-4-4, extensions kept; masked forms (138****0317) become "138 ···· 0317".
 * Anything that is no mobile number is shown as it came: guessing groups would hide a typing error.
 */
export function phoneText(phone: string, extension = '转'): string {
  const match = /^(?:\+?86[- ]?)?(1[\d*•·]{10})([-转,;x ]\d{1,6})?$/.exec(phone.trim());
  if (!match?.[1]) return phone;
  const digits = match[1].replace(/[*•]/g, '·');
  const tail = match[2] ? ` ${extension} ${match[2].slice(1)}` : '';
  return `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}${tail}`;
}

/** The four-digit tail lists show: "·· 0317". */
export function phoneTail(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length >= 4 ? `·· ${digits.slice(-4)}` : phone;
}

export interface DeadlineParts {
  late: boolean;
  /** Less than an hour left. */
  soon: boolean;
  unit: 'minute' | 'hour' | 'day';
  count: number;
}

/** Time left or late, in the one unit a person needs: minutes under 60, hours under 48, days beyond. */
export function deadlineParts(dueMs: number, nowMs: number): DeadlineParts {
  const late = nowMs > dueMs;
  const minutes = Math.floor(Math.abs(dueMs - nowMs) / 60_000);
  const soon = !late && minutes < 60;
  if (minutes < 60) return { late, soon, unit: 'minute', count: minutes };
  if (minutes < 48 * 60) return { late, soon, unit: 'hour', count: Math.floor(minutes / 60) };
  return { late, soon, unit: 'day', count: Math.floor(minutes / 1440) };
}

export function deadlineText(dueMs: number, nowMs: number, words: Words): string {
  const parts = deadlineParts(dueMs, nowMs);
  if (parts.count === 0) return words(parts.late ? 'ui:deadline.justLate' : 'ui:deadline.now');
  return words(`ui:deadline.${parts.late ? 'late' : 'left'}.${parts.unit}`, { n: parts.count });
}

/** Age of something that happened: 刚刚, 1 分钟前, 2 小时前, 昨天 18:02 … */
export function agoText(atMs: number, nowMs: number, words: Words, zone: string): string {
  const minutes = Math.floor((nowMs - atMs) / 60_000);
  if (minutes < 1) return words('ui:ago.now');
  if (minutes < 60) return words('ui:ago.minute', { n: minutes });
  if (minutes < 6 * 60) return words('ui:ago.hour', { n: Math.floor(minutes / 60) });
  return dateText(atMs, { nowMs, zone, words });
}

export interface ZonedParts {
  /** YYYY-MM-DD in the zone. */
  day: string;
  /** HH:MM in the zone. */
  time: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Wall-clock day and time of an instant in a zone. */
export function zonedParts(atMs: number, zone: string): ZonedParts {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(zone, formatter);
  }
  const part: Record<string, string> = {};
  for (const { type, value } of formatter.formatToParts(atMs)) part[type] = value;
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

/** Minutes as hours to a tenth, a whole number without one. */
export const hours = (minutes: number): string => String(Math.round(minutes / 6) / 10);

/** Whole days from one business day to another; both YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** 0 = Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** 今天, 明天, 昨天, 周六 (within six days), 11-21 (this year), 2025-11-21. */
export function dayText(day: string, today: string, words: Words): string {
  const distance = daysBetween(today, day);
  if (distance === 0) return words('ui:day.today');
  if (distance === 1) return words('ui:day.tomorrow');
  if (distance === -1) return words('ui:day.yesterday');
  if (distance > 1 && distance <= 6) return words(`ui:weekday.${weekdayOf(day)}`);
  return day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
}

/** Short and human: 今天 14:30, 周六 09:00, 11-21 (no time beyond a week either way unless asked). */
export function dateText(
  atMs: number,
  options: { nowMs: number; zone: string; words: Words; time?: 'auto' | 'always' | 'never' },
): string {
  const at = zonedParts(atMs, options.zone);
  const today = zonedParts(options.nowMs, options.zone).day;
  const day = dayText(at.day, today, options.words);
  const distance = Math.abs(daysBetween(today, at.day));
  const withTime = options.time === 'always' || (options.time !== 'never' && distance <= 6);
  return withTime ? `${day} ${at.time}` : day;
}

/**
 * A business day typed by hand: 今天/明天/后天/昨天, +1, -2, 周六, 21, 11-21, 11/21, 1121, 2026-11-21.
 * A bare day or month-day takes the nearest one not more than half a year back. Null when it is no day.
 */
export function parseDay(text: string, today: string): string | null {
  const clean = text.trim().toLowerCase();
  const named: Record<string, number> = {
    今天: 0,
    今: 0,
    today: 0,
    明天: 1,
    明: 1,
    tomorrow: 1,
    后天: 2,
    昨天: -1,
    yesterday: -1,
    前天: -2,
  };
  if (clean in named) return addDays(today, named[clean] ?? 0);
  if (/^[+-]\d{1,3}$/.test(clean)) return addDays(today, Number(clean));
  const weekday = /^(?:周|星期)([日天一二三四五六])$/.exec(clean);
  if (weekday?.[1]) {
    const wanted = '日一二三四五六'.indexOf(weekday[1] === '天' ? '日' : weekday[1]);
    return addDays(today, (wanted - weekdayOf(today) + 7) % 7);
  }
  const full = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(clean);
  if (full) return validDay(Number(full[1]), Number(full[2]), Number(full[3]));
  const short = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(clean) ?? /^(\d{2})(\d{2})$/.exec(clean);
  const year = Number(today.slice(0, 4));
  if (short) {
    const day = validDay(year, Number(short[1]), Number(short[2]));
    if (day && daysBetween(day, today) > 183) return validDay(year + 1, Number(short[1]), Number(short[2]));
    return day;
  }
  if (/^\d{1,2}日?$/.test(clean))
    return validDay(year, Number(today.slice(5, 7)), Number.parseInt(clean, 10));
  return null;
}

function validDay(year: number, month: number, date: number): string | null {
  const made = new Date(Date.UTC(year, month - 1, date));
  const same =
    made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === date;
  return same && year >= 2000 && year < 2100 ? made.toISOString().slice(0, 10) : null;
}

/** 8_400_000 → "8.4 MB"; sizes as people read them. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const step = bytes < 1e6 ? { size: 1e3, unit: 'kB' } : { size: 1e6, unit: 'MB' };
  return `${(bytes / step.size).toFixed(bytes / step.size < 10 ? 1 : 0)} ${step.unit}`;
}
