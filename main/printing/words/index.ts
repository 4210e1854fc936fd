import { en } from './en/index.ts';
import { type PaperWords, type WordKey, zh } from './zh/index.ts';

export type PaperLanguage = 'zh' | 'en';
export type { PaperWords, WordKey };

/** The words of one language. */
export function paperWords(language: PaperLanguage): PaperWords {
  return language === 'en' ? en : zh;
}

/** `{name}` in a phrase replaced by its value; an unknown name stays as it is. */
export function fillWords(phrase: string, values: Record<string, string | number>): string {
  return phrase.replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole));
}
