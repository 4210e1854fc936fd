import { useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../preload/contract/index.ts';
import { currentLanguage, useWords, type Words } from '../i18n/index.ts';
import { api } from '../lib/api.ts';
import { phoneTail } from '../lib/format.ts';
import { inLanguage } from '../lib/names.ts';
import { useCanAny } from './session.tsx';

/** What the palette finds besides commands. */
export interface Hit {
  id: string;
  label: string;
  note?: string;
  path: string;
}

export interface HitGroup {
  /** Word: common `palette.group.<kind>`. */
  kind: string;
  hits: readonly Hit[];
}

type Found = OutputOf<'search.find'>['hits'][number];
type Can = (permission?: string) => boolean;

const none: readonly HitGroup[] = [];
/** A person types about eight characters a second; asking waits for the pause between two keys. */
const restMs = 50;
const shown = 20;
const enough = 100;

/** Groups in the order they are shown; several kinds of paper stand together. */
const groups: readonly { kind: string; of: readonly Found['kind'][] }[] = [
  { kind: 'order', of: ['work_order'] },
  { kind: 'customer', of: ['customer'] },
  { kind: 'device', of: ['device'] },
  { kind: 'part', of: ['part'] },
  { kind: 'staff', of: ['staff'] },
  { kind: 'team', of: ['team', 'sub_shop'] },
  { kind: 'brand', of: ['brand'] },
  { kind: 'paper', of: ['slip', 'document', 'pay_slip', 'statement', 'receipt'] },
  { kind: 'view', of: ['view'] },
];

/**
 * Whatever the outlet has, by any piece of name, number, pinyin initials, phone or place. `text` says which question the
 * groups answer: an answer to an older question is never shown under a newer one.
 */
export function useEverythingSearch(typed: string): {
  groups: readonly HitGroup[];
  text: string;
  busy: boolean;
} {
  const t = useWords();
  const can = useCanAny();
  const text = typed.trim();
  const asked = text.length > 0 && text.length <= enough;
  const [answer, setAnswer] = useState<{ text: string; hits: readonly Found[] }>({ text: '', hits: [] });
  const latest = useRef('');
  useEffect(() => {
    latest.current = text;
    if (!asked) return setAnswer({ text, hits: [] });
    const take = (hits: readonly Found[]) => {
      if (latest.current === text) setAnswer({ text, hits });
    };
    const timer = setTimeout(() => {
      api.call('search.find', { text, limit: shown, box: 'palette' }).then(
        (found) => !found.overtaken && take(found.hits),
        () => take([]),
      );
    }, restMs);
    return () => clearTimeout(timer);
  }, [text, asked]);
  const busy = asked && answer.text !== text;
  if (!asked) return { groups: none, text, busy: false };
  const language = currentLanguage();
  return {
    text: answer.text,
    busy,
    groups: groups.flatMap(({ kind, of }) => {
      const hits = answer.hits.filter((hit) => of.includes(hit.kind));
      return hits.length === 0 ? [] : [{ kind, hits: hits.map((hit) => hitOf(hit, { t, can, language })) }];
    }),
  };
}

function hitOf(hit: Found, { t, can, language }: { t: Words; can: Can; language: string }): Hit {
  const title = inLanguage(language, hit.titleZh, hit.titleEn);
  const tail = hit.phone ? phoneTail(hit.phone) : '';
  const join = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ');
  const order = `/orders/${hit.orderId ?? ''}`;
  const entry = (label: string, path: string, note?: string): Hit => ({
    id: `${hit.kind} ${hit.id}`,
    label,
    path,
    ...(note ? { note } : {}),
  });
  const id = encodeURIComponent(hit.id);
  switch (hit.kind) {
    case 'work_order':
      return entry(
        join(`${hit.code} ${title}`, [hit.name, tail].filter(Boolean).join(' ')),
        order,
        hit.state ? t(`states:${hit.state}`) : '',
      );
    case 'customer':
      return entry(`${hit.name ?? ''} ${tail}`, `/customers/${id}`);
    case 'device':
      return entry(
        join(hit.code, title, hit.detail),
        can('customers.read') && hit.customerId !== null ? `/customers/${hit.customerId}` : order,
        hit.name ?? '',
      );
    case 'part':
      return entry(title, `/parts/${id}`, hit.code);
    case 'staff':
      return entry(title, `/staff/${id}`, hit.code);
    case 'team':
      return entry(title, `/orders?view=desk:team:${id}`, t('palette.kind.team'));
    case 'sub_shop':
      return entry(title, `/orders?view=desk:shop:${id}`, t('palette.kind.sub_shop'));
    case 'brand':
      return entry(title, `/orders?view=desk:brand:${id}`);
    case 'slip':
      return entry(
        join(hit.code, title, hit.detail),
        can('slips.key') ? `/visits?slip=${encodeURIComponent(hit.code)}` : order,
        t('palette.kind.slip'),
      );
    case 'document':
      return entry(hit.code, `/parts/papers/${id}`, t(`parts:papers.kind.${hit.detail}`));
    case 'pay_slip':
      return entry(
        join(hit.code, title, hit.detail),
        `/money/pay?period=${hit.detail}&slip=${id}`,
        t('palette.kind.pay_slip'),
      );
    case 'statement':
      return entry(join(hit.code, title, hit.detail), `/money/statements/${id}`, t('palette.kind.statement'));
    case 'receipt':
      return entry(
        join(hit.code, title, hit.detail),
        hit.orderId === null ? '/money/cash' : order,
        t('palette.kind.receipt'),
      );
    case 'view':
      return entry(title, `/orders?view=${id}`);
  }
}
