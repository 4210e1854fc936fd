import { useCallback, useState } from 'react';
import type { InputOf, OutputOf } from '../../../preload/contract/index.ts';
import { api } from '../../lib/api.ts';
import { faultText } from '../../lib/faults.ts';
import { useJobResult } from '../../lib/use-job.ts';
import { rangesOf } from './use-orders-list.ts';

export type BulkInput = Omit<InputOf<'orders.bulk'>, 'snapshotId' | 'ranges'>;
export type BulkResult = OutputOf<'orders.bulkResult'>;

export interface BulkState {
  /** What is being done, in words. */
  label: string;
  running: boolean;
  percent: number;
  result: BulkResult | null;
  fault: string | null;
}

/** One job over the chosen rows: it runs on in the host whatever screen is shown, the last one's result stays here. */
export function useBulk(snapshotId: string): {
  state: BulkState | null;
  run: (label: string, selected: ReadonlySet<number>, input: BulkInput) => Promise<void>;
  stop: () => void;
  clear: () => void;
} {
  const [job, setJob] = useState<{ id: string | null; label: string; fault: string | null } | null>(null);
  const followed = useJobResult<BulkResult>(job?.id ?? null);
  const run = useCallback(
    async (label: string, selected: ReadonlySet<number>, input: BulkInput) => {
      setJob({ id: null, label, fault: null });
      try {
        const { jobId } = await api.call('orders.bulk', { ...input, snapshotId, ranges: rangesOf(selected) });
        setJob({ id: jobId, label, fault: null });
      } catch (error) {
        setJob({ id: null, label, fault: faultText(error) });
      }
    },
    [snapshotId],
  );
  const fault = job === null ? null : (job.fault ?? followed.faultText);
  return {
    state:
      job === null
        ? null
        : {
            label: job.label,
            running: fault === null && followed.result === null,
            percent: followed.percent ?? 0,
            result: followed.result,
            fault,
          },
    run,
    stop: () => {
      if (job?.id) void api.call('jobs.cancel', { id: job.id }).catch(() => undefined);
    },
    clear: useCallback(() => setJob(null), []),
  };
}
