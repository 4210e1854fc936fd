import { Download } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { saveBlob } from '../../lib/blobs.ts';
import { faultText } from '../../lib/faults.ts';
import { useFormat } from '../../lib/use-format.ts';
import { useJobResult } from '../../lib/use-job.ts';
import { Button, Dialog, ErrorLine } from '../../ui/index.ts';
import { PickList } from './pick-list.tsx';

/** Writes the chosen rows as they are shown into a file; the work runs in the host, the file is saved when it is ready. */
export function ExportDialog(props: {
  count: number;
  snapshotId: string;
  ranges: readonly (readonly [number, number])[];
  columns: readonly string[];
  onClose: () => void;
}) {
  const t = useWords('listing');
  const { language } = useFormat();
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [jobId, setJobId] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const job = useJobResult<{ name: string }>(jobId);
  const attempt = async (act: () => Promise<unknown>) => {
    setFault(null);
    try {
      await act();
    } catch (error) {
      setFault(faultText(error));
    }
  };
  const start = () =>
    attempt(async () => {
      const answer = await api.call('orders.export', {
        snapshotId: props.snapshotId,
        ranges: props.ranges.map(([from, to]) => [from, to] as [number, number]),
        columns: [...props.columns],
        format,
        language: language === 'en' ? 'en' : 'zh',
      });
      setJobId(answer.jobId);
    });
  const save = () =>
    attempt(async () => {
      const { ticket, name } = await api.call('orders.exportTicket', { jobId: jobId ?? '' });
      await saveBlob(ticket, name);
    });
  return (
    <Dialog
      title={t('bulk.exportTitle', { n: props.count })}
      open
      onClose={props.onClose}
      actions={
        <>
          <Button variant="quiet" onPress={props.onClose}>
            {t('ui:close')}
          </Button>
          {job.result ? (
            <Button
              variant="primary"
              hotkey="Enter"
              icon={<Download size={14} />}
              onPress={() => void save()}
            >
              {t('bulk.exportSave')}
            </Button>
          ) : (
            <Button
              variant="primary"
              hotkey="Enter"
              pending={jobId !== null && job.faultText === null}
              onPress={() => void start()}
            >
              {t('bulk.exportGo')}
            </Button>
          )}
        </>
      }
    >
      <p>{t('bulk.exportText')}</p>
      {job.result ? (
        <p role="status">{t('bulk.exported', { name: job.result.name })}</p>
      ) : jobId !== null && job.faultText === null ? (
        <p role="status">{t('bulk.exporting', { percent: job.percent ?? 0 })}</p>
      ) : (
        <PickList
          label={t('bulk.export')}
          value={format}
          onPick={(id) => setFormat(id as 'xlsx' | 'csv')}
          picks={[
            { id: 'xlsx', label: t('bulk.exportXlsx') },
            { id: 'csv', label: t('bulk.exportCsv') },
          ]}
        />
      )}
      <ErrorLine text={fault ?? job.faultText} />
    </Dialog>
  );
}
