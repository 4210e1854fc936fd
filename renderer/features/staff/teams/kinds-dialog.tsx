import { useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { nameOf } from '../../../lib/names.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import {
  Button,
  Checkbox,
  Dialog,
  ErrorLine,
  LineTable,
  NumberField,
  Section,
  Select,
  StatePill,
  TextField,
} from '../../../ui/index.ts';
import { AskDialog } from '../ask-dialog.tsx';

type Kinds = OutputOf<'staff.kinds'>;
type ToolKind = Kinds['tools'][number];
type PaperKind = Kinds['papers'][number];
type Open = { kind: 'tool'; row: ToolKind | null } | { kind: 'paper'; row: PaperKind | null };

const wholeOf = (milli: number | null): number | null => (milli === null ? null : Math.round(milli / 1000));
const milliOf = (whole: number | null | undefined): number | null => (whole == null ? null : whole * 1000);

/** Kinds of tools and of papers, both to be changed. */
export function KindsDialog({ onClose }: { onClose: () => void }) {
  const t = useWords('teams');
  const ts = useWords('staff');
  const f = useFormat();
  const mayWrite = useCan('staff.write') !== null;
  const { data, faultText } = useQuery(
    'staff.kinds',
    {},
    { keep: true, tables: ['tool_kind', 'certificate_kind', 'staff_tool', 'staff_certificate'] },
  );
  const [open, setOpen] = useState<Open | null>(null);
  const change = (label: string, next: Open) =>
    mayWrite ? (
      <Button
        size="small"
        variant="quiet"
        aria-label={`${t('change')} ${label}`}
        onPress={() => setOpen(next)}
      >
        {t('change')}
      </Button>
    ) : null;
  if (open?.kind === 'tool') return <ToolKindDialog row={open.row} onClose={() => setOpen(null)} />;
  if (open?.kind === 'paper') return <PaperKindDialog row={open.row} onClose={() => setOpen(null)} />;
  return (
    <Dialog
      title={t('kindsTitle')}
      open
      wide
      onClose={onClose}
      actions={
        <Button onPress={onClose} hint="Escape">
          {t('ui:close')}
        </Button>
      }
    >
      <ErrorLine text={faultText} />
      <Section
        title={t('toolKinds')}
        actions={
          mayWrite ? (
            <Button size="small" hotkey="N" onPress={() => setOpen({ kind: 'tool', row: null })}>
              {t('addTool')}
            </Button>
          ) : null
        }
      >
        {(data?.tools ?? []).length === 0 ? (
          <p className="muted">{t('noToolKinds')}</p>
        ) : (
          <LineTable
            label={t('toolKinds')}
            rows={data?.tools ?? []}
            rowKey={(row) => row.id}
            columns={[
              { id: 'code', header: t('code'), cell: (row) => row.code },
              { id: 'name', header: t('nameZh'), cell: (row) => nameOf(row, f.language) },
              {
                id: 'every',
                header: t('every'),
                cell: (row) =>
                  row.checkEveryDays === null ? '—' : t('everyDays', { n: row.checkEveryDays }),
              },
              {
                id: 'marks',
                header: '',
                cell: (row) => (
                  <>
                    {row.safety ? <StatePill label={t('safetyShort')} tone="blue" /> : null}
                    {row.retired ? <StatePill label={t('retired')} /> : null}
                  </>
                ),
              },
              {
                id: 'used',
                header: '',
                cell: (row) => <span className="muted">{t('used', { n: row.used })}</span>,
              },
              {
                id: 'do',
                header: '',
                align: 'end',
                cell: (row) => change(nameOf(row, f.language), { kind: 'tool', row }),
              },
            ]}
          />
        )}
      </Section>
      <Section
        title={t('paperKinds')}
        actions={
          mayWrite ? (
            <Button size="small" hotkey="P" onPress={() => setOpen({ kind: 'paper', row: null })}>
              {t('addPaper')}
            </Button>
          ) : null
        }
      >
        <LineTable
          label={t('paperKinds')}
          rows={data?.papers ?? []}
          rowKey={(row) => row.id}
          columns={[
            { id: 'code', header: t('code'), cell: (row) => row.code },
            { id: 'name', header: t('nameZh'), cell: (row) => nameOf(row, f.language) },
            { id: 'kind', header: t('kind'), cell: (row) => ts(`paper.${row.kind}`) },
            {
              id: 'review',
              header: t('review'),
              cell: (row) => (row.reviewYears === null ? '—' : t('reviewYears', { n: row.reviewYears })),
            },
            {
              id: 'used',
              header: '',
              cell: (row) => <span className="muted">{t('used', { n: row.used })}</span>,
            },
            {
              id: 'do',
              header: '',
              align: 'end',
              cell: (row) => change(nameOf(row, f.language), { kind: 'paper', row }),
            },
          ]}
        />
      </Section>
    </Dialog>
  );
}

