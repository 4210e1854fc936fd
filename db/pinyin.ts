import { spellings } from './search/doc-text.ts';

/** Sort and find keys of a Chinese name: full pinyin and initials, both empty for names without Chinese characters. */
export function pinyinKeys(name: string): { full: string; initials: string } {
  const [full = '', initials = ''] = spellings(name);
  return { full, initials };
}
