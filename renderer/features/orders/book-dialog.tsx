import { useWords } from '../../i18n/index.ts';
import { useState } from 'react';
import { addDays } from '../../lib/format.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { useDraft } from '../../lib/drafts.ts';
import { slotWord } from '../../lib/names.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { Button, Checkbox, DateField, Dialog, ErrorLine, Kbd, Select, TextField } from '../../ui/index.ts';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';
import { instantOf, readClock } from './local-time.ts';
import { PickList } from './pick-list.tsx';
import { offerUndo } from './undo.ts';
import { slotNote, useFreeSlots } from './use-free-slots.ts';
import { useLetters } from './use-letters.ts';
import { useTitle } from './use-title.ts';
import { useTypeAhead } from './use-type-ahead.ts';

const exact = 'exact';
const faults = ['user', 'outlet', 'person', 'platform', 'none'] as const;
type FaultOf = (typeof faults)[number];

interface Draft {
  day: string | null;
  slotId: string | null;
  from: string;
  to: string;
  causeCode: string | null;
  faultOf: string | null;
}

/**
 * Day and slot, or an exact window, with what is free in each. A full slot is asked about once more; a booking that
 * changes asks for its cause and says whose it is; open orders of the household go with it where wanted.
 */
export function BookDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orders');
  const { f, choices, named, window } = useLifeWords();
  const title = useTitle();
  const book = useCommand('orders.book');
  const changing = order.appointmentState === 'agreed' || order.appointmentState === 'missed';
  // In the evening nothing of today can be booked any more: tomorrow stands there first
  const spent =
    choices.slots.length > 0 &&
    choices.slots.every((slot) => (instantOf(f.today, slot.toClock) ?? Infinity) < f.nowMs);
  const first = spent ? addDays(f.today, 1) : f.today;
  const [draft, setDraft, forget] = useDraft<Draft>(`book:${order.id}`, {
    day: order.appointmentDay !== null && order.appointmentDay >= first ? order.appointmentDay : first,
    slotId: null,
    from: '09:00',
    to: '11:00',
    causeCode: null,
    faultOf: null,
  });
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const { day, slotId, from, to, causeCode } = draft;
  const free = useFreeSlots({ orderId: order.id, day });
  const [alone, setAlone] = useState<ReadonlySet<string>>(new Set());
  const household = (free.data?.household ?? []).filter(
    (one) => one.appointmentState === 'none' || one.appointmentState === 'proposed',
  );
  const together = household.filter((one) => !alone.has(one.id));
  const causes = choices.reasons.filter((reason) => reason.kind === 'reschedule');
  const lettersOf = useLetters();
  // The digits are the slots': a cause is found by its letters
  const typed = useTypeAhead(
    changing
      ? causes.map((cause) => ({
          id: cause.code,
          keys: `${lettersOf(cause.nameZh)} ${named(cause).toLowerCase()}`,
        }))
      : [],
    (code) => set({ causeCode: code }),
  );
  /** Where it is booked now. */
  const booked =
    changing && order.appointmentDay === day && order.appointmentStartAt !== null
      ? choices.slots.find((slot) => slot.fromClock === f.time(order.appointmentStartAt ?? 0))?.id
      : undefined;
  const startAt = slotId === exact ? instantOf(day, from) : null;
  const endAt = slotId === exact ? instantOf(day, to) : null;
  const over = (toClock: string) => {
    const at = instantOf(day, toClock);
    return at !== null && at < f.nowMs;
  };
  const room = slotId === null || slotId === exact ? undefined : free.of(slotId);
  // Closed by somebody while this was open: said at once, and all that was typed stays
  const picked = choices.slots.find((slot) => slot.id === slotId);
  const shut =
    room?.closed === true && picked !== undefined && day !== null
      ? faultText(new ApiFault('slot_closed', { day, slot: `${picked.fromClock}–${picked.toClock}` }))
      : null;
  const fault = book.fault instanceof ApiFault ? book.fault.code : null;
  // Changed while this was open: said once, and the next Enter goes by what stands now
  const now = useQuery('orders.get', { id: order.id }).data?.order;
  const version = fault === 'conflict' ? Math.max(order.version, now?.version ?? 0) : order.version;
  const full =
    fault === 'slot_full' || (room !== undefined && !room.closed && room.left < 1 + together.length);
  const ready =
    day !== null &&
    slotId !== null &&
    room?.closed !== true &&
    (slotId !== exact || (startAt !== null && endAt !== null)) &&
    (!changing || causeCode !== null);
  /** Why Enter sleeps. */
  const missing =
    slotId === null ? t('book.needSlot') : changing && causeCode === null ? t('book.needCause') : null;
  const go = async () => {
    if (!ready || day === null) return;
    const done = await book.run({
      id: order.id,
      version,
      day,
      slotId: slotId === exact ? null : slotId,
      startAt,
      endAt,
      causeCode: changing ? causeCode : null,
      faultOf: changing ? (draft.faultOf as FaultOf | null) : null,
      callId: order.callId ?? null,
      override: full,
      together: together.map((one) => ({ id: one.id, version: one.version })),
    });
    if (!done) return;
    offerUndo(t, 'book', done);
    forget();
    onClose(true);
  };
  return (
    <Dialog
      title={t(changing ? 'book.change' : 'book.title', { number: order.number })}
      open
      wide
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:cancel')}
          </Button>
          <Button
            variant={full ? 'danger' : 'primary'}
            hotkey="Enter"
            disabled={!ready}
            pending={book.pending}
            onPress={() => void go()}
          >
            {t(full ? 'calls:book.goOver' : 'book.go')}
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
      {order.callId ? <p className="muted">{t('calls:book.withCall')}</p> : null}
      <DayField
        day={day}
        onDay={(next) => {
          book.clear();
          set({ day: next });
        }}
      />
      <PickList
        label={t('book.slot')}
        columns={2}
        value={slotId}
        onPick={(id) => {
          book.clear();
          set({ slotId: id });
        }}
        picks={[
          ...choices.slots.map((slot) => ({
            id: slot.id,
            label: slotWord(slot, f.language) || named(slot),
            note: slotNote(t, slot, free.of(slot.id), over(slot.toClock), slot.id === booked),
            disabled: over(slot.toClock) || free.of(slot.id)?.closed === true,
          })),
          { id: exact, label: t('book.exact') },
        ]}
      />
      {slotId === exact ? (
        <div className="ord-pair">
          <TextField
            label={t('book.from')}
            value={from}
            onChange={(text) => set({ from: text })}
            error={readClock(from) === null ? t('book.time') : null}
          />
          <TextField
            label={t('book.to')}
            value={to}
            onChange={(text) => set({ to: text })}
            error={readClock(to) === null ? t('book.time') : null}
            onEnter={() => void go()}
          />
        </div>
      ) : null}
      {household.length > 0 ? (
        <div className="pick" role="group" aria-label={t('calls:book.together')}>
          <div className="ui-label">{t('calls:book.together')}</div>
          {household.map((one) => (
            <Checkbox
              key={one.id}
              label={`${one.number} ${title(one)}`}
              checked={!alone.has(one.id)}
              onChange={(wanted) => {
                const next = new Set(alone);
                if (wanted) next.delete(one.id);
                else next.add(one.id);
                setAlone(next);
              }}
            />
          ))}
        </div>
      ) : null}
      {changing ? (
        <>
          <div className="pick" role="radiogroup" aria-label={t('book.cause')} data-columns={2}>
            <div className="ui-label">
              {t('book.cause')} {typed === '' ? null : <Kbd keys={typed.toUpperCase()} />}{' '}
              <span className="faint">{t('book.letters')}</span>
            </div>
            {causes.map((cause) => (
              <button
                key={cause.code}
                type="button"
                role="radio"
                className="pick-item"
                aria-checked={cause.code === causeCode}
                onClick={() => set({ causeCode: cause.code })}
              >
                <span className="pick-text">{named(cause)}</span>
                <span className="muted pick-note">
                  {t(cause.countsAgainst === 'none' ? 'book.theirs' : 'book.ours')}
                </span>
              </button>
            ))}
          </div>
          <Select
            label={t('calls:book.fault')}
            value={draft.faultOf}
            placeholder={t('calls:book.byCause')}
            onChange={(faultOf) => set({ faultOf })}
            options={faults.map((one) => ({ id: one, label: t(`calls:book.faultOf.${one}`) }))}
          />
        </>
      ) : null}
      {missing === null ? null : <p className="muted">{missing}</p>}
      {full && fault === null ? <p className="ord-missed">{t('calls:book.over')}</p> : null}
      <ErrorLine text={book.faultText ?? shut} />
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