function ToolKindDialog({ row, onClose }: { row: ToolKind | null; onClose: () => void }) {
  const t = useWords('teams');
  const tc = useWords();
  const save = useCommand('staff.saveToolKind');
  const [form, setForm, forget] = useDraft(`tool-kind:${row?.id ?? 'new'}:${row?.version ?? 0}`, {
    code: row?.code ?? '',
    nameZh: row?.nameZh ?? '',
    nameEn: row?.nameEn ?? '',
    everyMilli: milliOf(row?.checkEveryDays),
    safety: row?.safety ?? false,
    retired: row?.retired ?? false,
  });
  const set = (patch: Partial<typeof form>) => setForm((now) => ({ ...now, ...patch }));
  const run = async () => {
    const { everyMilli, ...rest } = form;
    const input = { id: row?.id ?? null, version: row?.version ?? null, ...rest };
    if ((await save.run({ ...input, checkEveryDays: wholeOf(everyMilli) })) === null) return;
    forget();
    onClose();
  };
  return (
    <AskDialog
      title={row === null ? t('addTool') : row.nameZh}
      doIt={tc('save')}
      ready={form.code.trim() !== '' && form.nameZh.trim() !== ''}
      pending={save.pending}
      faultText={save.faultText}
      onClose={onClose}
      onDo={() => void run()}
    >
      <div className="staff-form">
        <TextField
          label={t('code')}
          value={form.code}
          onChange={(code) => set({ code })}
          required
          autoFocus
        />
        <NumberField
          label={t('every')}
          kind="quantity"
          unit={t('dayUnit')}
          value={form.everyMilli}
          onChange={(everyMilli) => set({ everyMilli })}
        />
        <TextField label={t('nameZh')} value={form.nameZh} onChange={(nameZh) => set({ nameZh })} required />
        <TextField label={t('nameEn')} value={form.nameEn} onChange={(nameEn) => set({ nameEn })} />
      </div>
      <Checkbox label={t('safety')} checked={form.safety} onChange={(safety) => set({ safety })} />
      {row === null ? null : (
        <Checkbox label={t('retired')} checked={form.retired} onChange={(retired) => set({ retired })} />
      )}
    </AskDialog>
  );
}

function PaperKindDialog({ row, onClose }: { row: PaperKind | null; onClose: () => void }) {
  const t = useWords('teams');
  const tc = useWords();
  const ts = useWords('staff');
  const save = useCommand('staff.savePaperKind');
  const [form, setForm, forget] = useDraft(`paper-kind:${row?.id ?? 'new'}:${row?.version ?? 0}`, {
    code: row?.code ?? '',
    nameZh: row?.nameZh ?? '',
    nameEn: row?.nameEn ?? '',
    kind: row?.kind ?? ('certificate' as const),
    neededFor: row?.neededFor ?? '',
    yearsMilli: milliOf(row?.reviewYears),
  });
  const set = (patch: Partial<typeof form>) => setForm((now) => ({ ...now, ...patch }));
  const run = async () => {
    const { yearsMilli, ...rest } = form;
    const input = { id: row?.id ?? null, version: row?.version ?? null, ...rest };
    if ((await save.run({ ...input, reviewYears: wholeOf(yearsMilli) })) === null) return;
    forget();
    onClose();
  };
  return (
    <AskDialog
      title={row === null ? t('addPaper') : row.nameZh}
      doIt={tc('save')}
      ready={form.code.trim() !== '' && form.nameZh.trim() !== ''}
      pending={save.pending}
      faultText={save.faultText}
      onClose={onClose}
      onDo={() => void run()}
    >
      <div className="staff-form">
        <TextField
          label={t('code')}
          value={form.code}
          onChange={(code) => set({ code })}
          required
          autoFocus
        />
        <Select
          label={t('kind')}
          value={form.kind}
          onChange={(kind) => set({ kind: kind as PaperKind['kind'] })}
          options={(['certificate', 'training', 'insurance'] as const).map((id) => ({
            id,
            label: ts(`paper.${id}`),
          }))}
        />
        <TextField label={t('nameZh')} value={form.nameZh} onChange={(nameZh) => set({ nameZh })} required />
        <TextField label={t('nameEn')} value={form.nameEn} onChange={(nameEn) => set({ nameEn })} />
        <NumberField
          label={t('review')}
          kind="quantity"
          unit={t('yearUnit')}
          value={form.yearsMilli}
          onChange={(yearsMilli) => set({ yearsMilli })}
        />
        <TextField
          label={t('neededFor')}
          value={form.neededFor}
          onChange={(neededFor) => set({ neededFor })}
        />
      </div>
    </AskDialog>
  );
}
