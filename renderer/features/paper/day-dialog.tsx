import { useState } from 'react';
import { isRoll, papersOf } from '../../../domain/paper/kinds.ts';
import type { FaultCode } from '../../../domain/kernel/fault-codes.ts';
import type { FaultParams } from '../../../domain/kernel/fault.ts';
import { useWords } from '../../i18n/index.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useJobResult } from '../../lib/use-job.ts';
import { Button, Checkbox, DateField, Dialog, ErrorLine, Select } from '../../ui/index.ts';

interface DayResult {
  total: number;
  queued: number;
  left: { number: string; code: FaultCode; params: FaultParams }[];
  stopped: boolean;
}
const routed = 'routed';

/** The slips of a day into the queue in one go, technician by technician. */
export function DayDialog({ onClose }: { onClose: () => void }) {
  const t = useWords('paperprinters');
  const { today } = useFormat();
  const [day, setDay] = useState<string | null>(today);
  const [printer, setPrinter] = useState(routed);
  const [again, setAgain] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const { data } = useQuery('paper.printers', {});
  const start = useCommand('paper.day');
  const stop = useCommand('jobs.cancel');
  const job = useJobResult<DayResult>(jobId);
  const running = jobId !== null && job.result === null && job.faultText === null;
  const usable = (data?.printers ?? []).filter(
    ({ paper }) => isRoll(paper) || papersOf('service_slip').includes(paper),
  );
  const go = async () => {
    const printerId = printer === routed ? null : printer;
    const started = await start.run({ day, printerId, again });
    if (started) setJobId(started.jobId);
  };
  return (
    <Dialog
      title={t('day.title')}
      open
      onClose={onClose}
      actions={
        <>
          {running ? (
            <Button variant="danger" pending={stop.pending} onPress={() => void stop.run({ id: jobId })}>
              {t('day.stop')}
            </Button>
          ) : null}
          <Button variant="quiet" onPress={onClose}>
            {t('ui:close')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={day === null || running}
            pending={start.pending || running}
            onPress={() => void go()}
          >
            {t('day.go')}
          </Button>
        </>
      }
    >
      <div className="pap-form">
        <DateField label={t('day.day')} required value={day} onChange={setDay} />
        <Select
          label={t('day.printer')}
          value={printer}
          onChange={(id) => setPrinter(id ?? routed)}
          options={[
            { id: routed, label: t('day.routed') },
            ...usable.map(({ id, name }) => ({ id, label: name })),
          ]}
        />
        <Checkbox label={t('day.again')} checked={again} onChange={setAgain} />
      </div>
      <div role="status" className="pap-day">
        {running ? <p>{t('day.running', { percent: job.percent ?? 0 })}</p> : null}
        {job.result ? (
          <p>
            {job.result.total === 0
              ? t('day.none')
              : t('day.done', { n: job.result.queued, total: job.result.total })}
          </p>
        ) : null}
        {job.result?.left.slice(0, 5).map((row) => (
          <p key={row.number}>
            <span className="pap-number">{row.number}</span> {faultText(new ApiFault(row.code, row.params))}
          </p>
        ))}
        {(job.result?.left.length ?? 0) > 5 ? (
          <p className="faint">{t('day.more', { n: (job.result?.left.length ?? 0) - 5 })}</p>
        ) : null}
      </div>
      <ErrorLine text={start.faultText ?? stop.faultText ?? job.faultText} />
    </Dialog>
  );
}
