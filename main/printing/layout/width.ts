/**
 * How many cells a character takes on a printer that is in Chinese mode.
 *
 * This is not Unicode's East Asian Width: a receipt printer draws one cell (12 dots) for an ASCII byte and two
 * cells (24 dots) for every multi-byte code, so `·`, `—`, `①`, `±` and `□` are two wide there although a browser
 * may draw some of them narrow. Columns that must line up on paper are measured by this, and the previews are
 * laid out by it too.
 */

/** Drawn over the character before it, or not drawn at all: takes no cell and is never parted from its base. */
const zeroWidth = /^[\p{Mn}\p{Me}\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\u{e0000}-\u{e01ef}]$/u;

/** Cells of the code points up to U+FFFF as they were found out, plus one; 0 = not asked yet. */
const known = new Uint8Array(0x10000);

/** True for a combining mark, joiner or variation selector. `char` is one code point. */
export const isZeroWidth = (char: string): boolean => isZeroWidthCode(char.codePointAt(0) ?? 0);

export const isZeroWidthCode = (code: number): boolean => code > 0x7f && codeCells(code) === 0;

/** Cells of one code point: 0, 1 or 2. */
export const charCells = (char: string): 0 | 1 | 2 => codeCells(char.codePointAt(0) ?? 0);

function codeCells(code: number): 0 | 1 | 2 {
  if (code >= 0x20 && code < 0x7f) return 1;
  if (code < 0x20 || code === 0x7f) return 0;
  if (code > 0xffff) return zeroWidth.test(String.fromCodePoint(code)) ? 0 : 2;
  const kept = known[code] ?? 0;
  if (kept !== 0) return (kept - 1) as 0 | 2;
  const cells = zeroWidth.test(String.fromCodePoint(code)) ? 0 : 2;
  known[code] = cells + 1;
  return cells;
}

/** Cells of a text, before any enlargement. */
export function textCells(text: string): number {
  let cells = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x20 && unit < 0x7f) cells += 1;
    else if (unit < 0xd800 || unit > 0xdfff) cells += codeCells(unit);
    else {
      const code = text.codePointAt(at) ?? 0;
      if (code > 0xffff) at++;
      cells += codeCells(code);
    }
  }
  return cells;
}

/** Code points with the zero-width ones attached to their base: the smallest pieces a line may be cut into. */
export function clusters(text: string): string[] {
  const out: string[] = [];
  for (const char of text) {
    const last = out.length - 1;
    if (last >= 0 && isZeroWidth(char)) out[last] += char;
    else out.push(char);
  }
  return out;
}

/** The longest beginning of `text` that fits into `cells`; a wide character is never halved. */
export function takeCells(text: string, cells: number): string {
  let used = 0;
  let out = '';
  for (const cluster of clusters(text)) {
    const width = textCells(cluster);
    if (used + width > cells) break;
    used += width;
    out += cluster;
  }
  return out;
}

export type Align = 'left' | 'center' | 'right';

/** `text` with spaces so that it takes exactly `cells` (longer text is cut). */
export function padCells(text: string, cells: number, align: Align = 'left'): string {
  const width = textCells(text);
  if (width === cells) return text;
  const fitting = width > cells ? takeCells(text, cells) : text;
  const free = cells - (width > cells ? textCells(fitting) : width);
  const left = align === 'right' ? free : align === 'center' ? Math.floor(free / 2) : 0;
  return left === 0 ? fitting + ' '.repeat(free) : ' '.repeat(left) + fitting + ' '.repeat(free - left);
}
