import { useEffect, useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { ApiFault, faultText } from './faults.ts';
import { useQuery } from './query.tsx';

/** Waits for a job: its progress, then its result or the sentence of what stopped it. */
export function useJobResult<T>(jobId: string | null): {
  result: T | null;
  faultText: string | null;
  percent: number | null;
  running: boolean;
} {
  const t = useWords('ui');
  const { data } = useQuery('jobs.get', { id: jobId ?? '' }, { enabled: jobId !== null, refetchMs: 500 });
  const [last, setLast] = useState<{ id: string; result: T | null; fault: string | null }>({
    id: '',
    result: null,
    fault: null,
  });
  useEffect(() => {
    if (!data || data.id !== jobId || data.id === last.id) return;
    if (data.state === 'done') setLast({ id: data.id, result: data.result as T, fault: null });
    else if (data.state === 'failed' || data.state === 'interrupted') {
      const fault = data.fault ? new ApiFault(data.fault.code, data.fault.params as never) : null;
      setLast({ id: data.id, result: null, fault: faultText(fault) });
    } else if (data.state === 'cancelled') {
      setLast({ id: data.id, result: null, fault: t('tasks.cancelled') });
    }
  }, [data, jobId, last.id, t]);
  const mine = data?.id === jobId && jobId !== null ? data : null;
  return {
    result: jobId !== null && last.id === jobId ? last.result : null,
    faultText: jobId !== null && last.id === jobId ? last.fault : null,
    percent: mine?.progressMilli == null ? null : Math.round(mine.progressMilli / 10),
    running: mine !== null && (mine.state === 'running' || mine.state === 'queued'),
  };
}
