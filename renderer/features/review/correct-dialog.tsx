import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, ComboBox, Dialog, ErrorLine, Select, TextField, toast } from '../../ui/index.ts';
import { intakeWarranties } from '../orders/intake-draft.ts';
import { useLifeWords } from '../orders/life-words.ts';

type Order = OutputOf<'orders.get'>['order'];
type Fields = Omit<InputOf<'orders.correct'>, 'id' | 'version'>;

/** A value the person may see whole; a masked one starts empty and stays as it is unless written anew. */
const shown = (text: string | null) => (text === null || text.includes('*') ? '' : text);

/** Address, phone, item, warranty and payer put right where the order is judged; only what was changed is sent. */
export function CorrectDialog({ order, onClose }: { order: Order; onClose: (done: boolean) => void }) {
  const t = useWords('intake');
  const { choices, named, say } = useLifeWords();
  const correct = useCommand('orders.correct');
  const [fields, setFields, forget] = useDraft<Fields>(`correct:${order.id}`, {});
  const [same, setSame] = useState(false);
  const set = (part: Fields) => {
    setSame(false);
    setFields({ ...fields, ...part });
  };
  const rest = order.address.startsWith(order.county)
    ? order.address.slice(order.county.length)
    : order.address;
  const go = async () => {
    if (Object.keys(fields).length === 0) return setSame(true);
    // The street and the door were shown as one: a door written anew stands for both
    const whole = fields.detail === undefined ? fields : { ...fields, town: fields.town ?? '' };
    const done = await correct.run({ id: order.id, version: order.version, ...whole });
    if (!done) return;
    forget();
    if (done.cleared.length > 0) toast.note(t('correct.cleared', { n: done.cleared.length }));
    onClose(true);
  };
  return (
    <Dialog
      title={t('correct.title', { number: order.number })}
      open
      wide
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:cancel')}
          </Button>
          <Button variant="primary" hotkey="Mod+Enter" pending={correct.pending} onPress={() => void go()}>
            {t('correct.go')}
          </Button>
        </>
      }
    >
      <div className="ord-form">
        <TextField
          label={t('orders:intake.phone')}
          type="tel"
          autoFocus
          value={fields.phone ?? shown(order.customerPhone)}
          onChange={(phone) => set({ phone })}
          maxLength={30}
        />
        <TextField
          label={t('orders:intake.name')}
          value={fields.name ?? shown(order.customerName)}
          onChange={(name) => set({ name })}
          maxLength={80}
        />
        <ComboBox
          label={t('orders:intake.county')}
          value={fields.county ?? (order.county === '' ? null : order.county)}
          onChange={(county) => set({ county })}
          options={[...new Set([...choices.divisions.map((row) => row.name), order.county])]
            .filter((name) => name !== '')
            .map((name) => ({ id: name, label: name }))}
        />
        <TextField
          label={t('place')}
          value={fields.detail ?? shown(rest)}
          onChange={(detail) => set({ detail })}
          maxLength={300}
        />
        <ComboBox
          label={t('orders:intake.item')}
          value={fields.serviceItemId ?? order.serviceItemId}
          onChange={(serviceItemId) => set({ serviceItemId })}
          options={choices.items.map((item) => ({
            id: item.id,
            label: named(item),
            note: item.serviceType,
            keys: item.id.toLowerCase(),
          }))}
        />
        <Select
          label={t('orders:intake.warranty')}
          value={fields.warranty ?? order.warranty}
          onChange={(warranty) => set({ warranty: warranty as Fields['warranty'] })}
          options={intakeWarranties.map((code) => ({ id: code, label: say('warranty', code) }))}
        />
        <Select
          label={t('orders:intake.payer')}
          value={fields.payerId ?? order.payerId}
          onChange={(payerId) => set({ payerId })}
          options={choices.payers.map((payer) => ({ id: payer.id, label: named(payer) }))}
        />
      </div>
      <ErrorLine text={same ? t('correct.same') : correct.faultText} />
    </Dialog>
  );
}
