import { useWords } from '../i18n/index.ts';
import { ApiFault, faultText } from '../lib/faults.ts';
import { useCommand, useQuery } from '../lib/query.tsx';
import { TaskTray, type TrayJob } from '../ui/task-tray.tsx';

const states: Record<string, TrayJob['state']> = { queued: 'waiting', interrupted: 'failed' };

/** The task tray over `jobs.list`. Words of kinds: common `job.<kind>`. */
export function Tray() {
  const t = useWords();
  const jobs = useQuery('jobs.list', { active: false, limit: 12 }, { tables: ['job'] });
  const cancel = useCommand('jobs.cancel');
  const shown = (jobs.data?.jobs ?? []).map((job) => {
    const key = `job.${job.kind}`;
    const word = t(key);
    return {
      id: job.id,
      title: word === key ? t('job.other') : word,
      state: states[job.state] ?? (job.state as TrayJob['state']),
      done: job.progressMilli ?? 0,
      total: job.progressMilli === null ? 0 : 1000,
      result: job.fault
        ? faultText(new ApiFault(job.fault.code, job.fault.params as ApiFault['params']))
        : undefined,
    };
  });
  return <TaskTray jobs={shown} onCancel={(id) => void cancel.run({ id })} />;
}
