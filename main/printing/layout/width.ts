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

/** True for a combining mark, joiner or variation selector. `char` is one code point. */
export function isZeroWidth(char: string): boolean {
  return zeroWidth.test(char);
}

/** Cells of one code point: 0, 1 or 2. */
export function charCells(char: string): 0 | 1 | 2 {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return 1;
  if (code < 0x20 || code === 0x7f) return 0;
  return zeroWidth.test(char) ? 0 : 2;
}

/** Cells of a text, before any enlargement. */
export function textCells(text: string): number {
  let cells = 0;
  for (const char of text) cells += charCells(char);
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
  const fitting = textCells(text) > cells ? takeCells(text, cells) : text;
  const free = cells - textCells(fitting);
  const left = align === 'right' ? free : align === 'center' ? Math.floor(free / 2) : 0;
  return ' '.repeat(left) + fitting + ' '.repeat(free - left);
}
