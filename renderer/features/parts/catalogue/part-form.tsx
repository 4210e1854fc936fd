import { useState } from 'react';
import { partKinds, trackings } from '../../../../domain/stock/part-check.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import {
  Button,
  Checkbox,
  DocumentPage,
  ErrorLine,
  NumberField,
  Section,
  Select,
  Skeleton,
  StatePill,
  TextField,
  toast,
} from '../../../ui/index.ts';
import { beginForm, type PartEditor, type PartForm, toSave } from './form-shape.ts';
import { PackDialog } from './pack-dialog.tsx';
import { LevelRows, SubstituteRows, UnitRows } from './part-rows.tsx';
import { PricesSection } from './prices-section.tsx';

export type PutForm = (patch: Partial<PartForm>) => void;

export function PartEditorDocument({ id }: { id: string }) {
  const { data, loading, faultText } = useQuery('parts.catalogue', { id }, { keep: true });
  if (faultText) return <ErrorLine text={faultText} />;
  if (loading || !data) return <Skeleton lines={10} />;
  return <Editor key={data.part.version} of={data} onSaved={() => undefined} />;
}

export function NewPart({ onSaved }: { onSaved: (id: string) => void }) {
  return <Editor of={null} onSaved={onSaved} />;
}

function Editor({ of, onSaved }: { of: PartEditor | null; onSaved: (id: string) => void }) {
  const t = useWords('stockroom');
  const tc = useWords();
  const f = useFormat();
  const name = useInLanguage();
  const unitText = useUnits();
  const mayEdit = useCan('parts.edit') !== null;
  const mayOpen = useCan('stock.receive') !== null;
  const key = of === null ? 'part:new' : `part:${of.part.id}:${of.part.version}`;
  const [form, setForm, forget] = useDraft<PartForm>(key, beginForm(of));
  const put: PutForm = (patch) => setForm((now) => ({ ...now, ...patch }));
  const save = useCommand('parts.savePart');
  const retire = useCommand('parts.retirePart');
  const [packing, setPacking] = useState(false);
  const changed = of === null || JSON.stringify(form) !== JSON.stringify(beginForm(of));
  const run = async () => {
    const done = await save.run(toSave(form, of));
    if (done === null) return;
    forget();
    toast.note(t('part.saved', { code: form.code }));
    onSaved(done.id);
  };
  const part = of?.part;
  return (
    <DocumentPage
      marks={
        part === undefined ? null : (
          <>
            <StatePill
              tone={part.retiredAt === null ? 'green' : 'grey'}
              label={t(part.retiredAt === null ? 'part.live' : 'part.retired')}
            />
            <StatePill
              tone="grey"
              label={t('part.onHand', { quantity: f.milli(part.onHandMilli), unit: unitText(part.unit) })}
            />
          </>
        )
      }
      title={part === undefined ? t('part.newTitle') : name(part.nameZh, part.nameEn)}
      subtitle={part?.code ?? ''}
      actions={
        mayEdit ? (
          <>
            <Button
              variant="primary"
              hotkey="Mod+Enter"
              disabled={!changed || [form.code, form.nameZh, form.unit].some((text) => text.trim() === '')}
              pending={save.pending}
              onPress={() => void run()}
            >
              {tc('save')}
            </Button>
            {part !== undefined && of !== null && of.units.length > 0 && mayOpen ? (
              <Button hotkey="O" onPress={() => setPacking(true)}>
                {t('pack.open')}
              </Button>
            ) : null}
            {part === undefined ? null : (
              <Button
                hotkey="X"
                variant="quiet"
                pending={retire.pending}
                onPress={() =>
                  void retire.run({ id: part.id, version: part.version, retired: part.retiredAt === null })
                }
              >
                {t(part.retiredAt === null ? 'part.retire' : 'part.revive')}
              </Button>
            )}
          </>
        ) : null
      }
    >
      <ErrorLine text={save.faultText ?? retire.faultText} />
      <Basics form={form} put={put} disabled={!mayEdit} isNew={of === null} />
      <Section title={t('part.packs')}>
        <UnitRows form={form} put={put} disabled={!mayEdit} />
      </Section>
      <Section title={t('part.substitutes')}>
        <SubstituteRows form={form} put={put} disabled={!mayEdit} ownId={part?.id ?? null} />
      </Section>
      <Section title={t('part.levels')}>
        <LevelRows form={form} put={put} disabled={!mayEdit} />
      </Section>
      {of === null ? null : <PricesSection of={of} mayEdit={mayEdit} />}
      {packing && of !== null ? <PackDialog of={of} onClose={() => setPacking(false)} /> : null}
    </DocumentPage>
  );
}

