import { useCallback, useMemo } from 'react';
import { inLanguage } from './names.ts';
import { useQuery } from './query.tsx';
import { useFormat } from './use-format.ts';

/** The name of one of our people in the reader's language; one without a Latin name keeps the own. */
export function usePersonName(): (name: string | null | undefined) => string {
  const { language } = useFormat();
  const english = language === 'en';
  const { data } = useQuery('session.names', {}, { enabled: english, keep: true, tables: ['staff'] });
  const latin = useMemo(() => new Map(data?.names.map((one) => [one.name, one.nameEn])), [data]);
  return useCallback((name) => inLanguage(language, name, latin.get(name ?? '')), [language, latin]);
}
