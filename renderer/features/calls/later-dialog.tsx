import { useState } from 'react';
import { atLocal } from '../../../domain/time/business-day.ts';
import { useWords } from '../../i18n/index.ts';
import { addDays } from '../../lib/format.ts';
import { outletZone } from '../../lib/use-format.ts';
import { useLifeWords } from '../orders/life-words.ts';
import { instantOf } from '../orders/local-time.ts';
import { NextContact } from '../orders/next-contact.tsx';
import { PickList } from '../orders/pick-list.tsx';
import { Button, Dialog, ErrorLine } from '../../ui/index.ts';

/** When to call again: three keys for the usual times, or a time of one's own. Answers UTC ms, or null. */
export function LaterDialog({ onAnswer }: { onAnswer: (at: number | null) => void }) {
  const t = useWords('calls');
  const { f } = useLifeWords();
  const [day, setDay] = useState<string | null>(f.today);
  const [clock, setClock] = useState('');
  const tomorrow = addDays(f.today, 1);
  const today14 = atLocal(f.today, 14 * 60, outletZone());
  const over14 = today14 <= f.nowMs;
  const times: Record<string, number> = {
    soon: f.nowMs + 30 * 60_000,
    afternoon: over14 ? atLocal(tomorrow, 14 * 60, outletZone()) : today14,
    tomorrow: atLocal(tomorrow, 9 * 60, outletZone()),
  };
  const own = instantOf(day, clock);
  const past = own !== null && own <= f.nowMs;
  const go = () => own !== null && !past && onAnswer(own);
  return (
    <Dialog
      title={t('later.title')}
      open
      onClose={() => onAnswer(null)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onAnswer(null)}>
            {t('common:cancel')}
          </Button>
          <Button variant="primary" hint="Enter" disabled={own === null || past} onPress={go}>
            {t('later.go')}
          </Button>
        </>
      }
    >
      <PickList
        label={t('later.usual')}
        value={null}
        onPick={(id) => onAnswer(times[id] ?? null)}
        picks={[
          { id: 'soon', label: t('later.soon'), note: f.date(times.soon ?? 0, 'always') },
          {
            id: 'afternoon',
            label: t(over14 ? 'later.afternoonNext' : 'later.afternoon'),
            note: f.date(times.afternoon ?? 0, 'always'),
          },
          { id: 'tomorrow', label: t('later.tomorrow'), note: f.date(times.tomorrow ?? 0, 'always') },
        ]}
      />
      <NextContact
        label={t('later.own')}
        day={day}
        clock={clock}
        clockLabel={t('later.clock')}
        onDay={setDay}
        onClock={setClock}
        onEnter={go}
      />
      <ErrorLine text={past ? t('later.past') : null} />
    </Dialog>
  );
}
