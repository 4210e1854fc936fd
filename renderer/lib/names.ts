/**
 * Names that are kept in two languages. The English one may be missing: then the Chinese one is said, for a name in
 * the wrong script says more than none.
 */
export interface Named {
  nameZh?: string | null | undefined;
  nameEn?: string | null | undefined;
}

export function inLanguage(
  language: string,
  zh: string | null | undefined,
  en: string | null | undefined,
): string {
  return (language === 'en' && en) || (zh ?? '');
}

/** The name of a row; nothing where there is no row. */
export function nameOf(row: Named | null | undefined, language: string): string {
  return inLanguage(language, row?.nameZh, row?.nameEn);
}

/** A slot's word alone: the outlet's own name often carries the times in brackets, and they are said beside it. */
export const slotWord = (row: Named, language: string): string =>
  nameOf(row, language).replace(/\s*([(\uff08]|\d).*$/, '');

/** A person's name: in Latin letters where the page is English and there is one. */
export function personName(
  person: { name?: string | null | undefined; nameEn?: string | null | undefined } | null | undefined,
  language: string,
): string {
  return inLanguage(language, person?.name, person?.nameEn);
}
