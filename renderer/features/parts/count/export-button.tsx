import { useEffect, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { saveBlob } from '../../../lib/blobs.ts';
import { faultText } from '../../../lib/faults.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useJobResult } from '../../../lib/use-job.ts';
import { Button, ErrorLine, toast } from '../../../ui/index.ts';

/** 盘点表 on paper and as a spreadsheet: the file is made in the background and saved when it is ready. */
export function ExportButton({ countId }: { countId: string }) {
  const t = useWords('stocktake');
  const { language } = useFormat();
  const start = useCommand('parts.countExport');
  const print = useCommand('paper.print');
  const [jobId, setJobId] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const job = useJobResult<{ name: string }>(jobId);
  const ready = job.result !== null && jobId !== null ? jobId : null;
  useEffect(() => {
    if (ready === null) return;
    setJobId(null);
    api
      .call('parts.countTicket', { jobId: ready })
      .then(async ({ ticket, name }) => {
        await saveBlob(ticket, name);
        toast.note(t('exported', { name }));
      })
      .catch((error: unknown) => setFault(faultText(error)));
  }, [ready, t]);
  return (
    <>
      <Button
        hotkey="P"
        pending={print.pending}
        onPress={() =>
          void print.run({ kind: 'count_sheet', ids: [countId] }).then((jobs) => {
            if (jobs) toast.note(t('printed'));
          })
        }
      >
        {t('print')}
      </Button>
      <Button
        hotkey="X"
        pending={start.pending || (jobId !== null && job.faultText === null)}
        onPress={() => {
          setFault(null);
          void start
            .run({ countId, language: language === 'en' ? 'en' : 'zh' })
            .then((done) => done && setJobId(done.jobId));
        }}
      >
        {t('export')}
      </Button>
      <ErrorLine text={fault ?? job.faultText ?? start.faultText ?? print.faultText} />
    </>
  );
}
