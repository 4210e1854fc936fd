import './forms.css';
import { useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type FormField, formLimits } from '../../../../domain/paper/form.ts';
import type { PrintKind } from '../../../../domain/paper/kinds.ts';
import { sheetSizes } from '../../../../domain/paper/sizes.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useKeys } from '../../../lib/use-keys.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { Button, ErrorLine, Select, Skeleton, TextField, toast } from '../../../ui/index.ts';
import { PaperPage } from '../page.tsx';
import { FieldPanel } from './field-panel.tsx';
import { FormPrinters, printerLine } from './printers.tsx';
import {
  draftOf,
  type FormAnswer,
  type FormDraft,
  headingKey,
  namedSizes,
  newField,
  newForm,
} from './shape.ts';
import { FormSheet } from './sheet.tsx';
import { TenthsField } from './tenths-field.tsx';
import { useFit } from './use-fit.ts';
import { useGuide } from './use-guide.ts';

const tables = ['print_form', 'printer_form', 'printer'];
/** Whole width first, then true size and larger. */
const zooms = [null, 1, 1.5, 2] as const;
const nextZoom = (now: number | null): number | null =>
  zooms[(zooms.findIndex((one) => one === now) + 1) % zooms.length] ?? null;

/** A pre-printed form: its size, its picture as a guide, and what is printed where. */
export function FormEditorView() {
  const { id } = useParams();
  const isNew = id === 'new';
  const { data, loading, faultText } = useQuery(
    'paper.form',
    { id: id ?? '' },
    { enabled: !isNew, keep: true, tables },
  );
  if (isNew) return <FormEditor key="new" form={null} />;
  return data ? (
    <FormEditor key={data.id} form={data} />
  ) : (
    <PaperPage view="forms">
      <ErrorLine text={faultText} />
      {loading ? <Skeleton lines={10} /> : null}
    </PaperPage>
  );
}

