import { pinyin } from 'pinyin-pro';
import { joinFields, normaliseText } from './text.ts';

/** What a service knows of a searchable thing. Everything may be missing. */
export interface SearchFields {
  /** People and places looked for by pinyin too. Names read the surname as one (仇 qiu, 单 shan). */
  names?: readonly (string | null | undefined)[];
  /** Found by any piece, without pinyin (addresses, notes, model names). */
  texts?: readonly (string | null | undefined)[];
  /** Order, upstream and document numbers, serials: found by any piece; whole by readers with masks. */
  numbers?: readonly (string | null | undefined)[];
  /** Phones: like numbers, and their last four digits are what a reader with masks may search. */
  phones?: readonly (string | null | undefined)[];
}

/** The two derived columns of a `search_doc` row. */
export interface SearchText {
  body: string;
  numbers: string;
}

/** Pure: fields → what `search_doc` stores. */
export function composeSearchText(fields: SearchFields): SearchText {
  const names = present(fields.names);
  const numbers = present(fields.numbers);
  const phones = present(fields.phones).map((phone) => phone.replace(/(?!^\+)[-()/.]/g, ''));
  const spoken = names.flatMap((name) => spellings(name));
  return {
    body: joinFields([...numbers, ...phones, ...names, ...spoken, ...present(fields.texts)]),
    numbers: joinFields([...numbers, ...phones, ...phones.map(tailOf).filter((tail) => tail !== '')]),
  };
}

/** Last four digits of a phone; empty for anything shorter than seven digits. */
export function tailOf(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length >= 7 ? digits.slice(-4) : '';
}

function present(values: readonly (string | null | undefined)[] | undefined): string[] {
  return (values ?? []).map((value) => normaliseText(value ?? '')).filter((value) => value !== '');
}

/** Names recur (a city has few), and reading one takes 20 µs: the last few thousand are kept. */
const KEPT = 4000;
const kept = new Map<string, string[]>();

/** Full pinyin and initials of a text with Chinese characters in it, without tones; empty for others. */
export function spellings(text: string): string[] {
  if (!/\p{Script=Han}/u.test(text)) return [];
  const known = kept.get(text);
  if (known !== undefined) return known;
  const options = {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    nonZh: 'consecutive',
    v: true,
  } as const;
  const syllables = pinyin(text, options).map(normaliseText);
  const spelled = [syllables.join(''), syllables.map((syllable) => syllable[0] ?? '').join('')];
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
  kept.set(text, spelled);
  return spelled;
}
