/**
 * Reads the fields of one payload into canonical values. Every field may be absent, of another type, garbled
 * or absurd; what cannot be used stops the item with a reason (thrown as `Unusable` inside the adapters only),
 * what can be mended is mended and noted.
 */
import type {
  IntakeNote,
  IntakeNoteCode,
  QuarantineParams,
  QuarantineReason,
} from '../../domain/orders/quarantine.ts';
import { fieldOf, isReadObject, readJson, scalarText } from './json/read-json.ts';
import type { ReadObject } from './json/read-json.ts';
import { readTime } from './times.ts';
import type { TimeUnit } from './times.ts';
import type { Canonicalized } from './adapter.ts';
import type { CanonicalOrder } from '../../domain/orders/canonical.ts';

export const idLimit = 64;
export const lineLimit = 200;
export const textLimit = 2_000;
export const partsLimit = 200;
/** Characters; a real order is under 10,000. The raw text stays in the inbox whatever its size. */
export const itemLimit = 4_000_000;

export class Unusable extends Error {
  readonly reason: QuarantineReason;
  readonly params: QuarantineParams;
  constructor(reason: QuarantineReason, params: QuarantineParams = {}) {
    super(reason);
    this.reason = reason;
    this.params = params;
  }
}

/** A value quoted in a message: short, one line, printable. */
export function quoteValue(text: string): string {
  // biome-ignore lint: control characters are what is being removed
  const line = text.toWellFormed().replace(/[\u0000-\u001f\u007f]+/g, ' ');
  return line.length > 40 ? `${[...line.slice(0, 42)].slice(0, 38).join('')}…` : line;
}

/** Cuts between characters, never inside a surrogate pair. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}

// C0 controls except tab and line feed; SQLite text functions stop at NUL and printers obey the rest.
// biome-ignore lint: control characters are what is being removed
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

export class FieldReader {
  readonly notes: IntakeNote[] = [];
  private readonly timeUnit: TimeUnit;

  constructor(timeUnit: TimeUnit = 'auto') {
    this.timeUnit = timeUnit;
  }

  note(code: IntakeNoteCode, params: QuarantineParams = {}): void {
    this.notes.push({ code, params });
  }

  /** Text of at most `limit` characters; '' when absent. */
  text(object: ReadObject | null, name: string, limit = lineLimit): string {
    const raw = scalarText(fieldOf(object, name));
    if (raw === null || raw === '') return '';
    const lines = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
    const whole = lines.isWellFormed() ? lines : lines.replace(/[\ud800-\udfff]/gu, '');
    let text = whole.replace(CONTROLS, '');
    if (text !== lines) this.note('text_repaired', { field: name });
    text = text.trim();
    if (text.length > limit) {
      this.note('text_truncated', { field: name, length: text.length, limit });
      text = cutText(text, limit);
    }
    return text;
  }

  /** Text a person must be able to trust (name, phone, address): garbled bytes stop the item. */
  trusted(object: ReadObject | null, name: string, limit = lineLimit): string {
    const text = this.text(object, name, limit);
    if (text.includes('\ufffd')) throw new Unusable('text_garbled', { field: name, value: quoteValue(text) });
    return text;
  }

  optional(object: ReadObject | null, name: string, limit = lineLimit): string | null {
    const text = this.text(object, name, limit);
    return text === '' ? null : text;
  }

  /** An identifier as text, or null. Never shortened: half a number would name another order. */
  id(object: ReadObject | null, name: string): string | null {
    const raw = scalarText(fieldOf(object, name))?.trim() ?? '';
    if (raw === '') return null;
    if (raw.length > idLimit)
      throw new Unusable('id_too_long', { field: name, length: raw.length, limit: idLimit });
    // biome-ignore lint: control characters are what is being refused
    if (!raw.isWellFormed() || raw.includes('\ufffd') || /[\u0000-\u001f\u007f]/.test(raw)) {
      throw new Unusable('text_garbled', { field: name, value: quoteValue(raw) });
    }
    return raw;
  }

  /** A time the order hangs on; impossible ones stop the item. */
  time(object: ReadObject | null, name: string): number | null {
    const raw = scalarText(fieldOf(object, name));
    const value = readTime(raw, this.timeUnit);
    if (value === undefined)
      throw new Unusable('time_impossible', { field: name, value: quoteValue(raw ?? '') });
    return value;
  }

  /** A time that only informs; impossible ones are left out with a note. */
  softTime(object: ReadObject | null, name: string): number | null {
    const raw = scalarText(fieldOf(object, name));
    const value = readTime(raw, this.timeUnit);
    if (value !== undefined) return value;
    this.note('time_ignored', { field: name, value: quoteValue(raw ?? '') });
    return null;
  }

  /** A whole number in a range, `fallback` when absent. */
  integer(object: ReadObject | null, name: string, fallback: number, max = 1_000_000_000): number {
    const raw = scalarText(fieldOf(object, name))?.trim() ?? '';
    if (raw === '') return fallback;
    if (!/^-?\d{1,15}(\.0+)?$/.test(raw))
      throw new Unusable('number_invalid', { field: name, value: quoteValue(raw) });
    const value = Math.trunc(Number(raw));
    if (Math.abs(value) > max) throw new Unusable('number_invalid', { field: name, value: quoteValue(raw) });
    return value;
  }

  /** Money as integer fen from fen or from decimal yuan; null when absent. */
  fen(object: ReadObject | null, name: string, unit: 'fen' | 'yuan'): number | null {
    const raw = scalarText(fieldOf(object, name))?.trim() ?? '';
    if (raw === '') return null;
    const value = unit === 'fen' ? fenFromFen(raw) : fenFromYuan(raw);
    if (value === null) throw new Unusable('number_invalid', { field: name, value: quoteValue(raw) });
    return value;
  }

  flag(object: ReadObject | null, name: string): boolean {
    const value = fieldOf(object, name);
    return value === true || value === 'true' || value === 1 || value === '1';
  }

  list<T>(items: readonly T[], name: string): readonly T[] {
    if (items.length <= partsLimit) return items;
    throw new Unusable('too_many_parts', { field: name, length: items.length, limit: partsLimit });
  }
}

