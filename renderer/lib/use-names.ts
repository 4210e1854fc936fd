import { useCallback } from 'react';
import { useLanguage } from '../i18n/index.ts';
import { inLanguage, type Named, nameOf } from './names.ts';

/** The name of a row in the reader's language. */
export function useNames(): (row: Named | null | undefined) => string {
  const language = useLanguage();
  return useCallback((row) => nameOf(row, language), [language]);
}

/** One of two words: `word(row.payerNameZh, row.payerNameEn)`. */
export function useInLanguage(): (zh: string | null | undefined, en: string | null | undefined) => string {
  const language = useLanguage();
  return useCallback((zh, en) => inLanguage(language, zh, en), [language]);
}
