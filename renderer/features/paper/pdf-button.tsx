import { useEffect, useRef, useState } from 'react';
import type { PaperId, PrintKind } from '../../../domain/paper/kinds.ts';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { saveBlob } from '../../lib/blobs.ts';
import { faultText } from '../../lib/faults.ts';
import { useCommand } from '../../lib/query.tsx';
import { useJobResult } from '../../lib/use-job.ts';
import { Button, ErrorLine } from '../../ui/index.ts';

/** Papers as one PDF, drawn in the background and then saved. */
export function PdfButton(props: { kind: PrintKind; ids: readonly string[]; paper: PaperId }) {
  const t = useWords('paperforms');
  const draw = useCommand('paper.pdf');
  const [jobId, setJobId] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const job = useJobResult<{ name: string }>(jobId);
  const fetched = useRef<string | null>(null);
  useEffect(() => {
    if (jobId === null || job.result === null || fetched.current === jobId) return;
    fetched.current = jobId;
    api
      .call('paper.pdfTicket', { jobId })
      .then(({ ticket, fileName }) => saveBlob(ticket, fileName))
      .catch((error: unknown) => setFault(faultText(error)));
  }, [jobId, job.result]);
  return (
    <>
      <Button
        hotkey="Alt+D"
        pending={draw.pending || job.running}
        onPress={async () => {
          setFault(null);
          const done = await draw.run({ kind: props.kind, ids: [...props.ids], paper: props.paper });
          if (done !== null) setJobId(done.jobId);
        }}
      >
        {t('pdf')}
      </Button>
      <ErrorLine text={fault ?? draw.faultText ?? job.faultText} />
    </>
  );
}
