import './intake.css';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { ApiFault, faultForField, faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import {
  Button,
  Checkbox,
  ComboBox,
  DateField,
  Dialog,
  ErrorLine,
  Select,
  TextField,
  toast,
} from '../../ui/index.ts';
import {
  blankIntake,
  type IntakeDraft,
  intakeInput,
  intakeWarranties,
  missingIn,
  quantityOf,
} from './intake-draft.ts';
import { IntakeHistory } from './intake-history.tsx';
import { IntakeMachine } from './intake-machine.tsx';
import { IntakePaste } from './intake-paste.tsx';
import { IntakePlace } from './intake-place.tsx';
import { priceText, usePrice } from './intake-price.ts';
import { useLifeWords } from './life-words.ts';
import { usePeopleOptions } from './people-options.ts';
import { slotNote, useFreeSlots } from './use-free-slots.ts';
import { useLetters } from './use-letters.ts';

const nobody = '-';

/**
 * At the counter or on the phone: number first, because it tells who is calling; day and slot in the same step. What
 * is typed stays until it is saved. `onClose` gets the new order, null when the form is only left.
 */
export function IntakeDialog({ onClose }: { onClose: (orderId: string | null) => void }) {
  const t = useWords('orders');
  const { f, choices, named, say, serviceType } = useLifeWords();
  const people = usePeopleOptions();
  const lettersOf = useLetters();
  const create = useCommand('orders.create');
  const [draft, setDraft, forget] = useDraft<IntakeDraft>('orders.intake', blankIntake);
  // Readings of a paste come later than the keys that follow it
  const latest = useRef(draft);
  latest.current = draft;
  const set = (part: Partial<IntakeDraft>) => {
    latest.current = { ...latest.current, ...part };
    setDraft(latest.current);
  };
  const [turn, setTurn] = useState(0);
  const phone = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => {
    if (turn > 0) phone.current?.focus();
  }, [turn]);
  const goods = useQuery('orders.goods', {}, { tables: ['brand', 'product_model'] }).data;
  const price = usePrice(draft);
  const free = useFreeSlots({
    orderId: null,
    serviceItemId: draft.itemId,
    divisionCode: price?.divisionCode ?? null,
    quantity: Math.max(1, quantityOf(draft)),
    day: draft.day,
  });
  const room = draft.slotId === null ? undefined : free.of(draft.slotId);
  const fault = create.fault instanceof ApiFault ? create.fault.code : null;
  const full = fault === 'slot_full' || (room !== undefined && !room.closed && room.left < 1);
  const picked = choices.slots.find((slot) => slot.id === draft.slotId);
  // Closed by somebody while the user was on the phone: said at once, and all that was typed stays
  const shut =
    draft.day !== null && room?.closed === true && picked !== undefined
      ? faultText(
          new ApiFault('slot_closed', {
            day: draft.day,
            slot: `${picked.fromClock}–${picked.toClock}`,
          }),
        )
      : null;
  const over = full && draft.day !== null && !draft.override;
  const [asked, setAsked] = useState(false);
  const missing = missingIn(draft);
  const form = useRef<HTMLDivElement>(null);
  const goTo = (ask: string) =>
    form.current?.querySelector<HTMLElement>(`[data-ask="${ask}"] input`)?.focus();
  const save = async (next: boolean) => {
    const [first] = missingIn(latest.current);
    if (first !== undefined) {
      setAsked(true);
      return goTo(first);
    }
    if (shut !== null || over) {
      setAsked(true);
      return goTo('slot');
    }
    const input = intakeInput(latest.current);
    if (input === null) return;
    const done = await create.run(input);
    if (!done) return;
    forget();
    setAsked(false);
    if (!next) return onClose(done.id);
    toast.note(t('intake:saved', { number: done.number }));
    setTurn(turn + 1);
  };
  const phoneFault = fault === 'phone_unreadable' ? create.faultText : null;
  const payer = choices.payers.find((one) => one.id === price?.payerId);
  return (
    <Dialog
      title={t('intake.title')}
      open
      wide
      onClose={() => onClose(null)}
      actions={
        <>
          <span className="grow strong" role="status">
            {price === undefined
              ? ''
              : priceText(t, price, payer === undefined ? '' : named(payer), f.money(price.userFen))}
          </span>
          <Button variant="quiet" onPress={() => onClose(null)}>
            {t('common:cancel')}
          </Button>
          <Button hotkey="Alt+N" pending={create.pending} onPress={() => void save(true)}>
            {t('intake:saveNext')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            pending={create.pending}
            onPress={() => void save(false)}
          >
            {t('intake.save')}
          </Button>
        </>
      }
    >
      <div className="ord-form" key={turn} ref={form}>
        <div data-ask="phone">
          <TextField
            ref={phone}
            label={t('intake.phone')}
            type="tel"
            required
            autoFocus
            value={draft.phone}
            onChange={(value) => set({ phone: value })}
            error={phoneFault}
            maxLength={30}
          />
        </div>
        <div data-ask="name">
          <TextField
            label={t('intake.name')}
            required
            value={draft.name}
            onChange={(name) => set({ name })}
            maxLength={80}
          />
        </div>
        <IntakeHistory draft={draft} onUse={set} onOpen={onClose} />
        <IntakePlace
          draft={draft}
          choices={choices}
          error={faultForField(create.fault, 'detail') ? create.faultText : null}
          onChange={set}
        />
        <div data-ask="item">
          <ComboBox
            label={t('intake.item')}
            required
            value={draft.itemId}
            onChange={(itemId) => set({ itemId })}
            options={choices.items.map((item) => ({
              id: item.id,
              label: named(item),
              note: serviceType(item.serviceType),
              keys: `${item.id.toLowerCase()} ${lettersOf(item.nameZh)}`,
            }))}
          />
        </div>
        <TextField
          label={t('intake.fault')}
          value={draft.fault}
          onChange={(value) => set({ fault: value })}
          maxLength={500}
        />
        <DateField
          label={t('intake:day')}
          value={draft.day}
          onChange={(day) => set({ day, override: false })}
        />
        <div data-ask="slot">
          <ComboBox
            label={t('intake:slot')}
            value={draft.slotId}
            disabled={draft.day === null}
            error={shut ?? (asked && over ? t('intake:fullAsk') : null)}
            placeholder={t('intake:noSlot')}
            onChange={(slotId) => {
              create.clear();
              set({ slotId, override: false });
            }}
            options={choices.slots.map((slot) => ({
              id: slot.id,
              label: named(slot),
              note: slotNote(t, slot, free.of(slot.id), free.of(slot.id)?.past === true),
              keys: slot.id.toLowerCase(),
            }))}
          />
        </div>
        {full && draft.day !== null ? (
          <div className="ord-span">
            <Checkbox
              label={t('intake:over')}
              checked={draft.override}
              onChange={(override) => set({ override })}
            />
          </div>
        ) : null}
        <IntakeMachine
          draft={draft}
          goods={goods}
          warrantyEndDay={price?.warrantyEndDay ?? null}
          onChange={set}
        />
        <Select
          label={t('intake.warranty')}
          value={draft.warranty}
          onChange={(warranty) => set({ warranty })}
          options={intakeWarranties.map((code) => ({ id: code, label: say('warranty', code) }))}
        />
        <Select
          label={t('intake.payer')}
          value={draft.payerId}
          onChange={(payerId) => set({ payerId })}
          placeholder={payer === undefined ? t('intake.payerUser') : named(payer)}
          options={choices.payers.map((one) => ({ id: one.id, label: named(one) }))}
        />
        <div data-ask="quantity">
          <TextField
            label={t('intake.quantity')}
            value={draft.quantity}
            inputMode="numeric"
            onChange={(value) => set({ quantity: value })}
            error={quantityOf(draft) < 1 ? t('intake.quantityBad') : null}
          />
        </div>
        <Select
          label={t('intake:wish')}
          value={draft.wishStaffId ?? nobody}
          onChange={(id) => set({ wishStaffId: id === nobody ? null : id })}
          options={[{ id: nobody, label: t('intake:nobody') }, ...people]}
        />
        <TextField
          label={t('intake:phone2')}
          type="tel"
          value={draft.phone2}
          onChange={(phone2) => set({ phone2 })}
          maxLength={30}
        />
        <TextField
          label={t('intake.remark')}
          value={draft.remark}
          onChange={(remark) => set({ remark })}
          maxLength={500}
        />
        <Checkbox label={t('intake.urgent')} checked={draft.urgent} onChange={(urgent) => set({ urgent })} />
        <IntakePaste
          value={draft.paste}
          choices={choices}
          goods={goods}
          onChange={(paste) => set({ paste })}
          onFill={set}
        />
      </div>
      <ErrorLine
        text={
          asked && missing.length > 0
            ? t('intake:missing', {
                fields: missing.map((ask) => t(`intake:ask.${ask}`)).join(t('intake:and')),
              })
            : phoneFault
              ? null
              : create.faultText
        }
      />
    </Dialog>
  );
}
