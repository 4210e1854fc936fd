/**
 * Money as text and back, without floating point. Money is integer fen everywhere inside; text appears only in
 * files, on paper and on screens.
 */

/** Integers of money must stay exact in a double; nothing in an outlet is near this. */
export const maxFen = Number.MAX_SAFE_INTEGER;

const fullWidth: Record<string, string> = {
  '．': '.',
  '。': '.',
  '，': ',',
  '－': '-',
  '—': '-',
  '−': '-',
  '＋': '+',
  '（': '(',
  '）': ')',
  '￥': '¥',
  '　': ' ',
};

/** Full-width digits and signs of Chinese input methods become their plain forms. */
export function toHalfWidth(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0xff10 && code <= 0xff19) out += String.fromCharCode(code - 0xff10 + 48);
    else out += fullWidth[char] ?? char;
  }
  return out;
}

/**
 * Decimal text in units → integer in 10^-`decimals` units, or null when it is no number a person would write.
 * Accepts full-width digits, thousands separators in their places, ¥ / 元 / CNY / RMB, a leading or trailing sign,
 * and brackets for negatives. More decimals than allowed are refused unless they are zeros: a file that says
 * 1.005 yuan is not ours to round. Exponents ("1.1E+11") are refused: they are what a sheet made of a long number.
 */
export function parseDecimal(raw: string, decimals: number): number | null {
  let text = toHalfWidth(raw).replace(/\s/g, '');
  let negative = false;
  const bracket = /^\((.+)\)$/.exec(text);
  if (bracket !== null) {
    negative = true;
    text = bracket[1] ?? '';
    if (/[-+]/.test(text)) return null;
  }
  text = text.replace(/^([-+]?)(?:¥|CNY|RMB)/i, '$1').replace(/(?:元整?|圆整?)([-+]?)$/, '$1');
  const trailing = /^([^-+]+)([-+])$/.exec(text);
  if (trailing !== null) text = `${trailing[2]}${trailing[1]}`;
  const match = /^([-+]?)(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  if (/[1-9]/.test(fraction.slice(decimals))) return null;
  const value = Number(`${whole.replaceAll(',', '')}${kept}` || '0');
  if (!Number.isSafeInteger(value)) return null;
  if (sign === '-') negative = !negative;
  return negative && value !== 0 ? -value : value;
}

/** Yuan as text → fen, or null. See `parseDecimal` for what is read and refused. */
export function parseFen(text: string): number | null {
  return parseDecimal(text, 2);
}

/** A quantity as text → thousandths of its unit, or null. */
export function parseMilli(text: string): number | null {
  return parseDecimal(text, 3);
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Fen → "1,234.50"; `grouped: false` gives "1234.50" (files, copy keys). Throws on anything but an integer. */
export function formatFen(fen: number, options: { grouped?: boolean } = {}): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not an integer of fen: ${fen}`);
  const digits = Math.abs(fen).toString().padStart(3, '0');
  const whole = digits.slice(0, -2);
  return `${fen < 0 ? '-' : ''}${options.grouped === false ? whole : group(whole)}.${digits.slice(-2)}`;
}

/** Thousandths → the shortest decimal text: 2500 → "2.5", 3000 → "3". */
export function formatMilli(milli: number): string {
  if (!Number.isSafeInteger(milli)) throw new RangeError(`not an integer of thousandths: ${milli}`);
  const digits = Math.abs(milli).toString().padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  return `${milli < 0 ? '-' : ''}${digits.slice(0, -3)}${fraction === '' ? '' : `.${fraction}`}`;
}
