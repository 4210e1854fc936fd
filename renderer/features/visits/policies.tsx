import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../preload/contract/index.ts';
import { useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { hasDraft, useDraft } from '../../lib/drafts.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useNames } from '../../lib/use-names.ts';
import { useLifeWords } from '../orders/life-words.ts';
import {
  Button,
  Checkbox,
  Dialog,
  ErrorLine,
  LineTable,
  Select,
  Skeleton,
  TextField,
} from '../../ui/index.ts';

type Row = OutputOf<'visits.policies'>['rows'][number];
type Form = InputOf<'visits.savePolicy'>;
type Shot = Form['shots'][number];

const fresh = (): Form => ({
  id: null,
  version: null,
  code: '',
  nameZh: '',
  nameEn: '',
  payerId: null,
  serviceType: null,
  category: null,
  codeRequired: false,
  placeWithinM: null,
  signature: true,
  shots: [],
});

const formOf = ({ items: _items, shots, ...row }: Row): Form => ({
  ...row,
  shots: shots.map((shot): Shot => ({ ...shot, when: shot.when as Shot['when'] })),
});

/** What must prove a visit: one list, one policy at a time. */
export function Policies({ onClose }: { onClose: () => void }) {
  const t = useWords('visits');
  const named = useNames();
  const { data, faultText } = useQuery('visits.policies', {}, { keep: true, tables: ['photo_policy'] });
  const { serviceType } = useLifeWords();
  const [chosen, setChosen] = useState<Form | null>(null);
  if (chosen !== null && data !== undefined)
    return <PolicyForm start={chosen} known={data} onClose={() => setChosen(null)} />;
  const payerName = (id: string | null) => {
    const payer = data?.payers.find((one) => one.id === id);
    return payer === undefined ? null : named(payer);
  };
  return (
    <Dialog
      title={t('policy.title')}
      open
      wide
      onClose={onClose}
      actions={
        <Button hotkey="Alt+N" icon={<Plus size={14} />} onPress={() => setChosen(fresh())}>
          {t('policy.add')}
        </Button>
      }
    >
      <p className="faint">{t('policy.how')}</p>
      <ErrorLine text={faultText} />
      {data === undefined ? (
        <Skeleton lines={6} />
      ) : (
        <LineTable
          label={t('policy.title')}
          rows={data.rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'name',
              header: t('policy.name'),
              cell: (row) => (
                <button type="button" className="vis-link" onClick={() => setChosen(formOf(row))}>
                  {row.code} {named(row)}
                </button>
              ),
            },
            {
              id: 'for',
              header: t('policy.for'),
              cell: (row) =>
                [payerName(row.payerId), row.serviceType && serviceType(row.serviceType), row.category]
                  .filter((one) => one !== null)
                  .join(' · ') || t('policy.items', { n: row.items }),
            },
            { id: 'shots', header: t('shot.photos'), align: 'end', cell: (row) => row.shots.length },
            {
              id: 'more',
              header: t('policy.also'),
              cell: (row) =>
                [
                  row.codeRequired ? t('proofKind.code') : null,
                  row.signature ? t('proofKind.signature') : null,
                  row.placeWithinM === null ? null : t('policy.within', { m: row.placeWithinM }),
                ]
                  .filter((one) => one !== null)
                  .join(' · '),
            },
          ]}
        />
      )}
    </Dialog>
  );
}

