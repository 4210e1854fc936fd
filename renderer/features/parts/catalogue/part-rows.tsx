import { useState } from 'react';
import { substituteRules } from '../../../../domain/stock/part-check.ts';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { Button, ComboBox, NumberField, Select, TextField } from '../../../ui/index.ts';
import type { PartForm } from './form-shape.ts';

interface RowsProps {
  form: PartForm;
  put: (patch: Partial<PartForm>) => void;
  disabled: boolean;
}

/** One row's change, or its removal, in a list that is replaced as a whole. */
const changeAt = <T,>(rows: readonly T[], at: number, patch: Partial<T>): T[] =>
  rows.map((row, index) => (index === at ? { ...row, ...patch } : row));
const without = <T,>(rows: readonly T[], at: number): T[] => rows.filter((_, index) => index !== at);

/** Packs: what one holds, and how much of that is lost in cutting as a rule. */
export function UnitRows({ form, put, disabled }: RowsProps) {
  const t = useWords('stockroom');
  const base = useUnits()(form.unit);
  return (
    <div className="catalogue-rows">
      {form.units.map((row, at) => (
        <div className="catalogue-row" key={at}>
          <TextField
            label={t('part.packUnit')}
            value={row.unit}
            disabled={disabled}
            maxLength={20}
            onChange={(unit) => put({ units: changeAt(form.units, at, { unit }) })}
          />
          <NumberField
            kind="quantity"
            label={t('part.packHolds')}
            unit={base}
            value={row.perMilli}
            disabled={disabled}
            onChange={(perMilli) => put({ units: changeAt(form.units, at, { perMilli }) })}
          />
          <NumberField
            kind="quantity"
            label={t('part.packLoss')}
            unit={base}
            value={row.lossMilli}
            disabled={disabled}
            onChange={(lossMilli) => put({ units: changeAt(form.units, at, { lossMilli }) })}
          />
          <Button
            variant="quiet"
            disabled={disabled}
            aria-label={t('part.dropRow', { what: row.unit })}
            onPress={() => put({ units: without(form.units, at) })}
          >
            {t('part.drop')}
          </Button>
        </div>
      ))}
      <div>
        <Button
          size="small"
          disabled={disabled}
          onPress={() => put({ units: [...form.units, { unit: '', perMilli: null, lossMilli: null }] })}
        >
          {t('part.addPack')}
        </Button>
      </div>
    </div>
  );
}

/** Parts that may stand in, must be asked for, or must never. */
export function SubstituteRows({ form, put, disabled, ownId }: RowsProps & { ownId: string | null }) {
  const t = useWords('stockroom');
  const name = useInLanguage();
  const [chosen, setChosen] = useState<string | null>(null);
  const all = useQuery('parts.find', { text: '', limit: 1000 }, { keep: true });
  const options = (all.data?.parts ?? [])
    .filter((part) => part.partId !== ownId && !form.substitutes.some((row) => row.partId === part.partId))
    .map((part) => ({
      id: part.partId,
      label: `${part.code} ${name(part.nameZh, part.nameEn)}`,
      keys: part.code.toLowerCase(),
    }));
  const add = (id: string) => {
    const label = options.find((one) => one.id === id)?.label ?? id;
    put({ substitutes: [...form.substitutes, { partId: id, label, rule: 'allowed', note: '' }] });
    setChosen(null);
  };
  return (
    <div className="catalogue-rows">
      {form.substitutes.map((row, at) => (
        <div className="catalogue-row" key={row.partId}>
          <span className="catalogue-what">{row.label}</span>
          <Select
            label={t('part.rule')}
            quietLabel
            value={row.rule}
            disabled={disabled}
            onChange={(rule) =>
              put({ substitutes: changeAt(form.substitutes, at, { rule: rule as typeof row.rule }) })
            }
            options={substituteRules.map((id) => ({ id, label: t(`part.rules.${id}`) }))}
          />
          <TextField
            label={t('part.ruleNote')}
            quietLabel
            placeholder={t('part.ruleNote')}
            value={row.note}
            disabled={disabled}
            onChange={(note) => put({ substitutes: changeAt(form.substitutes, at, { note }) })}
          />
          <Button
            variant="quiet"
            disabled={disabled}
            aria-label={t('part.dropRow', { what: row.label })}
            onPress={() => put({ substitutes: without(form.substitutes, at) })}
          >
            {t('part.drop')}
          </Button>
        </div>
      ))}
      <ComboBox
        label={t('part.addSubstitute')}
        value={chosen}
        disabled={disabled}
        onChange={(id) => (id === null ? setChosen(null) : add(id))}
        options={options}
      />
    </div>
  );
}

/** Minimum and maximum where they differ by place: a sub-shop, a bag. */
export function LevelRows({ form, put, disabled }: RowsProps) {
  const t = useWords('stockroom');
  const name = useInLanguage();
  const base = useUnits()(form.unit);
  const [chosen, setChosen] = useState<string | null>(null);
  const places = useQuery('parts.places', {}, { keep: true });
  const held = (places.data?.places ?? []).filter((one) => ['main', 'sub_shop', 'bag'].includes(one.kind));
  const called = (id: string) => {
    const place = held.find((one) => one.id === id);
    return place === undefined ? id : name(place.nameZh, place.nameEn);
  };
  return (
    <div className="catalogue-rows">
      {form.levels.map((row, at) => (
        <div className="catalogue-row" key={row.locationId}>
          <span className="catalogue-what">{called(row.locationId)}</span>
          <NumberField
            kind="quantity"
            label={t('part.min')}
            unit={base}
            value={row.minMilli}
            disabled={disabled}
            onChange={(minMilli) => put({ levels: changeAt(form.levels, at, { minMilli }) })}
          />
          <NumberField
            kind="quantity"
            label={t('part.max')}
            unit={base}
            value={row.maxMilli}
            disabled={disabled}
            onChange={(maxMilli) => put({ levels: changeAt(form.levels, at, { maxMilli }) })}
          />
          <NumberField
            kind="quantity"
            label={t('part.lead')}
            unit={t('part.days')}
            value={row.leadMilli}
            disabled={disabled}
            onChange={(leadMilli) => put({ levels: changeAt(form.levels, at, { leadMilli }) })}
          />
          <Button
            variant="quiet"
            disabled={disabled}
            aria-label={t('part.dropRow', { what: called(row.locationId) })}
            onPress={() => put({ levels: without(form.levels, at) })}
          >
            {t('part.drop')}
          </Button>
        </div>
      ))}
      <ComboBox
        label={t('part.addLevel')}
        value={chosen}
        disabled={disabled}
        onChange={(id) => {
          if (id === null) return setChosen(null);
          put({
            levels: [...form.levels, { locationId: id, minMilli: 0, maxMilli: 0, leadMilli: null }],
          });
          setChosen(null);
        }}
        options={held
          .filter((one) => !form.levels.some((row) => row.locationId === one.id))
          .map((one) => ({ id: one.id, label: name(one.nameZh, one.nameEn), keys: one.code.toLowerCase() }))}
      />
    </div>
  );
}
