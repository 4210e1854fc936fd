import { cleanText } from './clean.ts';
import { clusters, isZeroWidth, textCells } from './width.ts';

/** Never at the beginning of a line. */
const closing = new Set('，。、；：！？）】》」』〉〕｝”’％℃,.;:!?)]}%>…·~');
/** Never at the end of a line. */
const opening = new Set('（【《「『〈〔｛“‘￥＄([{<#');
const wordPart = /^[A-Za-z0-9@/\\&+='"_*$-]/u;

/**
 * Pieces that stay together if they fit: a run of Latin letters and digits (a phone, a model, a code), or one wide
 * character; closing marks hang on the piece before, opening marks on the piece after. A space is its own piece.
 */
function pieces(line: string): string[] {
  const out: string[] = [];
  let glueNext = false;
  let lastWord = false;
  for (const cluster of clusters(line)) {
    const first = cluster.length === 1 ? cluster : ([...cluster][0] ?? '');
    const last = out.length - 1;
    const isWord = wordPart.test(cluster);
    const canHang = last >= 0 && out[last] !== ' ';
    if (cluster === ' ') out.push(' ');
    else if (canHang && (glueNext || closing.has(first) || (isWord && lastWord))) out[last] += cluster;
    else out.push(cluster);
    glueNext = opening.has(first);
    lastWord = isWord || (closing.has(first) && canHang && first.charCodeAt(0) < 0x7f);
  }
  return out;
}

/** Cuts a piece that is wider than a line; every part fits, and a wide character stays whole. */
function hardSplit(piece: string, cells: number): string[] {
  const out: string[] = [];
  let part = '';
  let used = 0;
  for (const cluster of clusters(piece)) {
    const width = textCells(cluster);
    if (used + width > cells && part !== '') {
      out.push(part);
      part = '';
      used = 0;
    }
    part += cluster;
    used += width;
  }
  if (part !== '') out.push(part);
  return out;
}

/**
 * Lines of at most `cells` cells. Cleans the text first. Nothing but blanks at line ends is lost; an empty text
 * gives one empty line. @throws RangeError below 2 cells, where a wide character has no room.
 */
export function wrapText(text: string, cells: number): string[] {
  if (!Number.isInteger(cells) || cells < 2)
    throw new RangeError(`a line needs at least 2 cells, got ${cells}`);
  const out: string[] = [];
  const clean = cleanText(text);
  // What fits on one line as it stands (most fields and cells) need not be taken apart.
  if (!clean.includes('\n') && textCells(clean) <= cells)
    return [clean.endsWith(' ') ? clean.replace(/ +$/u, '') : clean];
  for (const paragraph of clean.split('\n')) {
    let line = '';
    let used = 0;
    const flush = () => {
      out.push(line.replace(/ +$/u, ''));
      line = '';
      used = 0;
    };
    for (const piece of pieces(paragraph)) {
      const width = textCells(piece);
      if (used + width <= cells) {
        line += piece;
        used += width;
        continue;
      }
      if (piece === ' ') continue; // a blank that does not fit is the line break itself
      if (width <= cells) {
        flush();
        line = piece;
        used = width;
        continue;
      }
      const parts = hardSplit(line.trim() === '' ? piece : line + piece, cells);
      const tail = parts.pop() ?? '';
      for (const part of parts) out.push(part.replace(/ +$/u, ''));
      line = tail;
      used = textCells(tail);
    }
    flush();
  }
  return out;
}

/** True when nothing of `text` is visible (only blanks and marks). */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first > 0x20 && first < 0x7f) return false; // nearly every value
  for (const char of text) if (char !== ' ' && char !== '\n' && !isZeroWidth(char)) return false;
  return true;
}
