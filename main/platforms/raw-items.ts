import type { RawItem } from './adapter.ts';
import { fieldOf, isReadObject, readJson, scalarText } from './json/read-json.ts';

/**
 * The id of one raw item, for the inbox key; '' when it cannot be read (toCanonical will say why).
 * A field search would find ids of nested objects, so the item is parsed; the cost is one parse more.
 */
export function rawIdOf(rawText: string, name: string): string {
  try {
    const value = readJson(rawText);
    return isReadObject(value) ? (scalarText(fieldOf(value, name)) ?? '').slice(0, 200) : '';
  } catch {
    return '';
  }
}

export function rawItems(texts: readonly string[], idName: string, receivedAt: number): RawItem[] {
  return texts.map((rawText) => ({ upstreamId: rawIdOf(rawText, idName), rawText, receivedAt }));
}
