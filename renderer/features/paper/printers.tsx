import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import {
  AgoText,
  Button,
  Dialog,
  EmptyState,
  ErrorLine,
  LineTable,
  Section,
  Select,
  Skeleton,
  StatePill,
  TextField,
} from '../../ui/index.ts';
import { PaperPage } from './page.tsx';

type Printer = OutputOf<'paper.printers'>['printers'][number];
type Draft = Omit<InputOf<'paper.savePrinter'>, 'version'> & { version: number | null };
const paperIds = [
  'roll80',
  'roll58',
  'a5',
  'a4',
  'fanfold140',
  'fanfold93',
  'fanfold280',
  'label60x40',
] as const;
const kinds = ['tcp', 'file', 'device', 'system'] as const;
const fresh: Draft = {
  id: null,
  version: null,
  name: '',
  kind: 'tcp',
  target: '',
  paper: 'roll80',
  chinese: 'gb18030',
};

/** Printers with what they were last seen like, and which document goes where. */
export function PrintersView() {
  const t = useWords('paper');
  const may = useCan('printers.write') !== null;
  const [draft, setDraft] = useState<Draft | null>(null);
  const { data, loading, faultText } = useQuery(
    'paper.printers',
    {},
    { keep: true, tables: ['printer', 'print_route', 'print_job', 'desk'] },
  );
  const test = useCommand('paper.testPrinter');
  return (
    <PaperPage
      view="printers"
      actions={
        may ? (
          <Button variant="primary" hotkey="N" onPress={() => setDraft(fresh)}>
            {t('addPrinter')}
          </Button>
        ) : null
      }
    >
      <div className="pap-stack">
        <ErrorLine text={faultText ?? test.faultText} />
        {loading ? <Skeleton lines={6} /> : null}
        {data && data.printers.length === 0 ? (
          <EmptyState title={t('emptyPrinters')} text={t('emptyPrintersText')} />
        ) : null}
        {data && data.printers.length > 0 ? (
          <div className="pap-card">
            <LineTable
              label={t('tab.printers')}
              rows={data.printers}
              rowKey={(row) => row.id}
              columns={[
                { id: 'name', header: t('name'), cell: (row) => <strong>{row.name}</strong> },
                { id: 'state', header: t('status'), cell: (row) => <PrinterState printer={row} /> },
                { id: 'kind', header: t('type'), cell: (row) => t(`types.${row.kind}`) },
                {
                  id: 'target',
                  header: t('target'),
                  cell: (row) => <span className="pap-number">{row.target}</span>,
                },
                { id: 'paper', header: t('paperSize'), cell: (row) => t(`papers.${row.paper}`) },
                {
                  id: 'waiting',
                  header: '',
                  cell: (row) => (row.waiting > 0 ? t('waitingJobs', { n: row.waiting }) : ''),
                },
                { id: 'at', header: t('at'), cell: (row) => <AgoText atMs={row.stateAt} /> },
                {
                  id: 'do',
                  header: '',
                  align: 'end',
                  cell: (row) => (
                    <span className="pap-actions">
                      <Button size="small" onPress={() => void test.run({ printerId: row.id })}>
                        {t('test')}
                      </Button>
                      {may ? (
                        <Button
                          size="small"
                          variant="quiet"
                          onPress={() =>
                            setDraft({
                              id: row.id,
                              version: row.version,
                              name: row.name,
                              kind: row.kind,
                              target: row.target,
                              paper: row.paper,
                              chinese: row.chinese,
                              deskId: row.deskId,
                            })
                          }
                        >
                          {t('editPrinter')}
                        </Button>
                      ) : null}
                    </span>
                  ),
                },
              ]}
            />
          </div>
        ) : null}
        {data && data.printers.length > 0 ? <Routes data={data} may={may} /> : null}
      </div>
      {draft ? <PrinterDialog draft={draft} onClose={() => setDraft(null)} /> : null}
    </PaperPage>
  );
}

