import { useQuery } from '../../lib/query.tsx';

/** Finds a Chinese name by letters: `lettersOf('联系不上')` gives its initials and its whole pinyin; empty while unknown. */
export function useLetters(): (nameZh: string) => string {
  const letters = useQuery(
    'orders.initials',
    {},
    { keep: true, tables: ['reason_code', 'service_item', 'brand', 'payer', 'division'] },
  ).data?.letters;
  return (nameZh) => letters?.[nameZh] ?? '';
}
