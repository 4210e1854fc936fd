/**
 * The text while it is being read: recognisers claim stretches, what is left falls into chunks. Claimed characters
 * become marks of the same length, so that offsets stay those of the normalised text.
 */
import { type NormalText, normalise, sourceSpan } from './normal.ts';
import type { Certainty, Reading, Span } from './types.ts';

/** Taken by a field. */
export const taken = '\u0000';
/** A label or a bracket code: stands between things, belongs to none. */
export const mark = '\u0001';
/** Taken by a division: an address goes on behind it. */
export const place = '\u0002';

export interface Canvas {
  normal: NormalText;
  /** Same length as `normal.fold`. */
  work: string;
  /** Offsets where a new chunk begins though nothing stands between. */
  cuts: Set<number>;
}

export interface Chunk {
  start: number;
  end: number;
  text: string;
  /** What stands between the chunk before (or the beginning) and this one. */
  gap: string;
  paren: boolean;
}

export function openCanvas(source: string): Canvas {
  const normal = normalise(source);
  return { normal, work: normal.fold, cuts: new Set() };
}

export function claim(canvas: Canvas, start: number, end: number, as: string = taken): void {
  canvas.work = canvas.work.slice(0, start) + as.repeat(Math.max(0, end - start)) + canvas.work.slice(end);
}

/** A reading of `[start, end)` of the normalised text. */
export function reading<T>(
  canvas: Canvas,
  value: T,
  start: number,
  end: number,
  certainty: Certainty,
): Reading<T> {
  return { value, spans: [spanOf(canvas, start, end)], certainty };
}

export function spanOf(canvas: Canvas, start: number, end: number): Span {
  return sourceSpan(canvas.normal, start, end);
}

const separator = /[\s,;。|!?:()[\]\u0000-\u0002]/;

const wordOrClaim = /[\u4e00-\u9fff\u0000-\u0002]/;

/** A dash or slash between words parts them (888号-许嘉诚-138…); between digits or letters it belongs to a door. */
function parts(work: string, at: number): boolean {
  const char = work[at] ?? '';
  if (separator.test(char)) return true;
  if (char === '/') return !/[A-Za-z0-9]/.test(work[at - 1] ?? '') || !/[A-Za-z0-9]/.test(work[at + 1] ?? '');
  if (char === '-' && /^-[\u4e00-\u9fff]{2,4}[-\u0000]/.test(work.slice(at, at + 6))) return true;
  return /[-~]/.test(char) && wordOrClaim.test(work[at - 1] ?? '') && wordOrClaim.test(work[at + 1] ?? '');
}

/** The unclaimed stretches between separators, left to right. */
export function chunksOf(canvas: Canvas): Chunk[] {
  const { work } = canvas;
  const chunks: Chunk[] = [];
  let gapStart = 0;
  let at = 0;
  let depth = 0;
  while (at < work.length) {
    const char = work[at] ?? '';
    if (parts(work, at)) {
      if (char === '(' || char === '[') depth += 1;
      if (char === ')' || char === ']' || char === '\n') depth = 0;
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < work.length && !parts(work, end) && !canvas.cuts.has(end)) end += 1;
    const text = canvas.normal.text.slice(at, end);
    if (/[\p{L}\p{N}*#]/u.test(text)) {
      chunks.push({ start: at, end, text, gap: work.slice(gapStart, at), paren: depth > 0 });
      gapStart = end;
    }
    at = end;
  }
  return chunks;
}