function PrinterState({ printer }: { printer: Printer }) {
  const t = useWords('paper');
  if (printer.state === 'ready' || printer.state === 'unknown')
    return (
      <StatePill
        tone={printer.state === 'ready' ? 'green' : 'grey'}
        shape={printer.state === 'ready' ? 'check' : 'ring'}
        label={t(`printerState.${printer.state}`)}
      />
    );
  return (
    <StatePill
      tone={printer.state === 'printer_interrupted' ? 'red' : 'amber'}
      shape="warn"
      label={t(`printerState.${printer.state}`)}
    />
  );
}

function Routes({ data, may }: { data: OutputOf<'paper.printers'>; may: boolean }) {
  const t = useWords('paper');
  const save = useCommand('paper.saveRoute');
  const general = (kind: string) =>
    data.routes.find((route) => route.kind === kind && route.deskId === null && route.staffId === null);
  return (
    <Section title={t('routes')}>
      <div className="pap-routes">
        {data.kinds
          .filter((one) => one.kind !== 'calibration')
          .map((one) => (
            <Select
              key={one.kind}
              label={t(`kind.${one.kind}`)}
              value={general(one.kind)?.printerId ?? null}
              disabled={!may}
              onChange={(printerId) => {
                const route = general(one.kind);
                void save.run({
                  id: route?.id ?? null,
                  version: route?.version ?? null,
                  kind: one.kind as InputOf<'paper.saveRoute'>['kind'],
                  printerId,
                });
              }}
              options={data.printers
                .filter(
                  (printer) =>
                    printer.paper.startsWith('roll') || (one.papers as string[]).includes(printer.paper),
                )
                .map((printer) => ({ id: printer.id, label: printer.name }))}
            />
          ))}
      </div>
      <ErrorLine text={save.faultText} />
    </Section>
  );
}

function PrinterDialog({ draft: first, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useWords('paper');
  const [draft, setDraft] = useState(first);
  const save = useCommand('paper.savePrinter');
  const system = useQuery('paper.systemPrinters', {}, { enabled: draft.kind === 'system' });
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const go = async (retired = false) => {
    if (await save.run({ ...draft, retired })) onClose();
  };
  const ready = draft.name.trim() !== '' && draft.target.trim() !== '';
  return (
    <Dialog
      title={t(first.id === null ? 'addPrinter' : 'editPrinter')}
      open
      onClose={onClose}
      actions={
        <>
          {first.id === null ? null : (
            <Button variant="danger" onPress={() => void go(true)}>
              {t('retired')}
            </Button>
          )}
          <Button variant="quiet" onPress={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={!ready}
            pending={save.pending}
            onPress={() => void go()}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="pap-form">
        <TextField
          label={t('name')}
          required
          autoFocus
          value={draft.name}
          onChange={(name) => set({ name })}
        />
        <Select
          label={t('type')}
          value={draft.kind}
          onChange={(kind) => set({ kind: kind as Draft['kind'] })}
          options={kinds.map((id) => ({ id, label: t(`types.${id}`) }))}
        />
        {draft.kind === 'system' && (system.data?.printers.length ?? 0) > 0 ? (
          <Select
            label={t('target')}
            value={draft.target}
            onChange={(target) => set({ target })}
            options={(system.data?.printers ?? []).map((one) => ({ id: one.name, label: one.displayName }))}
          />
        ) : (
          <TextField
            label={t('target')}
            required
            value={draft.target}
            onChange={(target) => set({ target })}
            help={t(`targetHelp.${draft.kind}`)}
          />
        )}
        <Select
          label={t('paperSize')}
          value={draft.paper}
          onChange={(paper) => set({ paper: paper as Draft['paper'] })}
          options={paperIds.map((id) => ({ id, label: t(`papers.${id}`) }))}
        />
        <Select
          label={t('chinese')}
          value={draft.chinese ?? 'gb18030'}
          onChange={(chinese) => set({ chinese: chinese as Draft['chinese'] })}
          options={(['gb18030', 'picture'] as const).map((id) => ({ id, label: t(`chineseKinds.${id}`) }))}
        />
      </div>
      <ErrorLine text={save.faultText} />
    </Dialog>
  );
}
