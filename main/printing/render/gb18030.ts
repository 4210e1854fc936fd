import iconv from 'iconv-lite';
import { cleanText } from '../layout/clean.ts';
import { isZeroWidth, isZeroWidthCode } from '../layout/width.ts';

/**
 * Text as the bytes a printer in Chinese mode (FS &) reads: ASCII as it is, everything else GB18030. Characters that
 * take no cell (marks left over after NFC, joiners, variation selectors) are not sent: a printer cannot combine, it
 * would print them as characters of their own and push the columns apart.
 */
export function encodeChinese(text: string): Uint8Array {
  const bytes = new StreamBytes(text.length * 4);
  bytes.text(text);
  return bytes.whole();
}

/** Bytes that grow. One array for a whole stream: a small array for every word costs more than the words do. */
export class StreamBytes {
  #bytes: Uint8Array;
  #length = 0;

  constructor(room = 8192) {
    this.#bytes = new Uint8Array(Math.max(16, room));
  }

  add(piece: ArrayLike<number>): void {
    this.#room(piece.length);
    for (let at = 0; at < piece.length; at++) this.#bytes[this.#length++] = piece[at] ?? 0;
  }

  one(code: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = code;
  }

  three(a: number, b: number, c: number): void {
    this.#room(3);
    this.#bytes[this.#length++] = a;
    this.#bytes[this.#length++] = b;
    this.#bytes[this.#length++] = c;
  }

  /** As `encodeChinese`. */
  text(text: string): void {
    const clean = cleanText(text);
    this.#room(clean.length * 4);
    const bytes = this.#bytes;
    let length = this.#length;
    for (let at = 0; at < clean.length; at++) {
      const unit = clean.charCodeAt(at);
      if (unit < 0x80) {
        bytes[length++] = unit;
        continue;
      }
      const code = clean.codePointAt(at) ?? 0;
      const two = code > 0xffff ? 0 : twoBytes(code);
      if (code > 0xffff) at++;
      if (isZeroWidthCode(code)) continue;
      if (two === 0)
        for (const byte of iconv.encode(String.fromCodePoint(code), 'gb18030')) bytes[length++] = byte;
      else {
        bytes[length++] = two >> 8;
        bytes[length++] = two & 0xff;
      }
    }
    this.#length = length;
  }

  /** A copy of everything so far. */
  whole(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    wider.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = wider;
  }
}

/** Two-byte codes as they were asked for; 0 = not asked yet, 1 = has four bytes. */
const known = new Uint16Array(0x10000);

/** The two-byte code of a character up to U+FFFF, 0 when it has four bytes. */
function twoBytes(code: number): number {
  const kept = known[code] ?? 0;
  if (kept !== 0) return kept === 1 ? 0 : kept;
  const bytes = iconv.encode(String.fromCharCode(code), 'gb18030');
  const two = bytes.length === 2 ? ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0) : 0;
  known[code] = two === 0 ? 1 : two;
  return two;
}

/**
 * True when every character has a two-byte code (GBK) or is ASCII: what any Chinese receipt printer holds. Four-byte
 * characters (𠮷, emoji) are printed only by some.
 */
export function isWithinGbk(text: string): boolean {
  for (const char of cleanText(text)) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80 || isZeroWidth(char)) continue;
    if (code > 0xffff || twoBytes(code) === 0) return false;
  }
  return true;
}
