/** Phones as platforms send them: plain, starred, or a privacy number with an extension and an end. */

export interface ReadPhone {
  phone: string | null;
  masked: boolean;
}

const FULL_WIDTH_ZERO = 0xff10;

function toHalfWidth(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - FULL_WIDTH_ZERO));
}

/**
 * Keeps digits, stars and an extension after `-`, `转` or `,`; drops the country code of mainland mobiles.
 * Text without any digit (such as "无") is no phone.
 */
export function readPhone(text: string): ReadPhone {
  let phone = toHalfWidth(text)
    .replace(/[＊xX×•]/g, '*')
    .replace(/\s*(?:转|ext\.?|,|，|#)\s*/gi, '-')
    .replace(/[\s()（）]/g, '')
    .replace(/[^\d*+-]/g, '');
  phone = phone.replace(/^(?:\+|00)?86-?(?=1[\d*]{10}(?:-|$))/, '').replace(/^\+/, '');
  phone = phone.replace(/-{2,}/g, '-').replace(/^-|-$/g, '').slice(0, 32);
  if (!/\d/.test(phone)) return { phone: null, masked: false };
  // Plain mobile numbers are often written in groups; landlines and extensions keep their hyphen.
  if (/^1[\d*]{2}-[\d*]{4}-[\d*]{4}$/.test(phone)) phone = phone.replaceAll('-', '');
  return { phone, masked: phone.includes('*') };
}