function Basics(props: { form: PartForm; put: PutForm; disabled: boolean; isNew: boolean }) {
  const { form, put, disabled, isNew } = props;
  const t = useWords('stockroom');
  const parts = useWords('parts');
  const name = useInLanguage();
  const unitText = useUnits();
  const choices = useQuery('parts.catalogueChoices', {}, { keep: true });
  const unit = unitText(form.unit);
  const text = (field: 'code' | 'nameZh' | 'nameEn' | 'category' | 'unit' | 'bin', more: object = {}) => (
    <TextField
      label={t(`part.${field}`)}
      value={form[field]}
      onChange={(value) => put({ [field]: value })}
      disabled={disabled}
      {...more}
    />
  );
  return (
    <Section>
      <div className="catalogue-form">
        {text('code', { required: true, autoFocus: isNew, maxLength: 40 })}
        {text('unit', { required: true, maxLength: 20 })}
        {text('nameZh', { required: true, maxLength: 120 })}
        {text('nameEn', { maxLength: 120 })}
        <Select
          label={t('part.kind')}
          value={form.kind}
          disabled={disabled}
          onChange={(kind) => put({ kind: kind as PartForm['kind'] })}
          options={partKinds.map((id) => ({ id, label: t(`part.kinds.${id}`) }))}
        />
        {text('category', { maxLength: 40 })}
        <Select
          label={parts('stock.owner')}
          value={form.payerId}
          disabled={disabled}
          onChange={(payerId) => put({ payerId })}
          options={[
            { id: '', label: parts('owner.own') },
            ...(choices.data?.payers ?? []).map((one) => ({
              id: one.id,
              label: `${parts('owner.payer')} · ${name(one.nameZh, one.nameEn)}`,
            })),
          ]}
        />
        {text('bin', { maxLength: 40 })}
        <Select
          label={parts('doc.tracking')}
          value={form.tracking}
          disabled={disabled}
          onChange={(tracking) => put({ tracking: tracking as PartForm['tracking'] })}
          options={trackings.map((id) => ({ id, label: parts(`tracking.${id}`) }))}
        />
        {form.tracking === 'serial' ? (
          <TextField
            label={t('part.serialPattern')}
            help={t('part.serialHelp')}
            value={form.serialPattern}
            onChange={(serialPattern) => put({ serialPattern })}
            disabled={disabled}
            maxLength={40}
          />
        ) : (
          <span />
        )}
        <NumberField
          kind="quantity"
          label={t('part.min')}
          unit={unit}
          value={form.minMilli}
          onChange={(milli) => put({ minMilli: milli ?? 0 })}
          disabled={disabled}
        />
        <NumberField
          kind="quantity"
          label={t('part.max')}
          unit={unit}
          value={form.maxMilli}
          onChange={(milli) => put({ maxMilli: milli ?? 0 })}
          disabled={disabled}
        />
        <Checkbox
          label={t('part.oldPartReturn')}
          checked={form.oldPartReturn}
          onChange={(oldPartReturn) => put({ oldPartReturn })}
          disabled={disabled}
        />
        {form.oldPartReturn ? (
          <NumberField
            kind="quantity"
            label={t('part.oldPartDays')}
            unit={t('part.days')}
            value={form.oldPartDays}
            onChange={(oldPartDays) => put({ oldPartDays })}
            disabled={disabled}
          />
        ) : (
          <span />
        )}
        <TextField
          label={t('part.barcodes')}
          help={t('part.barcodesHelp')}
          multiline
          value={form.barcodes}
          onChange={(barcodes) => put({ barcodes })}
          disabled={disabled}
        />
        <TextField
          label={t('part.models')}
          help={t('part.modelsHelp')}
          multiline
          value={form.models}
          onChange={(models) => put({ models })}
          disabled={disabled}
        />
        {isNew ? (
          <>
            <NumberField
              kind="money"
              label={t('part.cost')}
              value={form.costFen}
              onChange={(costFen) => put({ costFen })}
            />
            <NumberField
              kind="money"
              label={t('part.price')}
              value={form.customerPriceFen}
              onChange={(customerPriceFen) => put({ customerPriceFen })}
            />
          </>
        ) : null}
      </div>
    </Section>
  );
}
