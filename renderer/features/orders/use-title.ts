import { useCallback, useMemo } from 'react';
import { useFormat } from '../../lib/use-format.ts';
import { useChoices } from './choices.ts';

type Titled = { title: string; machineCount: number };

/** Work and number of machines; several platforms write the number into the title themselves. */
const titleOf = (row: Titled): string =>
  row.machineCount > 1 && !/×\s?\d+/.test(row.title) ? `${row.title} ×${row.machineCount}` : row.title;

/** What is to be done, in the reader's language where it is work of our own catalogue; else as the platform wrote it. */
export function useTitle(): (row: Titled) => string {
  const english = useFormat().language === 'en';
  const { items } = useChoices();
  const names = useMemo(
    () => new Map(english ? items.map((item) => [item.nameZh, item.nameEn] as const) : []),
    [english, items],
  );
  return useCallback(
    (row) => {
      const [, work = row.title, many = ''] = /^(.*?)(\s*×\s?\d+)?$/.exec(row.title) ?? [];
      return titleOf({ machineCount: row.machineCount, title: `${names.get(work) || work}${many}` });
    },
    [names],
  );
}
