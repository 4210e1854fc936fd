import { useEffect, useState } from 'react';
import { currentLanguage, useWords } from '../i18n/index.ts';
import { phoneTail } from '../lib/format.ts';
import { useQuery } from '../lib/query.tsx';

/** What the palette finds besides commands. */
export interface Hit {
  id: string;
  label: string;
  note?: string;
  path: string;
}

export interface HitGroup {
  /** Word: common `palette.group.<kind>`. */
  kind: 'order' | 'customer' | 'part' | 'staff';
  hits: readonly Hit[];
}

const none: readonly HitGroup[] = [];
/** A person types about eight characters a second; asking waits for the pause between two words. */
const restMs = 90;

/** The text, once typing rests. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

/** Orders, users, parts and people by any piece of name, number, phone or place. */
export function useEverythingSearch(typed: string): { groups: readonly HitGroup[]; busy: boolean } {
  const t = useWords();
  const text = useRested(typed.trim());
  const asked = text.length > 0 && text.length <= 100;
  const { data, refreshing, loading } = useQuery(
    'search.find',
    { text, limit: 16 },
    { enabled: asked, keep: true, tables: ['work_order', 'customer', 'part', 'staff'] },
  );
  if (!asked || !data) return { groups: none, busy: asked && loading };
  const english = currentLanguage() === 'en';
  const title = (hit: (typeof data.hits)[number]) => (english && hit.titleEn) || hit.titleZh;
  const tail = (phone: string | null) => (phone ? phoneTail(phone) : '');
  const of = (kind: (typeof data.hits)[number]['kind']) => data.hits.filter((hit) => hit.kind === kind);
  const groups: HitGroup[] = [
    {
      kind: 'order',
      hits: of('work_order').map((hit) => ({
        id: hit.id,
        label: `${hit.code} ${title(hit)} · ${hit.name ?? ''} ${tail(hit.phone)}`,
        note: hit.state ? t(`states:${hit.state}`) : undefined,
        path: `/orders/${hit.id}`,
      })),
    },
    {
      kind: 'customer',
      hits: of('customer').map((hit) => ({
        id: hit.id,
        label: `${hit.name ?? ''} ${tail(hit.phone)}`,
        path: `/customers/${hit.id}`,
      })),
    },
    {
      kind: 'part',
      hits: of('part').map((hit) => ({
        id: hit.id,
        label: title(hit),
        note: hit.code,
        path: `/parts/${encodeURIComponent(hit.id)}`,
      })),
    },
    {
      kind: 'staff',
      hits: of('staff').map((hit) => ({
        id: hit.id,
        label: title(hit),
        note: hit.code,
        path: `/staff/${encodeURIComponent(hit.id)}`,
      })),
    },
  ];
  return { groups, busy: refreshing };
}
