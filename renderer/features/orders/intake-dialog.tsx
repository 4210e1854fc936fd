import { useWords } from '../../i18n/index.ts';
import { useState } from 'react';
import { useDraft } from '../../lib/drafts.ts';
import { faultForField } from '../../lib/faults.ts';
import { ApiFault } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import {
  Button,
  Checkbox,
  ComboBox,
  Dialog,
  ErrorLine,
  OrderState,
  PhoneText,
  Select,
  TextField,
} from '../../ui/index.ts';
import { useLifeWords } from './life-words.ts';

interface Draft {
  phone: string;
  name: string;
  county: string;
  town: string;
  detail: string;
  itemId: string | null;
  model: string;
  quantity: string;
  warranty: string | null;
  payerId: string | null;
  fault: string;
  remark: string;
  urgent: boolean;
}

const blank: Draft = {
  phone: '',
  name: '',
  county: '',
  town: '',
  detail: '',
  itemId: null,
  model: '',
  quantity: '1',
  warranty: null,
  payerId: null,
  fault: '',
  remark: '',
  urgent: false,
};
const warranties = ['in_warranty', 'out_of_warranty', 'extended', 'joint'] as const;
type Warranty = (typeof warranties)[number];

/** At the counter or on the phone: number first, because it tells who is calling. `onClose` gets the new order. */
export function IntakeDialog({ onClose }: { onClose: (orderId: string | null) => void }) {
  const t = useWords('orders');
  const { choices, named, say } = useLifeWords();
  const create = useCommand('orders.create');
  const [draft, setDraft, forget] = useDraft<Draft>('orders.intake', blank);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const quantity = /^\d{1,2}$/.test(draft.quantity.trim()) ? Number(draft.quantity) : 0;
  const ready =
    draft.phone.trim().length >= 3 &&
    draft.name.trim() !== '' &&
    draft.detail.trim() !== '' &&
    draft.itemId !== null &&
    quantity >= 1;
  const save = async () => {
    if (!ready || draft.itemId === null) return;
    const done = await create.run({
      phone: draft.phone.trim(),
      name: draft.name.trim(),
      county: draft.county.trim(),
      town: draft.town.trim(),
      detail: draft.detail.trim(),
      serviceItemId: draft.itemId,
      model: draft.model.trim(),
      quantity,
      warranty: draft.warranty as Warranty | null,
      payerId: draft.payerId,
      faultText: draft.fault.trim(),
      remark: draft.remark.trim(),
      urgent: draft.urgent,
    });
    if (!done) return;
    forget();
    onClose(done.id);
  };
  const phoneFault =
    create.fault instanceof ApiFault && create.fault.code === 'phone_unreadable' ? create.faultText : null;
  return (
    <Dialog
      title={t('intake.title')}
      open
      wide
      onClose={() => onClose(null)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(null)}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={!ready}
            pending={create.pending}
            onPress={() => void save()}
          >
            {t('intake.save')}
          </Button>
        </>
      }
    >
      <div className="ord-form">
        <TextField
          label={t('intake.phone')}
          type="tel"
          required
          autoFocus
          value={draft.phone}
          onChange={(phone) => set({ phone })}
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
        <KnownOrders
          phone={draft.phone}
          onUse={(known) =>
            set({
              name: known.name,
              ...splitAddress(
                known.address,
                choices.divisions.map((row) => row.name),
              ),
            })
          }
          onOpen={onClose}
        />
        <ComboBox
          label={t('intake.county')}
          value={draft.county === '' ? null : draft.county}
          onChange={(county) => set({ county })}
          options={[...new Set(choices.divisions.map((row) => row.name))].map((name) => ({
            id: name,
            label: name,
          }))}
        />
        <TextField
          label={t('intake.town')}
          value={draft.town}
          onChange={(town) => set({ town })}
          maxLength={40}
        />
        <div className="ord-span">
          <TextField
            label={t('intake.detail')}
            required
            value={draft.detail}
            onChange={(detail) => set({ detail })}
            error={faultForField(create.fault, 'detail') ? create.faultText : null}
            maxLength={300}
          />
        </div>
        <div className="ord-span">
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
        </div>
        <TextField
          label={t('intake.model')}
          value={draft.model}
          onChange={(model) => set({ model })}
          maxLength={80}
        />
        <TextField
          label={t('intake.quantity')}
          value={draft.quantity}
          inputMode="numeric"
          onChange={(value) => set({ quantity: value })}
          error={quantity < 1 ? t('intake.quantityBad') : null}
        />
        <Select
          label={t('intake.warranty')}
          value={draft.warranty}
          onChange={(warranty) => set({ warranty })}
          options={warranties.map((code) => ({ id: code, label: say('warranty', code) }))}
        />
        <Select
          label={t('intake.payer')}
          value={draft.payerId}
          onChange={(payerId) => set({ payerId })}
          placeholder={t('intake.payerUser')}
          options={choices.payers.map((payer) => ({ id: payer.id, label: named(payer) }))}
        />
        <div className="ord-span">
          <TextField
            label={t('intake.fault')}
            value={draft.fault}
            onChange={(fault) => set({ fault })}
            maxLength={500}
          />
        </div>
        <div className="ord-span">
          <TextField
            label={t('intake.remark')}
            value={draft.remark}
            onChange={(remark) => set({ remark })}
            maxLength={500}
          />
        </div>
        <Checkbox label={t('intake.urgent')} checked={draft.urgent} onChange={(urgent) => set({ urgent })} />
      </div>
      <ErrorLine text={phoneFault ? null : create.faultText} />
    </Dialog>
  );
}

/** What a stored address begins with goes into the district, the rest into the door. */
function splitAddress(
  address: string,
  counties: readonly string[],
): Pick<Draft, 'county' | 'town' | 'detail'> {
  const county = counties.find((name) => name !== '' && address.startsWith(name)) ?? '';
  return { county, town: '', detail: address.slice(county.length) };
}

/** Orders of the same number: a returning user is not typed again, a double order is seen before it is made. */
function KnownOrders(props: {
  phone: string;
  onUse: (known: { name: string; address: string }) => void;
  onOpen: (orderId: string) => void;
}) {
  const t = useWords('orders');
  const digits = props.phone.replace(/\D/g, '');
  const [hidden, setHidden] = useState('');
  const { data } = useQuery(
    'search.find',
    { text: digits, kinds: ['work_order'], limit: 4 },
    { enabled: digits.length >= 7 && digits !== hidden, tables: ['work_order', 'customer'] },
  );
  const hits = digits.length >= 7 && digits !== hidden ? (data?.hits ?? []) : [];
  if (hits.length === 0) return null;
  return (
    <div className="ord-known ord-span" role="status">
      <div className="strong">{t('intake.known', { n: data?.total ?? hits.length })}</div>
      <ul>
        {hits.map((hit) => (
          <li key={hit.id}>
            {hit.state ? <OrderState state={hit.state} /> : null}
            <span className="grow truncate">
              {hit.code} {hit.titleZh} · {hit.name} <PhoneText phone={hit.phone} tail />{' '}
              <span className="muted">{hit.address}</span>
            </span>
            {hit.name !== null && hit.address !== null && !hit.address.includes('*') ? (
              <Button
                size="small"
                onPress={() => {
                  props.onUse({ name: hit.name ?? '', address: hit.address ?? '' });
                  setHidden(digits);
                }}
              >
                {t('intake.useKnown')}
              </Button>
            ) : null}
            <Button size="small" variant="quiet" onPress={() => props.onOpen(hit.id)}>
              {t('intake.open')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
