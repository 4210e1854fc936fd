import { useEffect, useState } from 'react';
import type { InputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { saveBlob } from '../../../lib/blobs.ts';
import { faultText } from '../../../lib/faults.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useJobResult } from '../../../lib/use-job.ts';
import { Button, toast } from '../../../ui/index.ts';

/** The list as it is shown, as a spreadsheet: made in the background, saved when it is ready. */
export function ExportSheet({
  shown,
  onFault,
}: {
  shown: Omit<InputOf<'parts.sheetExport'>, 'language'>;
  onFault: (text: string | null) => void;
}) {
  const t = useWords('partsheet');
  const { language } = useFormat();
  const start = useCommand('parts.sheetExport');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJobResult<{ name: string; rows: number }>(jobId);
  const ready = job.result !== null && jobId !== null ? jobId : null;
  const rows = job.result?.rows ?? 0;
  useEffect(() => {
    onFault(start.faultText ?? job.faultText);
  }, [start.faultText, job.faultText, onFault]);
  useEffect(() => {
    if (ready === null) return;
    setJobId(null);
    api
      .call('parts.sheetTicket', { jobId: ready })
      .then(async ({ ticket, name }) => {
        await saveBlob(ticket, name);
        toast.note(t('exported', { name, rows }));
      })
      .catch((error: unknown) => onFault(faultText(error)));
  }, [ready, rows, t, onFault]);
  return (
    <Button
      hotkey="E"
      pending={start.pending || (jobId !== null && job.faultText === null)}
      onPress={() =>
        void start
          .run({ ...shown, language: language === 'en' ? 'en' : 'zh' })
          .then((done) => done && setJobId(done.jobId))
      }
    >
      {t('export')}
    </Button>
  );
}
