import './intake.css';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { ApiFault, faultForField } from '../../lib/faults.ts';
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
  type IntakeWarranty,
  isReady,
  quantityOf,
} from './intake-draft.ts';
import { IntakeHistory } from './intake-history.tsx';
import { IntakePaste } from './intake-paste.tsx';
import { IntakePlace } from './intake-place.tsx';
import { useLifeWords } from './life-words.ts';
import { slotNote, useFreeSlots } from './use-free-slots.ts';

const nobody = '-';

/**
 * At the counter or on the phone: number first, because it tells who is calling; day and slot in the same step. What
 * is typed stays until it is saved. `onClose` gets the new order, null when the form is only left.
 */
export function IntakeDialog({ onClose }: { onClose: (orderId: string | null) => void }) {
  const t = useWords('orders');
  const { f, choices, named, say } = useLifeWords();
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
  const ready = isReady(draft) && (!full || draft.override || draft.day === null) && room?.closed !== true;
  const save = async (next: boolean) => {
    const input = intakeInput(latest.current);
    if (input === null || !ready) return;
    const done = await create.run(input);
    if (!done) return;
    forget();
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
          <Button hotkey="Alt+N" disabled={!ready} pending={create.pending} onPress={() => void save(true)}>
            {t('intake:saveNext')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={!ready}
            pending={create.pending}
            onPress={() => void save(false)}
          >
            {t('intake.save')}
          </Button>
        </>
      }
    >
      <div className="ord-form" key={turn}>
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
        <TextField
          label={t('intake.name')}
          required
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={80}
        />
        <IntakeHistory draft={draft} onUse={set} onOpen={onClose} />
        <IntakePlace
          draft={draft}
          choices={choices}
          error={faultForField(create.fault, 'detail') ? create.faultText : null}
          onChange={set}
        />
        <ComboBox
          label={t('intake.item')}
          required
          value={draft.itemId}
          onChange={(itemId) => set({ itemId })}
          options={choices.items.map((item) => ({
            id: item.id,
            label: named(item),
            note: item.serviceType,
            keys: item.id.toLowerCase(),
          }))}
        />
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
        <ComboBox
          label={t('intake:slot')}
          value={draft.slotId}
          disabled={draft.day === null}
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
        {full && draft.day !== null ? (
          <div className="ord-span">
            <Checkbox
              label={t('intake:over')}
              checked={draft.override}
              onChange={(override) => set({ override })}
            />
          </div>
        ) : null}
        <ComboBox
          label={t('intake:brand')}
          value={draft.brandId}
          onChange={(brandId) => set({ brandId })}
          options={(goods?.brands ?? []).map((brand) => ({
            id: brand.id,
            label: named(brand),
            keys: brand.id.toLowerCase(),
          }))}
        />
        <TextField
          label={t('intake:model')}
          value={draft.model}
          onChange={(model) => {
            const known = goods?.models.find((one) => one.model === model.trim());
            set({ model, ...(known?.brandId && draft.brandId === null ? { brandId: known.brandId } : {}) });
          }}
          maxLength={80}
        />
        <TextField
          label={t('intake:code')}
          value={draft.code}
          onChange={(code) => set({ code })}
          maxLength={60}
        />
        <DateField
          label={t('intake:purchased')}
          value={draft.purchased}
          onChange={(purchased) => set({ purchased })}
          help={price?.warrantyEndDay ? t('intake:warrantyEnds', { day: price.warrantyEndDay }) : undefined}
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
        <TextField
          label={t('intake.quantity')}
          value={draft.quantity}
          inputMode="numeric"
          onChange={(value) => set({ quantity: value })}
          error={quantityOf(draft) < 1 ? t('intake.quantityBad') : null}
        />
        <Select
          label={t('intake:wish')}
          value={draft.wishStaffId ?? nobody}
          onChange={(id) => set({ wishStaffId: id === nobody ? null : id })}
          options={[
            { id: nobody, label: t('intake:nobody') },
            ...choices.people.map((person) => ({ id: person.id, label: person.name, keys: person.initials })),
          ]}
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
      <ErrorLine text={phoneFault ? null : create.faultText} />
    </Dialog>
  );
}

/** Payer and price by rule, as soon as it is known what is to be done. */
function usePrice(draft: IntakeDraft) {
  return useQuery(
    'orders.priceOf',
    {
      serviceItemId: draft.itemId ?? '-',
      brandId: draft.brandId,
      model: draft.model.trim(),
      quantity: Math.max(1, quantityOf(draft)),
      warranty: draft.warranty as IntakeWarranty | null,
      purchasedDay: draft.purchased,
      payerId: draft.payerId,
      county: draft.county.trim(),
      town: draft.town.trim(),
      detail: draft.detail.trim(),
      urgent: draft.urgent,
    },
    { enabled: draft.itemId !== null, keep: true, tables: ['price_rule', 'division', 'brand'] },
  ).data;
}

type Price = NonNullable<ReturnType<typeof usePrice>>;

function priceText(t: ReturnType<typeof useWords>, price: Price, payer: string, amount: string): string {
  return [
    price.userFen > 0 ? t('intake:price', { amount }) : t('intake:priceFree'),
    `${payer} (${t(`intake:payerWhy.${price.payerWhy}`)})`,
    price.distanceM === null ? '' : t('intake:priceKm', { n: (price.distanceM / 1000).toFixed(1) }),
    price.coverage === null || price.coverage === 'self' ? '' : t(`intake:coverage.${price.coverage}`),
  ]
    .filter(Boolean)
    .join(' · ');
}
