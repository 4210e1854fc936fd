/**
 * Phone numbers as people and platforms write them. Kept as digits (extension after a comma); shown in 3-4-4 groups;
 * a platform's masked number keeps its stars and is never mistaken for a real one.
 */
import { toHalfWidth } from '../money/fen.ts';

export type PhoneKind = 'mobile' | 'landline' | 'service' | 'virtual' | 'masked' | 'unknown';

export interface Phone {
  /** Digits (stars when masked), without country code. */
  number: string;
  extension: string | null;
  kind: PhoneKind;
}

/** Number ranges of the three networks' and virtual operators' mobile numbers begin with 13–19. */
const mobilePattern = /^1[3-9]\d{9}$/;
/** Area codes: 010, 02x, and 03xx–09xx, with 7 or 8 digits behind. */
const landlinePattern = /^0(?:10|2\d)\d{8}$|^0[3-9]\d{2}\d{7,8}$/;
const servicePattern = /^(?:400|800)\d{7}$|^95\d{3,6}$/;
const maskedPattern = /^[\d*]{5,20}$/;

/** Text → phone, or null when there is no number in it. Extensions: "转", "-", "ext", "#", ",". */
export function parsePhone(raw: string): Phone | null {
  let text = toHalfWidth(raw).trim();
  let extension: string | null = null;
  const ext = /^(.*?)(?:转|分机|ext\.?|#|,|;)\s*(\d{1,8})\s*$/i.exec(text);
  const dashed = /^(.*[\d*]{7}.*)-(\d{3,6})$/.exec(text);
  if (ext !== null) {
    text = ext[1] ?? '';
    extension = ext[2] ?? null;
  } else if (dashed !== null && isWhole((dashed[1] ?? '').replace(/[^\d*]/g, ''))) {
    text = dashed[1] ?? '';
    extension = dashed[2] ?? null;
  }
  text = text.replace(/[\s\-()·.、/]/g, '').replace(/^(?:\+|00)?86(?=\d{10,12}$)/, '');
  if (text === '') return null;
  if (text.includes('*')) {
    return maskedPattern.test(text) && /\d/.test(text) ? { number: text, extension, kind: 'masked' } : null;
  }
  if (!/^\d{5,20}$/.test(text)) return null;
  const kind = kindOf(text);
  // numbers a platform rents for a call come as a mobile or landline with an extension to dial
  return { number: text, extension, kind: extension !== null && kind === 'mobile' ? 'virtual' : kind };
}

function isWhole(digits: string): boolean {
  return mobilePattern.test(digits) || landlinePattern.test(digits) || servicePattern.test(digits);
}

function kindOf(digits: string): PhoneKind {
  if (mobilePattern.test(digits)) return 'mobile';
  if (landlinePattern.test(digits)) return 'landline';
  if (servicePattern.test(digits)) return 'service';
  return 'unknown';
}

/** Digits for storing and searching; extension after a comma. Null when there is no number. */
export function normalisePhone(raw: string): string | null {
  const phone = parsePhone(raw);
  if (phone === null) return null;
  return phone.extension === null ? phone.number : `${phone.number},${phone.extension}`;
}

/** Length of the area code of a landline. */
function areaLength(digits: string): number {
  return /^0(?:10|2\d)/.test(digits) ? 3 : 4;
}

/** For eyes: 134 0000 0201, 0731-8888-0118, 400-000-0118; extension as 转. Unknown text comes back as it is. */
export function formatPhone(raw: string): string {
  const phone = parsePhone(raw);
  if (phone === null) return raw;
  const { number, extension, kind } = phone;
  let out = number;
  if (kind === 'mobile' || kind === 'virtual' || (kind === 'masked' && number.length === 11)) {
    out = `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`;
  } else if (kind === 'landline') {
    const area = areaLength(number);
    out = `${number.slice(0, area)}-${number.slice(area, -4)}-${number.slice(-4)}`;
  } else if (kind === 'service' && number.length === 10) {
    out = `${number.slice(0, 3)}-${number.slice(3, 6)}-${number.slice(6)}`;
  }
  return extension === null ? out : `${out} 转 ${extension}`;
}

/** Four stars in the middle: 134****0201. Short and odd numbers keep only their last two digits; extensions go. */
export function maskPhone(raw: string): string {
  const phone = parsePhone(raw);
  if (phone === null) return raw === '' ? '' : '****';
  const { number, kind } = phone;
  if (kind === 'masked') return number;
  if (number.length >= 10) return `${number.slice(0, 3)}****${number.slice(-4)}`;
  return `****${number.slice(-2)}`;
}

/** The four digits people say on the phone; null when they are hidden. */
export function phoneTail(raw: string): string | null {
  const number = parsePhone(raw)?.number ?? '';
  const tail = number.slice(-4);
  return /^\d{4}$/.test(tail) ? tail : null;
}
