import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useNames } from '../../lib/use-names.ts';
import { Button, Card, DayText, ErrorLine, StatePill, toast } from '../../ui/index.ts';
import { slotText } from '../dispatch/rows.tsx';
import type { SlotsData } from './slots-view.tsx';

/** What is closed or limited from today on, each with the orders that stand in it. */
export function SlotsClosed({ data, mayPlan }: { data: SlotsData; mayPlan: boolean }) {
  const t = useWords('slots');
  const f = useFormat();
  const open = useCommand('outlet.openSlot');
  const named = useNames();
  return (
    <Card title={t('list')}>
      <ErrorLine text={open.faultText} />
      {data.closures.length === 0 ? <p className="muted">{t('none')}</p> : null}
      <ul className="slots-list">
        {data.closures.map((one) => {
          const slot = data.slots.find((each) => each.id === one.slotId);
          const hours = slot === undefined ? '' : `${slot.fromClock}–${slot.toClock}`;
          const day = `${one.day} ${f.weekday(one.day)}`;
          return (
            <li key={one.id}>
              <span className="strong">
                <DayText day={one.day} />
              </span>
              <span>{slot === undefined ? null : slotText(slot, f.language)}</span>
              <StatePill
                tone={one.capacity === null ? 'red' : 'amber'}
                label={one.capacity === null ? t('shut') : t('most', { n: one.capacity })}
              />
              {one.teamId === null ? null : (
                <span>{named(data.teams.find((team) => team.id === one.teamId))}</span>
              )}
              <span className="grow truncate muted">
                {[one.reason, one.booked > 0 ? t('booked', { n: one.booked }) : '', one.staffName ?? '']
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <Button
                size="small"
                variant="quiet"
                disabled={!mayPlan}
                aria-label={t('openOf', { day, slot: hours })}
                onPress={() =>
                  void open
                    .run({ id: one.id, version: one.version })
                    .then((done) => done && toast.note(t('opened', { day, slot: hours })))
                }
              >
                {t('open')}
              </Button>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
