import { useWords } from '../../i18n/index.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { Section, Timeline, type TimelineEntry } from '../../ui/index.ts';
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
  'parts.displaced': 'warn',
  'money.fees_computed': 'quiet',
  'technician.told': 'quiet',
  'paper.printed': 'quiet',
  'order.updated_by_platform': 'quiet',
};

/** What happened, newest first, in words: who, what, why. */
export function TimelineSection({ timeline }: { timeline: OutputOf<'orders.get'>['timeline'] }) {
  const t = useWords('orders');
  const { happened } = useLifeWords();
  const entries = timeline
    .filter((entry) => !twins.has(entry.kind))
    .map((entry): TimelineEntry => {
      const { what, why } = happened(entry);
      return {
        id: String(entry.seq),
        atMs: entry.at,
        what: entry.staffName ? `${entry.staffName} ${what}` : what,
        why,
        kind: looks[entry.kind] ?? 'normal',
      };
    });
  return (
    <Section title={t('doc.timeline')}>
      <Timeline entries={entries} />
    </Section>
  );
}
