import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { usePersonName } from '../../lib/use-person-name.ts';
import { useFormat } from '../../lib/use-format.ts';
import {
  Banner,
  Button,
  DateText,
  EmptyState,
  ErrorLine,
  LineTable,
  Segments,
  Select,
  Skeleton,
  StatePill,
} from '../../ui/index.ts';
import { DayDialog } from './day-dialog.tsx';
import { PaperPage } from './page.tsx';
import { BrowserPrint } from './browser-print.tsx';
import { PreviewDialog } from './preview.tsx';

type Job = OutputOf<'paper.jobs'>['rows'][number];
/** A paper handed to this window to print. */
type Given = OutputOf<'paper.printHere'>;
type Filter = 'all' | 'waiting' | 'trouble' | 'failed' | 'unknown' | 'sent';
const states: Record<Filter, Job['state'][]> = {
  all: [],
  waiting: ['queued', 'sending'],
  trouble: ['failed', 'unknown'],
  failed: ['failed'],
  unknown: ['unknown'],
  sent: ['sent'],
};
const looks = {
  queued: { tone: 'blue', shape: 'ring' },
  sending: { tone: 'blue', shape: 'half' },
  sent: { tone: 'green', shape: 'check' },
  failed: { tone: 'amber', shape: 'ring' },
  unknown: { tone: 'red', shape: 'diamond' },
  cancelled: { tone: 'grey', shape: 'cross' },
} as const;

/** Papers on one page of the list. */
const pageSize = 100;
const everyPrinter = 'all';

/** What waits, what came out, and what a person must look at. */
export function QueueView() {
  const t = useWords('paper');
  const [asked] = useSearchParams();
  const [filter, setFilter] = useState<Filter>(asked.get('show') === 'trouble' ? 'trouble' : 'all');
  const [preview, setPreview] = useState<Job | null>(null);
  const [given, setGiven] = useState<Given | null>(null);
  const [printer, setPrinter] = useState(everyPrinter);
  const [page, setPage] = useState(0);
  const [printsDay, setPrintsDay] = useState(false);
  const tp = useWords('paperprinters');
  const printers = useQuery('paper.printers', { retired: true }, { keep: true, tables: ['printer'] });
  const show = (next: Filter) => {
    setFilter(next);
    setPage(0);
  };
  const { data, loading, faultText } = useQuery(
    'paper.jobs',
    {
      states: states[filter],
      printerId: printer === everyPrinter ? null : printer,
      limit: pageSize,
      offset: page * pageSize,
    },
    { keep: true },
  );
  const unknown = data?.counts.unknown ?? 0;
  const count = (of: Filter) =>
    of === 'all' ? undefined : states[of].reduce((sum, state) => sum + (data?.counts[state] ?? 0), 0);
  return (
    <PaperPage
      view="queue"
      actions={
        <Button variant="primary" hotkey="D" onPress={() => setPrintsDay(true)}>
          {tp('day.open')}
        </Button>
      }
    >
      <div className="pap-stack">
        {unknown > 0 ? (
          <Banner
            tone="red"
            text={t('askPerson', { n: unknown })}
            action={
              filter === 'unknown' ? undefined : (
                <Button size="small" onPress={() => show('unknown')}>
                  {t('filter.unknown')}
                </Button>
              )
            }
          />
        ) : null}
        <div className="pap-bar">
          <div className="pap-filter">
            <Segments
              label={t('status')}
              value={filter}
              onChange={(id) => show(id as Filter)}
              tabs={(Object.keys(states) as Filter[]).map((id) => ({
                id,
                label: t(`filter.${id}`),
                count: count(id),
              }))}
            />
          </div>
          <Select
            label={t('printer')}
            value={printer}
            onChange={(id) => {
              setPrinter(id ?? everyPrinter);
              setPage(0);
            }}
            options={[
              { id: everyPrinter, label: tp('allPrinters') },
              ...(printers.data?.printers ?? []).map(({ id, name }) => ({ id, label: name })),
            ]}
          />
          {page > 0 ? (
            <Button size="small" hotkey="[" onPress={() => setPage(page - 1)}>
              {tp('newer')}
            </Button>
          ) : null}
          {(page + 1) * pageSize < (data?.total ?? 0) ? (
            <Button size="small" hotkey="]" onPress={() => setPage(page + 1)}>
              {tp('older')}
            </Button>
          ) : null}
        </div>
        <ErrorLine text={faultText} />
        {loading ? <Skeleton lines={8} /> : null}
        {data && data.rows.length === 0 ? (
          <EmptyState title={t('emptyQueue')} text={t('emptyQueueText')} />
        ) : null}
        {data && data.rows.length > 0 ? (
          <JobTable rows={data.rows} onPreview={setPreview} onGiven={setGiven} />
        ) : null}
      </div>
      {given ? <BrowserPrint given={given} onClose={() => setGiven(null)} /> : null}
      {printsDay ? <DayDialog onClose={() => setPrintsDay(false)} /> : null}
      {preview ? (
        <PreviewDialog kind={preview.kind} id={preview.documentId} onClose={() => setPreview(null)} />
      ) : null}
    </PaperPage>
  );
}