/** Ten million yuan: beyond it a number is a mistake, and sums stay far from 2^53. */
const MAX_FEN = 1_000_000_000;

function fenFromFen(raw: string): number | null {
  if (!/^-?\d{1,12}(\.0+)?$/.test(raw)) return null;
  const value = Math.trunc(Number(raw));
  return Math.abs(value) <= MAX_FEN ? value : null;
}

/** `62.00`, `62.5`, `62` → fen by digits, never by floating point; more than two decimals must be zeros. */
export function fenFromYuan(raw: string): number | null {
  const parts = /^(-?)(\d{1,10})(?:\.(\d{0,2})0*)?$/.exec(raw);
  if (parts === null) return null;
  const fen = Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0'));
  if (fen > MAX_FEN) return null;
  return parts[1] === '-' ? -fen : fen;
}

/**
 * The shared frame of every `toCanonical`: size, syntax, shape, and the promise never to throw. A defect in
 * `read` would otherwise stop the whole intake on one odd payload, so it too ends in quarantine.
 */
export function canonicalize(
  rawText: string,
  timeUnit: TimeUnit,
  read: (order: ReadObject, fields: FieldReader) => CanonicalOrder,
): Canonicalized {
  if (rawText.length > itemLimit) {
    return { ok: false, reason: 'too_large', params: { length: rawText.length, limit: itemLimit } };
  }
  try {
    const value = readJson(rawText);
    if (!isReadObject(value)) {
      const found = Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
      return { ok: false, reason: 'not_an_object', params: { found } };
    }
    const fields = new FieldReader(timeUnit);
    const order = read(value, fields);
    return { ok: true, order, notes: fields.notes };
  } catch (error) {
    if (error instanceof Unusable) return { ok: false, reason: error.reason, params: error.params };
    if (/\b(NaN|-?Infinity)\b/.test(rawText) && error instanceof SyntaxError) {
      return { ok: false, reason: 'number_invalid', params: { field: '', value: 'NaN' } };
    }
    return {
      ok: false,
      reason: 'not_json',
      params: { problem: quoteValue(String((error as Error).message)) },
    };
  }
}