function FormEditor({ form }: { form: FormAnswer | null }) {
  const t = useWords('paperforms');
  const tp = useWords('paper');
  const inLanguage = useInLanguage();
  const navigate = useNavigate();
  const may = useCan('printers.write') !== null;
  const [draft, setDraft, forget] = useDraft<FormDraft>(
    `form:${form?.id ?? 'new'}:${form?.version ?? 0}`,
    form === null ? newForm : draftOf(form),
  );
  const [chosen, setChosen] = useState<number | null>(null);
  const [focus, setFocus] = useState(0);
  const [asked, setZoom] = useState<number | null>(null);
  const paper = useRef<HTMLDivElement>(null);
  const fit = useFit(paper, draft.widthMicrons);
  const zoom = asked ?? fit;
  const [printers, setPrinters] = useState(false);
  const save = useCommand('paper.saveForm');
  const guide = useGuide(form?.id ?? null, form?.hasGuide ?? false);
  const pick = useRef<HTMLInputElement>(null);
  const { data: house } = useQuery('paper.printers', {});
  const { data: all } = useQuery('paper.forms', {}, { tables });
  const { data: found } = useQuery(
    'paper.formHeadings',
    { kind: draft.kind },
    { keep: true, tables: ['print_job'] },
  );
  const headings = found?.headings ?? [];
  const set = (patch: Partial<FormDraft>) => setDraft((now) => ({ ...now, ...patch }));
  const setField = (at: number, patch: Partial<FormField>) =>
    setDraft((now) => ({
      ...now,
      fields: now.fields.map((field, place) => (place === at ? { ...field, ...patch } : field)),
    }));
  const remove = (at: number) => {
    setDraft((now) => ({ ...now, fields: now.fields.filter((_, place) => place !== at) }));
    setChosen(draft.fields.length > 1 ? Math.max(0, at - 1) : null);
  };
  const add = () => {
    if (draft.fields.length >= formLimits.mostFields) return;
    const taken = new Set(draft.fields.map(headingKey));
    const next = headings.find((one) => one.value !== '' && !taken.has(headingKey(one)));
    const last = draft.fields.at(-1);
    const lowest = draft.heightMicrons / 100 - 60;
    const at = last ? { x: last.x, y: Math.min(lowest, last.y + 70) } : { x: 100, y: 100 };
    setDraft((now) => ({
      ...now,
      fields: [...now.fields, newField(next?.source ?? '', next?.nth ?? 1, at)],
    }));
    setChosen(draft.fields.length);
    setFocus((count) => count + 1);
  };
  const step = (by: number) => {
    if (draft.fields.length === 0) return;
    setChosen(((chosen ?? (by > 0 ? -1 : 0)) + by + draft.fields.length) % draft.fields.length);
    setFocus((count) => count + 1);
  };
  useKeys([
    { keys: 'Alt+]', label: t('nextField'), group: t('fields'), run: () => step(1) },
    { keys: 'Alt+[', label: t('lastField'), group: t('fields'), run: () => step(-1) },
    {
      keys: 'Alt+Z',
      label: t('zoom'),
      group: t('fields'),
      run: () => setZoom(nextZoom(asked)),
    },
  ]);
  const nameOf = (field: FormField) => {
    if (field.kind === 'fixed') return field.text || t('kinds.fixed');
    if (field.kind === 'code') return t('kinds.code');
    const one = headings.find((heading) => headingKey(heading) === headingKey(field));
    const name = one ? inLanguage(one.zh, one.en) : field.source || t('noHeading');
    return field.nth > 1 ? `${name} ${field.nth}` : name;
  };
  const store = async (retired = false) => {
    const done = await save.run({ ...draft, retired });
    if (done === null) return;
    forget();
    toast.note(t(retired ? 'retired' : 'saved', { name: draft.nameZh }));
    if (retired) void navigate('/paper/forms');
    else if (form === null) void navigate(`/paper/forms/${done.formId}`, { replace: true });
  };
  const takeGuide = async (files: FileList | null) => {
    const file = files?.[0];
    const sent = file ? await guide.take(file) : null;
    if (sent) set({ guideHash: sent.hash, guideName: sent.name });
  };
  const named = namedSizes.find(
    (id) =>
      sheetSizes[id].widthMicrons === draft.widthMicrons &&
      sheetSizes[id].heightMicrons === draft.heightMicrons,
  );
  const field = chosen === null ? undefined : draft.fields[chosen];
  return (
    <PaperPage
      view="forms"
      actions={
        <>
          <Button variant="quiet" hotkey="Escape" onPress={() => void navigate('/paper/forms')}>
            {t('back')}
          </Button>
          {form ? (
            <Button hotkey="Alt+P" onPress={() => setPrinters(true)}>
              {t('printers')}
            </Button>
          ) : null}
          {may ? (
            <>
              <Button hotkey="Alt+G" pending={guide.sending} onPress={() => pick.current?.click()}>
                {t('guide')}
              </Button>
              <Button hotkey="Alt+A" onPress={add}>
                {t('addField')}
              </Button>
              <Button
                variant="primary"
                hotkey="Mod+Enter"
                pending={save.pending}
                disabled={draft.nameZh.trim() === ''}
                onPress={() => void store()}
              >
                {t('save')}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <input
        ref={pick}
        type="file"
        accept="image/*"
        hidden
        tabIndex={-1}
        aria-label={t('guide')}
        onChange={(event) => {
          void takeGuide(event.target.files);
          event.target.value = '';
        }}
      />
      <ErrorLine text={save.faultText ?? guide.faultText} />
      <div className="pf-editor">
        <div className="pf-desk" ref={paper}>
          <FormSheet
            draft={draft}
            headings={headings}
            number={found?.number ?? ''}
            guide={draft.guideHash === null ? null : guide.url}
            zoom={zoom}
            chosen={chosen}
            focus={focus}
            readOnly={!may}
            nameOf={nameOf}
            onChoose={setChosen}
            onField={setField}
            onRemove={remove}
          />
        </div>
        <aside className="pf-side">
          <div className="pf-two">
            <TextField
              label={t('nameZh')}
              required
              autoFocus={form === null}
              maxLength={60}
              disabled={!may}
              value={draft.nameZh}
              onChange={(nameZh) => set({ nameZh })}
            />
            <TextField
              label={t('nameEn')}
              maxLength={60}
              disabled={!may}
              value={draft.nameEn ?? ''}
              onChange={(nameEn) => set({ nameEn })}
            />
            <Select
              label={t('kind')}
              value={draft.kind}
              disabled={!may}
              onChange={(kind) => set({ kind: kind as PrintKind })}
              options={(house?.kinds ?? []).map(({ kind }) => ({ id: kind, label: tp(`kind.${kind}`) }))}
            />
            <Select
              label={t('payer')}
              value={draft.payerId ?? 'any'}
              disabled={!may}
              onChange={(id) => set({ payerId: id === 'any' ? null : id })}
              options={[
                { id: 'any', label: t('anyPayer') },
                ...(all?.payers ?? []).map((one) => ({
                  id: one.id,
                  label: inLanguage(one.nameZh, one.nameEn),
                })),
              ]}
            />
          </div>
          <div className="pf-four">
            <Select
              label={tp('paperSize')}
              value={named ?? 'own'}
              disabled={!may}
              onChange={(id) => id !== 'own' && set(sheetSizes[id as keyof typeof sheetSizes])}
              options={[
                ...namedSizes.map((id) => ({ id, label: tp(`papers.${id}`) })),
                { id: 'own', label: t('ownSize'), disabled: named !== undefined },
              ]}
            />
            <TenthsField
              label={t('paperWidth')}
              value={draft.widthMicrons / 100}
              min={formLimits.leastMicrons / 100}
              disabled={!may}
              onChange={(tenths) => set({ widthMicrons: tenths * 100 })}
            />
            <TenthsField
              label={t('paperHeight')}
              value={draft.heightMicrons / 100}
              min={formLimits.leastMicrons / 100}
              disabled={!may}
              onChange={(tenths) => set({ heightMicrons: tenths * 100 })}
            />
          </div>
          {field && chosen !== null ? (
            <FieldPanel
              key={chosen}
              field={field}
              at={chosen}
              headings={headings}
              disabled={!may}
              onField={(patch) => setField(chosen, patch)}
              onRemove={() => remove(chosen)}
            />
          ) : (
            <p className="pap-quiet">{t(headings.length === 0 ? 'noHeadings' : 'howTo')}</p>
          )}
          {form && form.printers.length > 0 ? (
            <p className="pap-quiet">{form.printers.map(printerLine).join(t('and'))}</p>
          ) : null}
          {form && may ? (
            <div className="pf-foot">
              {guide.url && draft.guideHash !== null ? (
                <Button
                  variant="quiet"
                  size="small"
                  onPress={() => {
                    guide.drop();
                    set({ guideHash: null });
                  }}
                >
                  {t('noGuide')}
                </Button>
              ) : null}
              <Button variant="quiet" size="small" onPress={() => void store(form.retiredAt === null)}>
                {t(form.retiredAt === null ? 'retire' : 'bringBack')}
              </Button>
            </div>
          ) : null}
        </aside>
      </div>
      {printers && form ? <FormPrinters form={form} onClose={() => setPrinters(false)} /> : null}
    </PaperPage>
  );
}
