import { useWords } from '../../i18n/index.ts';
import { useState } from 'react';
import { addDays } from '../../lib/format.ts';
import { useCommand } from '../../lib/query.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { Button, DateField, Dialog, ErrorLine, Kbd, TextField } from '../../ui/index.ts';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';
import { instantOf, readClock } from './local-time.ts';
import { PickList } from './pick-list.tsx';

const exact = 'exact';

/** Day and slot, or an exact window; a booking that changes asks for its cause and says whose it is. */
export function BookDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orders');
  const { f, choices, named, window } = useLifeWords();
  const book = useCommand('orders.book');
  const changing = order.appointmentState === 'agreed' || order.appointmentState === 'missed';
  const [day, setDay] = useState<string | null>(
    order.appointmentDay !== null && order.appointmentDay >= f.today ? order.appointmentDay : f.today,
  );
  const [slotId, setSlotId] = useState<string | null>(null);
  const [from, setFrom] = useState('09:00');
  const [to, setTo] = useState('11:00');
  const [causeCode, setCauseCode] = useState<string | null>(null);
  const causes = choices.reasons.filter((reason) => reason.kind === 'reschedule');
  const startAt = slotId === exact ? instantOf(day, from) : null;
  const endAt = slotId === exact ? instantOf(day, to) : null;
  const over = (toClock: string) => {
    const at = instantOf(day, toClock);
    return at !== null && at < f.nowMs;
  };
  const ready =
    day !== null &&
    slotId !== null &&
    (slotId !== exact || (startAt !== null && endAt !== null)) &&
    (!changing || causeCode !== null);
  const go = async () => {
    if (!ready || day === null) return;
    const done = await book.run({
      id: order.id,
      version: order.version,
      day,
      slotId: slotId === exact ? null : slotId,
      startAt,
      endAt,
      causeCode: changing ? causeCode : null,
    });
    if (done) onClose(true);
  };
  return (
    <Dialog
      title={t(changing ? 'book.change' : 'book.title', { number: order.number })}
      open
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Enter"
            disabled={!ready}
            pending={book.pending}
            onPress={() => void go()}
          >
            {t('book.go')}
          </Button>
        </>
      }
    >
      {changing ? (
        <p className="muted">
          {t('book.now', {
            when: window(order.appointmentStartAt, order.appointmentEndAt, order.appointmentDay),
          })}
        </p>
      ) : null}
      <DayField day={day} onDay={setDay} />
      <PickList
        label={t('book.slot')}
        columns={2}
        value={slotId}
        onPick={setSlotId}
        picks={[
          ...choices.slots.map((slot) => ({
            id: slot.id,
            label: named(slot),
            note: `${slot.fromClock}–${slot.toClock}`,
            disabled: over(slot.toClock),
          })),
          { id: exact, label: t('book.exact') },
        ]}
      />
      {slotId === exact ? (
        <div className="ord-pair">
          <TextField
            label={t('book.from')}
            value={from}
            onChange={setFrom}
            error={readClock(from) === null ? t('book.time') : null}
          />
          <TextField
            label={t('book.to')}
            value={to}
            onChange={setTo}
            error={readClock(to) === null ? t('book.time') : null}
            onEnter={() => void go()}
          />
        </div>
      ) : null}
      {changing ? (
        <div className="pick" role="radiogroup" aria-label={t('book.cause')} data-columns={2}>
          <div className="ui-label">{t('book.cause')}</div>
          {causes.map((cause) => (
            <button
              key={cause.code}
              type="button"
              role="radio"
              className="pick-item"
              aria-checked={cause.code === causeCode}
              onClick={() => setCauseCode(cause.code)}
            >
              <span className="pick-text">{named(cause)}</span>
              <span className="muted pick-note">
                {t(cause.countsAgainst === 'none' ? 'book.theirs' : 'book.ours')}
              </span>
            </button>
          ))}
        </div>
      ) : null}
      <ErrorLine text={book.faultText} />
    </Dialog>
  );
}

/** The day; the arrows turn it while no field has the focus, so that slot and day are chosen without leaving the keys. */
function DayField({ day, onDay }: { day: string | null; onDay: (day: string | null) => void }) {
  const t = useWords('orders');
  const { f } = useLifeWords();
  const turn = (by: number) => () => onDay(addDays(day ?? f.today, by));
  useKeys([
    { keys: 'ArrowRight', label: t('book.nextDay'), run: turn(1) },
    { keys: 'ArrowLeft', label: t('book.previousDay'), run: turn(-1) },
  ]);
  return (
    <div className="ord-day">
      <div className="grow">
        <DateField label={t('book.day')} value={day} onChange={onDay} />
      </div>
      <span className="muted">
        <Kbd keys="ArrowLeft" /> <Kbd keys="ArrowRight" />
      </span>
    </div>
  );
}