function PolicyForm(props: { start: Form; known: OutputOf<'visits.policies'>; onClose: () => void }) {
  const withPlace = useFeature('place_proof');
  const { known } = props;
  const t = useWords('visits');
  const { serviceType } = useLifeWords();
  const named = useNames();
  const save = useCommand('visits.savePolicy');
  const key = `policy:${props.start.id ?? 'new'}`;
  // Escape puts it aside: what was typed before lies here again
  const [begun, setBegun] = useState(hasDraft(key));
  const [form, setForm, clear] = useDraft<Form>(key, props.start);
  const set = (patch: Partial<Form>) => setForm((now) => ({ ...now, ...patch }));
  const setShot = (at: number, patch: Partial<Shot>) =>
    set({ shots: form.shots.map((shot, index) => (index === at ? { ...shot, ...patch } : shot)) });
  const any = { id: '', label: t('policy.any') };
  const blank =
    form.code.trim() === '' ||
    form.nameZh.trim() === '' ||
    form.shots.some((shot) => shot.nameZh.trim() === '');
  const go = async () => {
    if (blank) return;
    // The version it was begun on: what another desk saved meanwhile is a conflict, not overwritten
    const done = await save.run(form);
    if (done === null) return;
    clear();
    props.onClose();
  };
  return (
    <Dialog
      title={form.id === null ? t('policy.add') : `${form.code} ${named(form)}`}
      open
      wide
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={blank}
          pending={save.pending}
          onPress={() => void go()}
        >
          {t('policy.save')}
        </Button>
      }
    >
      <div className="vis-policy">
        {begun ? (
          <div className="vis-kept" role="status">
            <span>{t('policy.kept')}</span>
            <Button
              size="small"
              variant="quiet"
              onPress={() => {
                clear();
                setBegun(false);
              }}
            >
              {t('draftDrop')}
            </Button>
          </div>
        ) : null}
        <div className="vis-row">
          <TextField
            label={t('policy.code')}
            value={form.code}
            onChange={(code) => set({ code })}
            autoFocus
            required
          />
          <TextField
            label={t('policy.nameZh')}
            value={form.nameZh}
            onChange={(nameZh) => set({ nameZh })}
            required
          />
          <TextField
            label={t('policy.nameEn')}
            value={form.nameEn ?? ''}
            onChange={(nameEn) => set({ nameEn })}
          />
        </div>
        <div className="vis-row">
          <Select
            label={t('payer')}
            value={form.payerId ?? ''}
            onChange={(id) => set({ payerId: id || null })}
            options={[
              any,
              ...known.payers.map((one) => ({
                id: one.id,
                label: named(one),
              })),
            ]}
          />
          <Select
            label={t('work')}
            value={form.serviceType ?? ''}
            onChange={(id) => set({ serviceType: id || null })}
            options={[any, ...known.serviceTypes.map((id) => ({ id, label: serviceType(id) }))]}
          />
          <Select
            label={t('policy.category')}
            value={form.category ?? ''}
            onChange={(id) => set({ category: id || null })}
            options={[any, ...known.categories.map((id) => ({ id, label: id }))]}
          />
        </div>
        <div className="vis-row">
          <Checkbox
            label={t('proofKind.code')}
            checked={form.codeRequired}
            onChange={(codeRequired) => set({ codeRequired })}
          />
          <Checkbox
            label={t('proofKind.signature')}
            checked={form.signature}
            onChange={(signature) => set({ signature })}
          />
          {withPlace ? (
            <TextField
              label={t('policy.place')}
              inputMode="numeric"
              value={form.placeWithinM === null ? '' : String(form.placeWithinM)}
              onChange={(text) => {
                const metres = Number(text.replace(/\D/g, ''));
                set({ placeWithinM: metres > 0 ? Math.min(50_000, metres) : null });
              }}
            />
          ) : null}
        </div>
        <h3>{t('shot.photos')}</h3>
        {form.shots.map((shot, at) => (
          <div className="vis-policy-shot" key={at}>
            <TextField
              label={t('policy.nameZh')}
              quietLabel
              placeholder={t('policy.nameZh')}
              value={shot.nameZh}
              onChange={(nameZh) => setShot(at, { nameZh })}
            />
            <TextField
              label={t('policy.nameEn')}
              quietLabel
              placeholder={t('policy.nameEn')}
              value={shot.nameEn ?? ''}
              onChange={(nameEn) => setShot(at, { nameEn })}
            />
            <Select
              label={t('policy.when')}
              quietLabel
              value={shot.when ?? 'always'}
              onChange={(when) => setShot(at, { when: when as Shot['when'] })}
              options={(['always', 'height_work', 'part_changed', 'defect'] as const).map((id) => ({
                id,
                label: t(`policy.whens.${id}`),
              }))}
            />
            <Checkbox
              label={t('policy.perMachine')}
              checked={shot.perMachine ?? false}
              onChange={(perMachine) => setShot(at, { perMachine })}
            />
            <Button
              size="small"
              variant="quiet"
              aria-label={`${t('remove')} ${shot.nameZh}`}
              icon={<X size={14} />}
              onPress={() => set({ shots: form.shots.filter((_one, index) => index !== at) })}
            />
          </div>
        ))}
        <Button
          size="small"
          hotkey="Alt+N"
          icon={<Plus size={14} />}
          onPress={() =>
            set({ shots: [...form.shots, { nameZh: '', nameEn: '', when: 'always', perMachine: false }] })
          }
        >
          {t('policy.addShot')}
        </Button>
        <ErrorLine text={save.faultText} />
      </div>
    </Dialog>
  );
}
