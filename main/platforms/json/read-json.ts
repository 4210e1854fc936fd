import { parse } from 'lossless-json';

/** A parsed value whose long numbers are text: ids of 18 and more digits stay exact. */
export type ReadValue = string | number | boolean | null | ReadValue[] | { [name: string]: ReadValue };

export type ReadObject = { [name: string]: ReadValue };

/** A number literal the engine's own parser could change: 16 digits, a fraction or an exponent. */
const LONG_NUMBER = /(?:"\s*:|[[,])\s*-?(?:\d{16}|\d+[.eE])/;

/**
 * Parses JSON without losing integers. Numbers of 15 and fewer digits come as numbers, everything else that
 * is a number comes as its own text. Throws SyntaxError or RangeError (nesting) like any parser.
 */
export function readJson(text: string): ReadValue {
  // Most payloads hold no long number; the engine's own parser is three times as fast on them.
  if (!LONG_NUMBER.test(text)) return JSON.parse(text) as ReadValue;
  return parse(text, undefined, {
    parseNumber: (digits) => (/^-?\d{1,15}$/.test(digits) ? Number(digits) : digits),
    // Same reading as JSON.parse: the last one counts.
    onDuplicateKey: ({ newValue }) => newValue,
  }) as ReadValue;
}

/** True for objects, not lists. */
export function isReadObject(value: ReadValue | undefined): value is ReadObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own field, never one inherited through a hostile `__proto__`. */
export function fieldOf(object: ReadObject | null, name: string): ReadValue | undefined {
  return object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
}

export function objectOf(object: ReadObject | null, name: string): ReadObject | null {
  const value = fieldOf(object, name);
  return isReadObject(value) ? value : null;
}

/**
 * A list field. TOP without `simplify` wraps lists once more (`fee_list: {fee_info: […]}`), and a list of one
 * may come as the bare object; both are unwrapped here.
 */
export function listOf(object: ReadObject | null, name: string): ReadValue[] {
  const value = fieldOf(object, name);
  if (Array.isArray(value)) return value;
  if (!isReadObject(value)) return [];
  const inner = Object.values(value);
  const only = inner[0];
  if (inner.length === 1 && Array.isArray(only)) return only;
  return [value];
}

/** Scalars as text, everything else as null. Long numbers keep every digit. */
export function scalarText(value: ReadValue | undefined): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return null;
}
