import { X } from 'lucide-react';
import { useWords } from '../../i18n/index.ts';
import { useFormat } from '../../lib/use-format.ts';
import { useNames } from '../../lib/use-names.ts';
import { useUnits } from '../../lib/use-units.ts';
import { Button, ComboBox, MoneyText, NumberField } from '../../ui/index.ts';
import type { SlipPart } from './slip-part.ts';

/** Extras of the posted list, cash and QR money. */
export function SlipMoney({ found, draft, set }: SlipPart) {
  const t = useWords('visits');
  const f = useFormat();
  const unitText = useUnits();
  const name = useNames();
  return (
    <section className="vis-block">
      <h3>{t('section.money')}</h3>
      <ComboBox
        label={t('extras')}
        value={null}
        onChange={(id) => {
          if (id && !draft.extras.some((extra) => extra.extraChargeId === id))
            set({ extras: [...draft.extras, { extraChargeId: id, quantityMilli: 1000 }] });
        }}
        options={found.extras.map((row) => ({
          id: row.id,
          label: name(row),
          note: `${f.money(row.priceFen)} / ${unitText(row.unit)}`,
          keys: row.code.toLowerCase(),
        }))}
      />
      {draft.extras.map((extra) => {
        const row = found.extras.find((one) => one.id === extra.extraChargeId);
        return (
          <div className="vis-line" key={extra.extraChargeId}>
            <span className="grow truncate">{row ? name(row) : extra.extraChargeId}</span>
            <NumberField
              kind="quantity"
              label={t('quantity')}
              quietLabel
              value={extra.quantityMilli}
              onChange={(quantityMilli) =>
                set({
                  extras: draft.extras.map((one) => (one === extra ? { ...one, quantityMilli } : one)),
                })
              }
              unit={unitText(row?.unit ?? '')}
            />
            <MoneyText fen={Math.round(((row?.priceFen ?? 0) * (extra.quantityMilli ?? 0)) / 1000)} />
            <Button
              variant="quiet"
              size="small"
              aria-label={t('remove')}
              icon={<X size={14} />}
              onPress={() => set({ extras: draft.extras.filter((one) => one !== extra) })}
            />
          </div>
        );
      })}
      <div className="vis-row">
        <NumberField
          kind="money"
          label={t('cash')}
          value={draft.cashFen}
          onChange={(cashFen) => set({ cashFen })}
        />
        <NumberField kind="money" label={t('qr')} value={draft.qrFen} onChange={(qrFen) => set({ qrFen })} />
      </div>
      {found.paidFen > 0 ? <p className="faint">{t('paidBefore', { sum: f.money(found.paidFen) })}</p> : null}
    </section>
  );
}
