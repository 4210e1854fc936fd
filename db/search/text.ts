/**
 * What «contains» means in search. Both sides (stored fields and typed fragment) go through `normaliseText`;
 * a fragment is found where it is a substring of a stored field. The index only makes this fast.
 */

/** Stands before, between and after the fields of a body; cannot be typed, because normalising removes it. */
export const SEP = '\u0001';

/**
 * NFKC (full-width digits, half-width kana, compatibility forms), lower case, and without white space, control
 * and format characters: «138 0013 8000», «１３８００１３８０００» and «13800138000» are the same fragment.
 */
export function normaliseText(text: string): string {
  // nearly every field: nothing to fold but case
  if (/^[!-~\u4e00-\u9fff]*$/.test(text)) return text.toLowerCase();
  const folded = text.toWellFormed().normalize('NFKC').toLowerCase().normalize('NFKC');
  // ς: lower-casing writes the last sigma of a word differently, so a fragment would not match inside a word
  return folded.replace(/[\s\p{Cc}\p{Cf}]+/gu, '').replaceAll('ς', 'σ');
}

/** A body that begins and ends with SEP, whatever a writer stored. */
export function wrapBody(body: string): string {
  const front = body.startsWith(SEP) ? '' : SEP;
  const back = body.length > 0 && body.endsWith(SEP) ? '' : SEP;
  return `${front}${body}${back}`;
}

/** Fields → one text: empty ones and repeats dropped, each between separators. */
export function joinFields(fields: Iterable<string>): string {
  const kept = new Set<string>();
  for (const field of fields) if (field !== '') kept.add(field);
  return kept.size === 0 ? SEP : `${SEP}${[...kept].join(SEP)}${SEP}`;
}

/** Code points as strings; for the usual text without astral characters the string itself serves. */
export function codePoints(text: string): string | string[] {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
}

/** Characters `from`…`to` of `codePoints(text)`. */
export function slicePoints(points: string | string[], from: number, to: number): string {
  return typeof points === 'string' ? points.substring(from, to) : points.slice(from, to).join('');
}
