import { useCallback, useMemo } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useFormat } from '../../lib/use-format.ts';
import { useChoices } from './choices.ts';

type Titled = { title: string; machineCount?: number };

/** Work and number of machines; several platforms write the number into the title themselves. */
const titleOf = (row: Titled): string =>
  (row.machineCount ?? 1) > 1 && !/×\s?\d+/.test(row.title) ? `${row.title} ×${row.machineCount}` : row.title;

/** What is to be done, in the reader's language where it is work of our own catalogue; else as the platform wrote it. */
export function useTitle(): (row: Titled) => string {
  const english = useFormat().language === 'en';
  const t = useWords('orders');
  const { items } = useChoices();
  const names = useMemo(
    () => new Map(english ? items.map((item) => [item.nameZh, item.nameEn] as const) : []),
    [english, items],
  );
  return useCallback(
    (row) => {
      const [, work = row.title, many = ''] = /^(.*?)(\s*×\s?\d+)?$/.exec(row.title) ?? [];
      // An order without an item is called by its kind of service alone
      const said = names.get(work) || (english ? t(`serviceTypes.${work}`, { defaultValue: work }) : work);
      return titleOf({ machineCount: row.machineCount, title: `${said}${many}` });
    },
    [names, english, t],
  );
}
