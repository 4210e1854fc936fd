import { X } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { useFormat } from '../../lib/use-format.ts';
import { useNames } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { useUnits } from '../../lib/use-units.ts';
import { Button, ComboBox, NumberField, Select, TextField } from '../../ui/index.ts';
import type { Draft } from './entry.ts';
import type { SlipPart } from './slip-part.ts';

/** Parts that came out of the bag: how many, who pays, the old one's number. */
export function SlipParts({ found, draft, set }: SlipPart) {
  const t = useWords('visits');
  const f = useFormat();
  const unitText = useUnits();
  const personName = usePersonName();
  const name = useNames();
  return (
    <section className="vis-block">
      <h3>{t('section.parts')}</h3>
      <ComboBox
        label={t('fromBag', { name: personName(found.order.staffName) })}
        value={null}
        onChange={(key) => {
          const row = found.bag.find((one) => `${one.partId}|${one.serial}` === key);
          if (row && !draft.parts.some((part) => part.key === key))
            set({
              parts: [
                ...draft.parts,
                {
                  key: key ?? '',
                  partId: row.partId,
                  locationId: row.locationId,
                  serial: row.serial,
                  oldSerial: '',
                  quantityMilli: Math.min(1000, row.quantityMilli),
                  payer: row.ownerKind === 'own' ? 'user' : 'payer',
                },
              ],
            });
        }}
        options={found.bag.map((row) => ({
          id: `${row.partId}|${row.serial}`,
          label: `${row.code} ${name(row)}${row.serial ? ` · ${row.serial}` : ''}`,
          note: `${f.milli(row.quantityMilli)} ${unitText(row.unit)}`,
          keys: `${row.code.toLowerCase()} ${row.code.toLowerCase().replace('-', '')}`,
        }))}
      />
      {draft.parts.map((part) => {
        const row = found.bag.find((one) => one.partId === part.partId && one.serial === part.serial);
        const change = (patch: Partial<Draft['parts'][number]>) =>
          set({ parts: draft.parts.map((one) => (one.key === part.key ? { ...one, ...patch } : one)) });
        return (
          <div className="vis-line" key={part.key}>
            <span className="grow truncate">
              {row ? name(row) : part.partId}
              {part.serial === '' ? null : <span className="mono faint"> {part.serial}</span>}
            </span>
            {row?.oldPartReturn ? (
              <TextField
                label={t('oldSerial')}
                quietLabel
                placeholder={t('oldSerial')}
                value={part.oldSerial}
                maxLength={80}
                onChange={(oldSerial) => change({ oldSerial })}
                className="mono"
              />
            ) : (
              <span />
            )}
            <NumberField
              kind="quantity"
              label={t('quantity')}
              quietLabel
              value={part.quantityMilli}
              onChange={(quantityMilli) => change({ quantityMilli })}
              unit={unitText(row?.unit ?? '')}
            />
            <Select
              label={t('payer')}
              quietLabel
              value={part.payer}
              onChange={(payer) => change({ payer: payer as Draft['parts'][number]['payer'] })}
              options={(['payer', 'user', 'outlet', 'technician'] as const).map((id) => ({
                id,
                label: t(`payers.${id}`),
              }))}
            />
            <Button
              variant="quiet"
              size="small"
              aria-label={t('remove')}
              icon={<X size={14} />}
              onPress={() => set({ parts: draft.parts.filter((one) => one.key !== part.key) })}
            />
          </div>
        );
      })}
      <p className="faint vis-hint">
        {t('notInBag')}{' '}
        <Link to="/parts" className="vis-link">
          {t('toParts')}
        </Link>
      </p>
    </section>
  );
}
