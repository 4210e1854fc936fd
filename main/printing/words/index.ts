import { en } from './en/index.ts';
import { type PaperWords, type WordKey, zh } from './zh/index.ts';

export type PaperLanguage = 'zh' | 'en';
export type { PaperWords, WordKey };

/** The words of one language. */
export function paperWords(language: PaperLanguage): PaperWords {
  return named.get(language) ?? (language === 'en' ? en : zh);
}

/** Stand round a word's key in named words; Unicode keeps both for a program's own use, no text holds them. */
const keyBegins = '\ufdd0';
const keyEnds = '\ufdd1';
const keyMark = /\ufdd0(\w+)\ufdd1/gu;

const namedOf = (words: PaperWords): PaperWords =>
  Object.fromEntries(
    Object.entries(words).map(([key, word]) => [key, `${keyBegins}${key}${keyEnds}${word}`]),
  ) as PaperWords;
const named = new Map<string, PaperWords>([
  ['zh:named', namedOf(zh)],
  ['en:named', namedOf(en)],
]);

/**
 * A language whose words carry their keys. A document composed in it tells of each text on it which words it is made
 * of: so templates know every label of every paper, without a list of them.
 */
export const namedLanguage = (language: PaperLanguage) => `${language}:named` as PaperLanguage;

/** A text composed in a named language: what stands on paper, and the keys of its words in their order. */
export function unnamed(text: string): { text: string; keys: string[] } {
  const keys = [...text.matchAll(keyMark)].map(([, key = '']) => key);
  return { text: text.replace(keyMark, ''), keys };
}

/** `{name}` in a phrase replaced by its value; an unknown name stays as it is. */
export function fillWords(phrase: string, values: Record<string, string | number>): string {
  return phrase.replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole));
}
