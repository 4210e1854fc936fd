import iconv from 'iconv-lite';
import { cleanText } from '../layout/clean.ts';
import { isZeroWidth } from '../layout/width.ts';

/**
 * Text as the bytes a printer in Chinese mode (FS &) reads: ASCII as it is, everything else GB18030. Characters that
 * take no cell (marks left over after NFC, joiners, variation selectors) are not sent: a printer cannot combine, it
 * would print them as characters of their own and push the columns apart.
 */
export function encodeChinese(text: string): Uint8Array {
  let out = '';
  for (const char of cleanText(text)) if (!isZeroWidth(char)) out += char;
  return iconv.encode(out, 'gb18030');
}

/**
 * True when every character has a two-byte code (GBK) or is ASCII: what any Chinese receipt printer holds. Four-byte
 * characters (𠮷, emoji) are printed only by some.
 */
export function isWithinGbk(text: string): boolean {
  for (const char of cleanText(text)) {
    if (char.charCodeAt(0) < 0x80 || isZeroWidth(char)) continue;
    if (iconv.encode(char, 'gb18030').length !== 2) return false;
  }
  return true;
}
