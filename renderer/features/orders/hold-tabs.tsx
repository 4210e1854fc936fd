import { useWords } from '../../i18n/index.ts';
import { Segments } from '../../ui/index.ts';
import { countText } from '../../lib/format.ts';
import { useLifeWords } from './life-words.ts';

/** Each reason of those on hold is a list of its own: what ends it differs. Reasons nobody waits for are left out. */
export function HoldTabs(props: {
  queues: readonly string[];
  value: string;
  countOf: (queue: string) => number | undefined;
  onChange: (queue: string) => void;
}) {
  const t = useWords('listing');
  const { say } = useLifeWords();
  const shown = props.queues.filter((queue) => queue === props.value || (props.countOf(queue) ?? 0) > 0);
  return (
    <div className="ord-holds">
      <Segments
        label={t('hold.label')}
        value={props.value}
        onChange={props.onChange}
        tabs={[
          { id: 'holds', label: t('hold.all') },
          ...shown.map((queue) => ({
            id: queue,
            label: `${say('queue', queue)} ${countText(props.countOf(queue) ?? 0)}`,
          })),
        ]}
      />
    </div>
  );
}
