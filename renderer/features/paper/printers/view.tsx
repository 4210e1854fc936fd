import { useEffect, useState } from 'react';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { AgoText, Button, EmptyState, ErrorLine, LineTable, Skeleton } from '../../../ui/index.ts';
import { PaperPage } from '../page.tsx';
import { freshPrinter, type PrinterDraft, PrinterDialog } from './printer-dialog.tsx';
import { PrinterState } from './printer-state.tsx';
import { Routes } from './routes.tsx';

const askEveryMs = 20_000;

/** Printers with what they were last seen like, and which document goes where. */
export function PrintersView() {
  const t = useWords('paperprinters');
  const tp = useWords('paper');
  const may = useCan('printers.write') !== null;
  const [draft, setDraft] = useState<PrinterDraft | null>(null);
  const { data, loading, faultText } = useQuery(
    'paper.printers',
    {},
    { keep: true, tables: ['printer', 'printer_status', 'print_route', 'print_job', 'desk'] },
  );
  const test = useCommand('paper.testPrinter');
  const check = useCommand('paper.checkPrinters');
  const { run: ask } = check;
  // While somebody looks at them they are asked again and again: a roll is changed in half a minute.
  useEffect(() => {
    void ask({});
    const timer = setInterval(() => void ask({}), askEveryMs);
    return () => clearInterval(timer);
  }, [ask]);
  return (
    <PaperPage
      view="printers"
      actions={
        <>
          <Button hotkey="R" pending={check.pending} onPress={() => void ask({})}>
            {t('check')}
          </Button>
          {may ? (
            <Button variant="primary" hotkey="N" onPress={() => setDraft(freshPrinter)}>
              {t('addPrinter')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="pap-stack">
        <ErrorLine text={faultText ?? test.faultText ?? check.faultText} />
        {loading ? <Skeleton lines={6} /> : null}
        {data && data.printers.length === 0 ? (
          <EmptyState title={t('emptyPrinters')} text={t('emptyPrintersText')} />
        ) : null}
        {data && data.printers.length > 0 ? (
          <div className="pap-card">
            <LineTable
              label={tp('tab.printers')}
              rows={data.printers}
              rowKey={(row) => row.id}
              columns={[
                { id: 'name', header: t('name'), cell: (row) => <strong>{row.name}</strong> },
                { id: 'state', header: tp('status'), cell: (row) => <PrinterState printer={row} /> },
                { id: 'kind', header: t('type'), cell: (row) => t(`types.${row.kind}`) },
                {
                  id: 'target',
                  header: t('target'),
                  cell: (row) => <span className="pap-number">{row.target}</span>,
                },
                { id: 'paper', header: tp('paperSize'), cell: (row) => tp(`papers.${row.paper}`) },
                {
                  id: 'waiting',
                  header: '',
                  cell: (row) => (row.waiting > 0 ? t('waitingJobs', { n: row.waiting }) : ''),
                },
                { id: 'at', header: tp('at'), cell: (row) => <AgoText atMs={row.stateAt} /> },
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
