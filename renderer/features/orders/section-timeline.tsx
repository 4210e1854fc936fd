import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { api } from '../../lib/api.ts';
import { useQuery } from '../../lib/query.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { Button, Section, Segments, Timeline, type TimelineEntry, toast } from '../../ui/index.ts';
import { useLifeWords } from './life-words.ts';

/** Each step of a visit is told by the order too; one line is enough. */
const twins = new Set(['visit.planned', 'visit.departed', 'visit.arrived', 'visit.ended', 'visit.dropped']);

const looks: Record<string, TimelineEntry['kind']> = {
  'upstream.done': 'ok',
  'upstream.accepted': 'ok',
  'order.finish': 'ok',
  'order.verify': 'ok',
  'order.audit': 'ok',
  'upstream.refused': 'bad',
  'order.intercept': 'bad',
  'order.cancelled_after_work': 'bad',
  'order.cancel': 'warn',
  'order.hold': 'warn',
  'order.send_back': 'warn',
  'order.changed_upstream': 'warn',
  'order.undone': 'warn',
  'order.urged': 'warn',
  'order.revealed': 'quiet',
  'order.watched': 'quiet',
  'order.unwatched': 'quiet',
  'parts.displaced': 'warn',
  'money.fees_computed': 'quiet',
  'technician.told': 'quiet',
  'paper.printed': 'quiet',
  'order.updated_by_platform': 'quiet',
};

/** Everything that writes an event of an order. */
const timelineTables = [
  'work_order',
  'event',
  'note',
  'watcher',
  'visit',
  'outbox',
  'urge',
  'fee_line',
  'slip',
];

const groups = ['all', 'state', 'call', 'visit', 'money', 'platform'] as const;
type Group = (typeof groups)[number];
type Entry = OutputOf<'orders.timeline'>['entries'][number];
const firstPage = 60;

/** What happened, newest first, in words: who, what, why. By what it was about, and further back page by page. */
export function TimelineSection({ orderId }: { orderId: string }) {
  const t = useWords('orderdoc');
  const { happened, person } = useLifeWords();
  const [group, setGroup] = useState<Group>('all');
  const [older, setOlder] = useState<{ of: string; entries: Entry[]; more: boolean } | null>(null);
  const { data } = useQuery(
    'orders.timeline',
    { id: orderId, group, limit: firstPage },
    { keep: true, tables: timelineTables },
  );
  useKeys([
    {
      keys: 'Alt+T',
      label: t('timeline.turn'),
      run: () => setGroup(groups[(groups.indexOf(group) + 1) % groups.length] ?? 'all'),
    },
  ]);
  const of = `${orderId} ${group}`;
  const back = older?.of === of ? older : null;
  const newest = data?.entries ?? [];
  const all = [
    ...newest,
    ...(back?.entries ?? []).filter((entry) => newest.every((one) => one.seq !== entry.seq)),
  ];
  const mayMore = back?.more ?? data?.more ?? false;
  const goBack = async () => {
    try {
      const next = await api.call('orders.timeline', {
        id: orderId,
        group,
        before: all.at(-1)?.seq ?? null,
        limit: 200,
      });
      setOlder({ of, entries: [...(back?.entries ?? []), ...next.entries], more: next.more });
    } catch (error) {
      toast.fault(error);
    }
  };
  const entries = all
    .filter((entry) => !twins.has(entry.kind) && entry.params.reason !== 'undo')
    .map((entry): TimelineEntry => {
      const { what, why } = happened(entry);
      return {
        id: String(entry.seq),
        atMs: entry.at,
        what: entry.staffName ? `${person(entry.staffName)} ${what}` : what,
        why,
        kind: looks[entry.kind] ?? 'normal',
      };
    });
  return (
    <Section
      title={t('orders:doc.timeline')}
      actions={
        <Segments
          label={t('timeline.group')}
          value={group}
          onChange={(id) => setGroup(id as Group)}
          tabs={groups.map((id) => ({ id, label: t(`timeline.${id}`) }))}
        />
      }
    >
      <Timeline entries={entries} />
      {mayMore ? (
        <Button size="small" variant="quiet" hotkey="Alt+O" onPress={() => void goBack()}>
          {t('timeline.more')}
        </Button>
      ) : null}
    </Section>
  );
}