function JobTable({
  rows,
  onPreview,
  onGiven,
}: {
  rows: readonly Job[];
  onPreview: (job: Job) => void;
  onGiven: (given: Given) => void;
}) {
  const t = useWords('paper');
  const personName = usePersonName();
  return (
    <div className="pap-card">
      <LineTable
        label={t('tab.queue')}
        rows={rows}
        rowKey={(job) => job.id}
        columns={[
          {
            id: 'state',
            header: t('status'),
            cell: (job) => (
              <StatePill
                tone={looks[job.state].tone}
                shape={looks[job.state].shape}
                label={t(`state.${job.state}`)}
              />
            ),
          },
          {
            id: 'document',
            header: t('document'),
            cell: (job) => (
              <>
                {t(`kind.${job.kind}`)} <span className="pap-quiet">{t('copy', { n: job.copyNo })}</span>
              </>
            ),
          },
          {
            id: 'number',
            header: t('number'),
            cell: (job) => <span className="pap-number">{job.documentNumber}</span>,
          },
          {
            id: 'order',
            header: t('order'),
            cell: (job) => <span className="pap-number">{job.orderNumber ?? '–'}</span>,
          },
          {
            id: 'printer',
            header: t('printer'),
            cell: (job) => <span className="pap-nowrap">{job.printerName ?? '–'}</span>,
          },
          {
            id: 'by',
            header: t('by'),
            cell: (job) => <span className="pap-nowrap">{personName(job.staffName) || '–'}</span>,
          },
          {
            id: 'at',
            header: t('at'),
            cell: (job) => (
              <span className="pap-nowrap">
                <DateText atMs={job.at} time="always" />
              </span>
            ),
          },
          { id: 'why', header: '', cell: (job) => <Why job={job} /> },
          {
            id: 'do',
            header: '',
            align: 'end',
            cell: (job) => <JobActions job={job} onPreview={() => onPreview(job)} onGiven={onGiven} />,
          },
        ]}
      />
    </div>
  );
}

function Why({ job }: { job: Job }) {
  const t = useWords('paper');
  const f = useFormat();
  if (job.state === 'sent') return job.confirmed ? null : <span className="pap-quiet">{t('sentOnly')}</span>;
  if (job.fault === null) return null;
  return (
    <span className="pap-why">
      {faultText(new ApiFault(job.fault.code, job.fault.params))}
      {job.retryAt === null ? '' : ` ${t('retryAt', { time: f.time(job.retryAt) })}`}
    </span>
  );
}

function JobActions({
  job,
  onPreview,
  onGiven,
}: {
  job: Job;
  onPreview: () => void;
  onGiven: (given: Given) => void;
}) {
  const t = useWords('paper');
  const tp = useWords('paperprinters');
  const tf = useWords('paperforms');
  const again = useCommand('paper.printAgain');
  const out = useCommand('paper.cameOut');
  const cancel = useCommand('paper.cancel');
  const reprint = useCommand('paper.reprint');
  const here = useCommand('paper.printHere');
  const target = { jobId: job.id, version: job.version };
  const fault = again.faultText ?? out.faultText ?? cancel.faultText ?? reprint.faultText ?? here.faultText;
  return (
    <span className="pap-actions">
      {job.state === 'unknown' ? (
        <Button size="small" variant="primary" pending={out.pending} onPress={() => void out.run(target)}>
          {t('cameOut')}
        </Button>
      ) : null}
      {job.state === 'unknown' || job.state === 'failed' ? (
        <Button size="small" pending={again.pending} onPress={() => void again.run(target)}>
          {t('again')}
        </Button>
      ) : null}
      {job.state === 'failed' && job.kind !== 'calibration' ? (
        <Button
          size="small"
          variant="quiet"
          pending={here.pending}
          onPress={async () => {
            const given = await here.run(target);
            if (given !== null) onGiven(given);
          }}
        >
          {tf('here')}
        </Button>
      ) : null}
      {job.state === 'sent' || job.state === 'cancelled' ? null : (
        <Button size="small" variant="quiet" pending={cancel.pending} onPress={() => void cancel.run(target)}>
          {job.state === 'sending' ? tp('stop') : t('cancel')}
        </Button>
      )}
      {job.state === 'sent' || job.state === 'cancelled' ? (
        <Button
          size="small"
          variant="quiet"
          pending={reprint.pending}
          onPress={() => void reprint.run({ jobId: job.id })}
        >
          {t('reprint')}
        </Button>
      ) : null}
      {job.kind === 'calibration' ? null : (
        <Button size="small" variant="quiet" onPress={onPreview}>
          {t('preview')}
        </Button>
      )}
      <ErrorLine text={fault} />
    </span>
  );
}
