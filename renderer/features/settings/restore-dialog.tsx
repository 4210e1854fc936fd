import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useCopyKind } from '../../lib/use-copy-kind.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Banner, Button, Dialog, ErrorLine, Facts, Segments, Skeleton, TextField } from '../../ui/index.ts';

/** Result of the job `outlet.inspect`. */
interface CopyReport {
  contents: {
    epoch: number;
    lastAt: number | null;
    orders: number;
    lastOrderNumber: string | null;
    waiting: number;
  };
  loss: { commands: number; orders: number; payments: number; told: number; untold: number };
}

/** What a copy holds and what going back costs; the word typed and the PIN given, the outlet opens from it. */
export function RestoreDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useWords('outlet');
  const look = useJob('outlet.inspectCopy');
  const restore = useJob('outlet.restore');
  const [withLog, setWithLog] = useState(true);
  const [typed, setTyped] = useState('');
  const [pin, setPin] = useState('');
  const startLook = look.start;
  useEffect(() => void startLook({ name }), [startLook, name]);
  const report = look.result as CopyReport | null;
  const word = t('restore.word');
  const ready = report !== null && typed.trim().toUpperCase() === word && pin.length >= 4;
  const working = restore.running || restore.done;
  const go = async () => {
    if (!ready || working) return;
    if (!(await restore.start({ name, withLog, pin }))) setPin('');
  };
  return (
    <Dialog
      title={t('restore.title')}
      open
      wide
      onClose={() => {
        if (!working) onClose();
      }}
      actions={
        working ? null : (
          <>
            <Button hint="Escape" onPress={onClose}>
              {t('restore.cancel')}
            </Button>
            <Button variant="primary" hint="Enter" disabled={!ready} onPress={() => void go()}>
              {t('restore.go')}
            </Button>
          </>
        )
      }
    >
      {working ? (
        <div className="settings-form">
          <p role="status">{t('restore.working')}</p>
          <progress aria-label={t('restore.working')} />
        </div>
      ) : (
        <div className="restored-review">
          <ErrorLine text={look.faultText} />
          {look.running ? <p role="status">{t('restore.reading')}</p> : null}
          {report ? <Report name={name} report={report} withLog={withLog} /> : <Skeleton lines={6} />}
          <div className="settings-form">
            <Segments
              label={t('restore.how')}
              value={withLog ? 'log' : 'copy'}
              onChange={(id) => setWithLog(id === 'log')}
              tabs={[
                { id: 'log', label: t('restore.withLog') },
                { id: 'copy', label: t('restore.asCopy') },
              ]}
            />
            <TextField
              label={t('restore.type', { word })}
              value={typed}
              onChange={setTyped}
              autoFocus
              onEnter={() => void go()}
            />
            <TextField
              label={t('recovery.pin')}
              type="password"
              inputMode="numeric"
              value={pin}
              onChange={(text) => setPin(text.replace(/\D/g, ''))}
              onEnter={() => void go()}
              error={restore.faultText}
            />
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Report({ name, report, withLog }: { name: string; report: CopyReport; withLog: boolean }) {
  const t = useWords('outlet');
  const f = useFormat();
  const copyKind = useCopyKind();
  const { contents, loss } = report;
  const nothing = loss.commands === 0;
  return (
    <>
      <Facts
        items={[
          { label: t('copies.name'), value: <span title={name}>{copyKind(name)}</span> },
          {
            label: t('restore.asOf'),
            value: contents.lastAt === null ? '' : f.date(contents.lastAt, 'always'),
          },
          { label: t('restore.orders'), value: contents.orders },
          { label: t('restore.lastNumber'), value: contents.lastOrderNumber ?? '' },
          {
            label: t('restore.since'),
            value: nothing ? t('restore.sinceNone') : t('restore.sinceCounts', { ...loss }),
          },
        ]}
      />
      <Banner
        tone={nothing || withLog ? 'blue' : 'amber'}
        text={t(nothing ? 'restore.same' : withLog ? 'restore.keeps' : 'restore.loses', { ...loss })}
      />
      <p className="muted">{t('restore.then')}</p>
    </>
  );
}

/** Starts a job and follows it to its end. */
function useJob<C extends 'outlet.inspectCopy' | 'outlet.restore'>(channel: C) {
  const command = useCommand(channel);
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useQuery('jobs.get', { id: jobId ?? '-' }, { enabled: jobId !== null, refetchMs: 1_000 });
  const { run } = command;
  const [start] = useState(() => async (input: Parameters<typeof run>[0]) => {
    const started = await run(input);
    if (started) setJobId((started as { jobId: string }).jobId);
    return started !== null;
  });
  const state = jobId === null ? null : (job.data?.state ?? 'running');
  const fault = job.data?.fault;
  return {
    start,
    running: command.pending || state === 'running' || state === 'queued',
    done: state === 'done',
    result: state === 'done' ? (job.data?.result ?? null) : null,
    faultText:
      command.faultText ??
      (jobId !== null && fault
        ? faultText(new ApiFault(fault.code, fault.params as ApiFault['params']))
        : null),
  };
}
