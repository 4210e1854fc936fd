/**
 * Several orders in one paste: parted by blank lines or rules, or one to a line. A part is an order only when it has a
 * phone of its own, and nothing is thrown away: lines without one stay with the order above them.
 */
import { findChains } from './chain.ts';
import { normalise } from './normal.ts';
import { findPhones } from './phones.ts';

export interface PastePart {
  text: string;
  /** Offset in the whole paste; add it to the spans of `readPaste(part.text)`. */
  start: number;
}

const none = (): boolean => false;
const hasPhone = (text: string): boolean => findPhones(normalise(text).fold, none).phones.length > 0;
const hasPlace = (text: string): boolean =>
  findChains(normalise(text).fold).some((chain) => chain.score >= 4);

/** The orders of a paste, in order; one part when it cannot be divided safely. */
export function splitPaste(source: string): PastePart[] {
  const blocks = partsAt(source, /\n[ \t\u3000]*(?:[-=_*—~]{3,}[ \t]*)?\r?\n/g);
  const byBlock = gather(source, blocks, (part) => hasPhone(part.text));
  if (byBlock.length > 1) return byBlock;
  const lines = partsAt(source, /\n/g);
  const whole = lines.filter((line) => hasPhone(line.text) && hasPlace(line.text));
  return whole.length > 1
    ? gather(source, lines, (part) => whole.includes(part))
    : [{ text: source, start: 0 }];
}

function partsAt(source: string, separator: RegExp): PastePart[] {
  const parts: PastePart[] = [];
  let start = 0;
  for (const match of source.matchAll(separator)) {
    parts.push({ text: source.slice(start, match.index), start });
    start = match.index + match[0].length;
  }
  parts.push({ text: source.slice(start), start });
  return parts.filter((part) => part.text.trim() !== '');
}

/** Parts that begin no order join the one before; those before the first join the first. */
function gather(
  source: string,
  parts: readonly PastePart[],
  begins: (part: PastePart) => boolean,
): PastePart[] {
  const starts: number[] = [];
  for (const part of parts) if (begins(part)) starts.push(part.start);
  if (starts.length < 2) return [{ text: source, start: 0 }];
  starts[0] = 0;
  return starts.map((start, i) => ({ text: source.slice(start, starts[i + 1] ?? source.length), start }));
}
