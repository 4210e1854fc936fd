import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { Button, DateField, Dialog, NumberField, Select, TextField } from '../../../ui/index.ts';
import type { Awaited, Counted, SheetPart } from './count-draft.ts';

/** What else is to be said of one counted part: serials or lot, its shelf, its cost, whether it came instead. */
export function LineDialog(props: {
  part: SheetPart;
  count: Counted;
  others: readonly Awaited[];
  /** Nobody announced it: it may have come in place of something. */
  isExtra: boolean;
  onClose: () => void;
  onKeep: (change: Partial<Counted>) => void;
}) {
  const { part } = props;
  const t = useWords('receiving');
  const name = useInLanguage();
  const unit = useUnits();
  const [count, setCount] = useState(props.count);
  const set = (change: Partial<Counted>) => setCount((now) => ({ ...now, ...change }));
  const keep = () => props.onKeep(count);
  const bySerial = part.tracking === 'serial';
  const byLot = part.tracking === 'lot';
  return (
    <Dialog
      title={t('detailsOf', { name: `${part.code} ${name(part.nameZh, part.nameEn)}` })}
      open
      onClose={props.onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" onPress={keep}>
          {t('keep')}
        </Button>
      }
    >
      <div className="parts-dialog">
        {bySerial ? (
          <div className="parts-pair">
            <TextField
              label={t('serials')}
              value={count.serials}
              onChange={(serials) => set({ serials })}
              multiline
              autoFocus
            />
            <TextField
              label={t('brokenSerials')}
              value={count.brokenSerials}
              onChange={(brokenSerials) => set({ brokenSerials })}
              multiline
            />
          </div>
        ) : (
          <div className="parts-pair">
            <NumberField
              kind="quantity"
              label={t('good')}
              unit={unit(part.unit)}
              value={count.goodMilli}
              onChange={(milli) => set({ goodMilli: Math.max(0, milli ?? 0) })}
              onEnter={keep}
              autoFocus={!byLot && !props.isExtra}
            />
            <NumberField
              kind="quantity"
              label={t('broken')}
              unit={unit(part.unit)}
              value={count.brokenMilli}
              onChange={(milli) => set({ brokenMilli: Math.max(0, milli ?? 0) })}
              onEnter={keep}
            />
          </div>
        )}
        {props.isExtra ? (
          <Select
            label={t('insteadField')}
            value={count.insteadOf ?? ''}
            onChange={(id) => set({ insteadOf: id === '' ? null : id })}
            options={[
              { id: '', label: t('insteadNone') },
              ...props.others.map((line) => ({
                id: line.partId,
                label: `${line.code} ${name(line.nameZh, line.nameEn)}`,
              })),
            ]}
          />
        ) : null}
        {byLot ? (
          <div className="parts-pair">
            <TextField
              label={t('lot')}
              value={count.lot}
              maxLength={60}
              onChange={(lot) => set({ lot })}
              onEnter={keep}
              autoFocus
              required
            />
            <DateField
              label={t('expires')}
              value={count.expiresDay}
              onChange={(expiresDay) => set({ expiresDay })}
            />
          </div>
        ) : null}
        <div className="parts-pair">
          <TextField
            label={t('bin')}
            value={count.bin}
            placeholder={part.bin}
            maxLength={40}
            onChange={(bin) => set({ bin })}
            onEnter={keep}
          />
          {part.ownerKind === 'own' ? (
            <NumberField
              kind="money"
              label={t('cost', { unit: unit(part.unit) })}
              value={count.costFen ?? part.costFen}
              onChange={(costFen) => set({ costFen })}
              onEnter={keep}
            />
          ) : null}
        </div>
        <TextField
          label={t('note')}
          value={count.note}
          maxLength={200}
          onChange={(note) => set({ note })}
          onEnter={keep}
        />
      </div>
    </Dialog>
  );
}
