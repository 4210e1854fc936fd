import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useCopyKind } from '../../lib/use-copy-kind.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Button, Card, DateText, ErrorLine, LineTable, StatePill } from '../../ui/index.ts';
import { RestoreDialog } from './restore-dialog.tsx';
import { RestoredCard } from './restored-card.tsx';

interface CheckResult {
  ok: boolean;
  pages: string;
  laws: { law: string; ok: boolean; detail: string; checked: number }[];
}

/** Checked copies with their age, one made now, and the check of the whole store. */
export function BackupsView() {
  return (
    <>
      <RestoredCard />
      <div className="ui-grid ui-grid-2">
        <Copies />
        <Check />
      </div>
    </>
  );
}

function Copies() {
  const t = useWords('outlet');
  const f = useFormat();
  const copyKind = useCopyKind();
  const { data } = useQuery('outlet.backups', {});
  const copy = useCommand('outlet.backupNow');
  const [chosen, setChosen] = useState<string | null>(null);
  const last = data?.lastGoodAt ?? null;
  return (
    <Card
      title={t('section.copies')}
      aside={
        <Button variant="primary" hotkey="B" pending={copy.pending} onPress={() => void copy.run({})}>
          {t('copies.now')}
        </Button>
      }
    >
      <ErrorLine text={copy.faultText} />
      <p>{last === null ? t('copies.none') : t('copies.last', { when: f.ago(last) })}</p>
      {(data?.copies.length ?? 0) > 0 ? (
        <LineTable
          label={t('section.copies')}
          rows={data?.copies ?? []}
          rowKey={(row) => row.name}
          columns={[
            {
              id: 'name',
              header: t('copies.name'),
              cell: (row) => <span title={row.name}>{copyKind(row.name)}</span>,
            },
            {
              id: 'size',
              header: t('copies.size'),
              align: 'end',
              cell: (row) => `${(row.bytes / 1_048_576).toFixed(1)} MB`,
            },
            { id: 'at', header: t('copies.at'), cell: (row) => <DateText atMs={row.madeAt} time="always" /> },
            {
              id: 'do',
              header: t('restore.title'),
              cell: (row) => (
                <Button size="small" onPress={() => setChosen(row.name)}>
                  {t('restore.open')}
                </Button>
              ),
            },
          ]}
        />
      ) : null}
      <p className="muted">{t('copies.folder', { folder: data?.folder ?? '' })}</p>
      {chosen === null ? null : <RestoreDialog name={chosen} onClose={() => setChosen(null)} />}
    </Card>
  );
}

function Check() {
  const t = useWords('outlet');
  const check = useCommand('outlet.checkStore');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useQuery('jobs.get', { id: jobId ?? '-' }, { enabled: jobId !== null });
  const result = job.data?.state === 'done' ? (job.data.result as unknown as CheckResult) : null;
  const running = job.data !== undefined && (job.data.state === 'running' || job.data.state === 'queued');
  const run = async () => {
    const started = await check.run({});
    if (started) setJobId(started.jobId);
  };
  return (
    <Card
      title={t('section.check')}
      aside={
        <Button hotkey="C" pending={check.pending || running} onPress={() => void run()}>
          {t('check.run')}
        </Button>
      }
    >
      <p>{t('check.text')}</p>
      <ErrorLine
        text={
          check.faultText ??
          (job.data?.fault
            ? faultText(new ApiFault(job.data.fault.code, job.data.fault.params as ApiFault['params']))
            : null)
        }
      />
      {running ? <p className="muted">{t('check.running')}</p> : null}
      {result ? (
        <>
          <StatePill tone={result.ok ? 'green' : 'red'} label={t(result.ok ? 'check.ok' : 'check.bad')} />
          <LineTable
            label={t('section.check')}
            rows={[{ law: '', ok: result.pages === 'ok', detail: result.pages, checked: 0 }, ...result.laws]}
            rowKey={(row) => row.law}
            columns={[
              {
                id: 'law',
                header: t('copies.name'),
                cell: (row) => (row.law === '' ? t('check.pages') : t(`law.${row.law}`)),
              },
              {
                id: 'ok',
                header: t('check.ok'),
                cell: (row) => (
                  <StatePill tone={row.ok ? 'green' : 'red'} label={row.ok ? t('check.ok') : row.detail} />
                ),
              },
              {
                id: 'rows',
                header: '',
                align: 'end',
                cell: (row) => (row.checked > 0 ? t('check.rows', { n: row.checked }) : ''),
              },
            ]}
          />
        </>
      ) : null}
    </Card>
  );
}
