import type { RawItem } from './adapter.ts';
import { fieldOf, isReadObject, readJson, scalarText } from './json/read-json.ts';

/**
 * The id of one raw item, for the inbox key; '' when it cannot be read (toCanonical will say why).
 * Where the id comes first and the word occurs once it is read off; nested objects have ids of their own, so
 * everything else is parsed.
 */
export function rawIdOf(rawText: string, name: string): string {
  const first = new RegExp(`^\\{\\s*"${name}"\\s*:\\s*(?:"([^"\\\\]{1,64})"|(\\d{1,64})\\s*[,}])`).exec(
    rawText,
  );
  if (first !== null && rawText.indexOf(`"${name}"`, first[0].length) === -1)
    return (first[1] ?? first[2] ?? '').trim();
  try {
    const value = readJson(rawText);
    return isReadObject(value) ? (scalarText(fieldOf(value, name)) ?? '').trim().slice(0, 200) : '';
  } catch {
    return '';
  }
}

export function rawItems(texts: readonly string[], idName: string, receivedAt: number): RawItem[] {
  return texts.map((rawText) => ({ upstreamId: rawIdOf(rawText, idName), rawText, receivedAt }));
}
