import { toHalfWidth } from '../fen.ts';

/** How the fields of both sides are brought to one form before they are compared. */

/** Order numbers as keys: half-width, upper case, letters and digits only. Leading zeros stay: they count. */
export function numberKey(text: string): string {
  if (/^[0-9A-Z]*$/.test(text)) return text;
  return toHalfWidth(text)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
}

/** Numbers of at least six characters inside a free text: «合并 GD2025-001、GD2025-002». */
export function numbersIn(text: string): string[] {
  if (text.length < 6) return [];
  const found =
    toHalfWidth(text)
      .toUpperCase()
      .match(/[0-9A-Z](?:[0-9A-Z_-]*[0-9A-Z])/g) ?? [];
  return found.map(numberKey).filter((key) => key.length >= 6 && /\d{4}/.test(key));
}

/** The last four digits, or −1 where fewer are to be seen. */
export function tailOf(phone: string): number {
  if (phone === '') return -1;
  // nearly every cell: digits at the end
  if (/\d{4}$/.test(phone)) return Number(phone.slice(-4));
  const match = /(\d{4})\D*$/.exec(toHalfWidth(phone));
  return match === null ? -1 : Number(match[1]);
}

const title = /^(.+?)(先生|女士|小姐|师傅|老师|老板|太太|阿姨)$/;
/** Stars and their like; an x only inside a Chinese name, because «Xu» is a name too. */
const hidden = /[*＊×某]|(?<=\p{Script=Han}[xX]*)[xX]/gu;

/** Half-width, without spaces; each hidden character as `*`, and so is whatever a title stands for. */
export function nameKey(text: string): string {
  if (text === '') return '';
  const plain = text.normalize('NFKC').replace(/[\s·•.]/g, '');
  return plain.replace(title, '$1*').replace(hidden, '*').toLowerCase();
}

/** Whether two name keys may be one person: equal, or one shows as much of the other as it does not hide. */
export function namesAgree(a: string, b: string): 'equal' | 'masked' | 'no' {
  if (a === b) return a.includes('*') ? 'masked' : 'equal';
  if (!a.includes('*') && !b.includes('*')) return 'no';
  return showsOf(a, b) || showsOf(b, a) ? 'masked' : 'no';
}

function showsOf(masked: string, whole: string): boolean {
  if (!masked.includes('*')) return false;
  const parts = masked.split(/\*+/);
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (first === '' && last === '') return false;
  return (
    whole.length >= first.length + last.length &&
    whole.startsWith(first) &&
    (last === '' || whole.endsWith(last))
  );
}

/** Products and places: half-width, without spaces and brackets. */
export function wordKey(text: string): string {
  if (text === '') return '';
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]【】《》·,，、/\\|_-]/g, '');
}
