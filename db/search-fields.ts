import { pinyin } from 'pinyin-pro';
import { joinFields, normaliseText } from './search/text.ts';

/** What of a thing can be found, by kind of field. */
export interface SearchFields {
  /** One line for the hit. */
  title: string;
  /** Names of people and things: found by character, pinyin and initials. */
  names?: readonly (string | null | undefined)[];
  /** Addresses, remarks, models: found by any fragment of their characters. */
  texts?: readonly (string | null | undefined)[];
  phones?: readonly (string | null | undefined)[];
  /** Order numbers, codes, barcodes: found by fragment, and whole by readers who see masked data. */
  numbers?: readonly (string | null | undefined)[];
}

const cache = new Map<string, { full: string; initials: string }>();

/** Pinyin of a name without tones, and its initials; surnames read as surnames (单 shàn, 解 xiè). */
export function pinyinKeys(name: string): { full: string; initials: string } {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' });
  const keys = {
    full: normaliseText(syllables.join('')),
    initials: normaliseText(syllables.map((syllable) => syllable[0] ?? '').join('')),
  };
  if (cache.size > 50_000) cache.clear();
  cache.set(name, keys);
  return keys;
}

/** The narrow row search reads: `body` for fragments, `numbers` for whole numbers and four-digit phone tails. */
export function searchText(fields: SearchFields): { title: string; body: string; numbers: string } {
  const body: string[] = [];
  const numbers: string[] = [];
  for (const name of fields.names ?? []) {
    if (name === null || name === undefined || name === '') continue;
    body.push(normaliseText(name));
    const keys = pinyinKeys(name);
    body.push(keys.full, keys.initials);
  }
  for (const text of fields.texts ?? []) if (text !== null && text !== undefined) body.push(normaliseText(text));
  for (const phone of fields.phones ?? []) {
    if (phone === null || phone === undefined || phone === '') continue;
    const digits = normaliseText(phone);
    body.push(digits);
    numbers.push(digits, digits.slice(-4));
  }
  for (const number of fields.numbers ?? []) {
    if (number === null || number === undefined || number === '') continue;
    const whole = normaliseText(number);
    body.push(whole);
    numbers.push(whole);
  }
  return { title: fields.title, body: joinFields(body), numbers: joinFields(numbers) };
}
