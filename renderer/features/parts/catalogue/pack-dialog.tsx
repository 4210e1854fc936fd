import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { Button, Dialog, ErrorLine, NumberField, Select, TextField, toast } from '../../../ui/index.ts';
import type { PartEditor } from './form-shape.ts';

/** 开包: which pack, where it lies, how much was really in it. */
export function PackDialog({ of, onClose }: { of: PartEditor; onClose: () => void }) {
  const { part, units } = of;
  const t = useWords('stockroom');
  const f = useFormat();
  const name = useInLanguage();
  const unitText = useUnits();
  const open = useCommand('parts.openPack');
  const found = useQuery('parts.get', { id: part.id }, { keep: true });
  const rows = (found.data?.balances ?? []).filter(
    (row) => row.condition === 'good' && row.locationKind !== 'transit' && row.serial === '',
  );
  const [at, setAt] = useState(0);
  const [unit, setUnit] = useState(units[0]?.unit ?? '');
  const [packs, setPacks] = useState<number | null>(1000);
  const [actual, setActual] = useState<number | null>(units[0]?.perMilli ?? null);
  const [note, setNote] = useState('');
  const row = rows[at];
  const count = Math.round((packs ?? 0) / 1000);
  const per = units.find((one) => one.unit === unit)?.perMilli ?? 0;
  const ready = row !== undefined && count > 0 && actual !== null && actual >= 0;
  const go = async () => {
    if (!ready) return;
    const done = await open.run({
      partId: part.id,
      locationId: row.locationId,
      bin: row.bin,
      lot: row.lot,
      unit,
      packs: count,
      actualMilli: actual,
      note: note.trim(),
    });
    if (done === null) return;
    const quantity = `${f.milli(Math.abs(done.lossMilli))} ${unitText(part.unit)}`;
    toast.note(
      t(done.lossMilli === 0 ? 'pack.even' : done.lossMilli > 0 ? 'pack.lost' : 'pack.gained', { quantity }),
    );
    onClose();
  };
  return (
    <Dialog
      title={t('pack.title', { name: `${part.code} ${name(part.nameZh, part.nameEn)}` })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={!ready}
          pending={open.pending}
          onPress={() => void go()}
        >
          {t('pack.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={open.faultText} />
        {found.data !== undefined && rows.length === 0 ? <ErrorLine text={t('pack.none')} /> : null}
        <Select
          label={t('pack.place')}
          value={String(at)}
          onChange={(id) => setAt(Number(id))}
          options={rows.map((one, index) => ({
            id: String(index),
            label: [name(one.locationNameZh, one.locationNameEn), one.bin, one.lot]
              .filter(Boolean)
              .join(' · '),
            note: `${f.milli(one.quantityMilli)} ${unitText(part.unit)}`,
          }))}
        />
        <div className="parts-pair">
          <NumberField
            kind="quantity"
            label={t('pack.packs')}
            value={packs}
            onChange={(next) => {
              setPacks(next);
              setActual(Math.round((next ?? 0) / 1000) * per);
            }}
          />
          <Select
            label={t('part.packUnit')}
            value={unit}
            onChange={(next) => {
              setUnit(next);
              setActual(count * (units.find((one) => one.unit === next)?.perMilli ?? 0));
            }}
            options={units.map((one) => ({ id: one.unit, label: unitText(one.unit) }))}
          />
        </div>
        <NumberField
          kind="quantity"
          label={t('pack.actual')}
          unit={unitText(part.unit)}
          help={t('pack.should', { quantity: f.milli(count * per), unit: unitText(part.unit) })}
          value={actual}
          onChange={setActual}
          onEnter={() => void go()}
          autoFocus
        />
        <TextField label={t('price.note')} value={note} onChange={setNote} onEnter={() => void go()} />
      </div>
    </Dialog>
  );
}
