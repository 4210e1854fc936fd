import type { MaskKind } from '../../preload/contract/define.ts';

const dot = '*';

/** A marked text as a reader without the permission sees it: enough to recognise, too little to use. */
export function maskText(kind: MaskKind, text: string): string {
  const signs = [...text];
  switch (kind) {
    case 'name':
      return signs.length === 0 ? '' : `${signs[0]}${dot.repeat(Math.max(1, Math.min(2, signs.length - 1)))}`;
    case 'phone':
      return maskPhone(text);
    case 'address':
      return signs.length === 0
        ? ''
        : `${signs.slice(0, Math.min(6, Math.floor(signs.length / 3))).join('')}${dot.repeat(4)}`;
    case 'code':
      return signs.length <= 4 ? dot.repeat(signs.length) : `${dot.repeat(4)}${signs.slice(-4).join('')}`;
    case 'text':
      return text === '' ? '' : dot.repeat(4);
  }
}

/** Keeps three and four digits of a mobile number, the last two of anything shorter. */
function maskPhone(text: string): string {
  const digits = text.replace(/\D/g, '');
  if (digits.length >= 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  return digits === '' ? (text === '' ? '' : dot.repeat(4)) : `****${digits.slice(-2)}`;
}
