/** Numbers that are neither phone nor address: order numbers, post codes, prices, time stamps, export codes. */
import { type Canvas, claim, mark, reading, taken } from './canvas.ts';
import type { Label } from './labels.ts';
import type { Reading } from './types.ts';

export interface Noise {
  orderNumbers: Reading<string>[];
  postalCode: Reading<string> | null;
}

const valueOf: Partial<Record<Label['kind'], RegExp>> = {
  order: /^[A-Za-z0-9][A-Za-z0-9_-]{3,}/,
  postal: /^\d{6}(?!\d)/,
  serial: /^[A-Za-z0-9][A-Za-z0-9\-_/]{4,}(?:[, /]+[A-Za-z0-9-]{8,})*/,
  account: /^[^\s,;:。\u0000\u0001()[\]]+/,
  money: /^[¥￥]? ?\d[\d,]*(?:\.\d{1,2})? ?(?:元|块)?/,
  date: /^\d[\d\-/.: 年月日时分秒T]{3,}/,
};

/** Claims what stands behind labels of numbers and accounts. */
export function claimLabelled(canvas: Canvas, labels: readonly Label[], noise: Noise): void {
  for (const label of labels) {
    const pattern = valueOf[label.kind];
    if (pattern === undefined) continue;
    const match = pattern.exec(canvas.work.slice(label.end, label.end + 80));
    if (match === null) continue;
    const end = label.end + match[0].length;
    if (label.kind === 'order') noise.orderNumbers.push(reading(canvas, match[0], label.end, end, 'certain'));
    if (label.kind === 'postal') noise.postalCode ??= reading(canvas, match[0], label.end, end, 'certain');
    claim(canvas, label.end, end, taken);
  }
}

/** Before phones are looked for: time stamps and prices. */
export function claimStamps(canvas: Canvas): void {
  const stamps =
    /20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日? {1,2}\d{1,2}:\d{2}:\d{2}|(?<!\d)\d{1,2}:\d{2}:\d{2}(?!\d)|[¥￥] ?\d[\d,]*(?:\.\d{1,2})?|(?<![\dA-Za-z-])\d+(?:\.\d{1,2})? ?元(?![\u4e00-\u9fff]*[区街路])/g;
  for (const match of canvas.work.matchAll(stamps))
    claim(canvas, match.index, match.index + match[0].length, taken);
}

/** After phones: long digit runs and lone six digits. */
export function claimNumbers(canvas: Canvas, noise: Noise): void {
  const orders =
    /(?<![A-Za-z0-9-])(?:[A-Za-z]{0,8}[-_]?\d{12,}[A-Za-z0-9-]*|[A-Z]{2,8}\d{8,}(?:-\d+)?|\d{8,}-\d+)(?![A-Za-z0-9])/g;
  for (const match of canvas.work.matchAll(orders)) {
    noise.orderNumbers.push(reading(canvas, match[0], match.index, match.index + match[0].length, 'likely'));
    claim(canvas, match.index, match.index + match[0].length, taken);
  }
  const postal = /(?<=^|[\s,;。\u0000\u0002(])\d{6}(?=$|[\s,;。\u0000)])/g;
  for (const match of canvas.work.matchAll(postal)) {
    if (/[-#] ?$/.test(canvas.work.slice(0, match.index))) continue;
    noise.postalCode ??= reading(canvas, match[0], match.index, match.index + 6, 'likely');
    claim(canvas, match.index, match.index + 6, taken);
  }
}

/** Order exports repeat the extension of a rented number in brackets behind name and address: 王先生[8421]. */
export function claimCodes(canvas: Canvas, extension: string | null): string | null {
  let found: string | null = null;
  for (const match of canvas.work.matchAll(/\[(\d{3,6})\]|\((\d{4})\)/g)) {
    const digits = match[1] ?? match[2] ?? '';
    if (extension !== null ? digits !== extension : match[1] === undefined) continue;
    found = digits;
    claim(canvas, match.index, match.index + match[0].length, mark);
  }
  return found;
}
