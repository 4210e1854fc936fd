import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { faultForField } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Button, ComboBox, Dialog, ErrorLine, Select, Skeleton, TextField, toast } from '../../ui/index.ts';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';

const warranties = ['in_warranty', 'out_of_warranty', 'extended', 'joint'] as const;
type Warranty = (typeof warranties)[number];
const texts = ['name', 'phone', 'phone2', 'county', 'town', 'detail', 'faultText', 'remark'] as const;
type TextName = (typeof texts)[number];
type Draft = Partial<Record<TextName, string>> & {
  warranty?: Warranty;
  serviceItemId?: string;
  payerId?: string;
};

/** Corrects user, place, work and words of the order, from its document and from review. Only what was typed is sent: a masked value is never written back. */
export function EditDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orderdoc');
  const { choices, named, say, serviceType } = useLifeWords();
  const edit = useCommand('orders.editUser');
  const document = useQuery('orders.get', { id: order.id });
  const more = useQuery('orders.more', { id: order.id });
  const [draft, setDraft, forget] = useDraft<Draft>(`edit:${order.id}`, {});
  if (!document.data || !more.data)
    return (
      <Dialog title={t('edit.title', { number: order.number })} open onClose={() => onClose(false)}>
        {(document.faultText ?? more.faultText) ? (
          <ErrorLine text={document.faultText ?? more.faultText} />
        ) : (
          <Skeleton lines={6} />
        )}
      </Dialog>
    );
  const { order: now } = document.data;
  const { place } = more.data;
  const known: Record<TextName, string> = {
    name: now.customerName,
    phone: now.customerPhone ?? '',
    phone2: now.customerPhone2 ?? '',
    county: place.county,
    town: place.town,
    detail: place.detail,
    faultText: now.faultText,
    remark: now.remark,
  };
  const before: Record<keyof Draft, string | null> = {
    ...known,
    warranty: now.warranty,
    serviceItemId: now.serviceItemId,
    payerId: now.payerId,
  };
  const changed = Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => value !== before[name as keyof Draft]),
  ) as Draft;
  const ready = Object.keys(changed).length > 0;
  const go = async () => {
    if (!ready) return;
    const done = await edit.run({ id: now.id, version: now.version, ...changed });
    if (!done) return;
    forget();
    if (done.cleared.length > 0) toast.note(t('edit.cleared', { n: done.cleared.length }));
    onClose(true);
  };
  const labels = { faultText: 'edit.fault' } as Partial<Record<TextName, string>>;
  const input = (name: TextName) => (
    <TextField
      key={name}
      label={t(labels[name] ?? `edit.${name}`)}
      value={draft[name] ?? (known[name].includes('*') ? '' : known[name])}
      onChange={(value) => setDraft({ ...draft, [name]: value })}
      autoFocus={name === 'name'}
      help={known[name].includes('*') && draft[name] === undefined ? t('edit.masked') : undefined}
      error={faultForField(edit.fault, name) ? edit.faultText : null}
      onEnter={() => void go()}
    />
  );
  return (
    <Dialog
      title={t('edit.title', { number: order.number })}
      open
      wide
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={!ready}
            pending={edit.pending}
            onPress={() => void go()}
          >
            {t('edit.go')}
          </Button>
        </>
      }
    >
      <div className="ord-form">
        {input('name')}
        {input('phone')}
        {input('phone2')}
        {input('county')}
        {input('town')}
        {input('detail')}
        <ComboBox
          label={t('edit.item')}
          value={draft.serviceItemId ?? now.serviceItemId}
          onChange={(serviceItemId) => setDraft({ ...draft, serviceItemId })}
          options={choices.items.map((item) => ({
            id: item.id,
            label: named(item),
            note: serviceType(item.serviceType),
            keys: item.id.toLowerCase(),
          }))}
        />
        <Select
          label={t('edit.payer')}
          value={draft.payerId ?? now.payerId}
          onChange={(payerId) => setDraft({ ...draft, payerId })}
          options={choices.payers.map((payer) => ({ id: payer.id, label: named(payer) }))}
        />
        <Select
          label={t('edit.warranty')}
          value={draft.warranty ?? now.warranty}
          onChange={(id) => setDraft({ ...draft, warranty: id as Warranty })}
          options={warranties.map((id) => ({ id, label: say('warranty', id) }))}
        />
        {input('faultText')}
        <div className="ord-span">{input('remark')}</div>
      </div>
      <ErrorLine text={edit.faultText} />
    </Dialog>
  );
}
