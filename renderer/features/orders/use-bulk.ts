import { useCallback, useState } from 'react';
import type { InputOf, OutputOf } from '../../../preload/contract/index.ts';
import { api } from '../../lib/api.ts';
import { faultText } from '../../lib/faults.ts';
import { queryClient } from '../../lib/query.tsx';
import { useJobResult } from '../../lib/use-job.ts';
import { rangesOf } from './use-orders-list.ts';

export type BulkInput = Omit<InputOf<'orders.bulk'>, 'snapshotId' | 'ranges'>;
export type BulkResult = OutputOf<'orders.bulkResult'>;

/** Orders that were left as they were, with every reason and how many it kept back. */
export type LeftOnes = Pick<BulkResult, 'left' | 'leftCount' | 'reasons'>;

/** How far the way back is; `left` are those that had to stay as they are. */
export interface UndoneState extends LeftOnes {
  running: boolean;
  percent: number;
  done: number;
}

export interface BulkState {
  /** What is being done, in words. */
  label: string;
  running: boolean;
  percent: number;
  result: BulkResult | null;
  undone: UndoneState | null;
  fault: string | null;
}

interface Started {
  id: string | null;
  label: string;
  fault: string | null;
}

export interface BulkWork {
  state: BulkState | null;
  run: (label: string, selected: ReadonlySet<number>, input: BulkInput) => Promise<void>;
  stop: () => void;
  undo: () => Promise<void>;
  clear: () => void;
}

/** One job over the chosen rows: it runs on in the host whatever screen is shown, the last one's result stays here. */
export function useBulk(snapshotId: string): BulkWork {
  const [job, setJob] = useState<Started | null>(null);
  const [undone, setUndone] = useState<UndoneState | null>(null);
  const followed = useJobResult<BulkResult>(job?.id ?? null);
  const run = useCallback(
    async (label: string, selected: ReadonlySet<number>, input: BulkInput) => {
      setUndone(null);
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
  const batchIds = followed.result?.batchIds ?? [];
  /** The last batch first: a later step may stand on an earlier one. */
  const undo = async () => {
    if (undone !== null || batchIds.length === 0) return;
    let sofar: UndoneState = { running: true, percent: 0, done: 0, left: [], leftCount: 0, reasons: [] };
    setUndone(sofar);
    try {
      for (const [at, batchId] of batchIds.toReversed().entries()) {
        const { orders, left } = await api.call('orders.undo', { batchId });
        const percent = Math.round(((at + 1) * 100) / batchIds.length);
        sofar = { ...withLeft(sofar, left), done: sofar.done + orders.length, percent };
        setUndone(sofar);
      }
    } catch (error) {
      setJob((old) => old && { ...old, fault: faultText(error) });
    }
    setUndone({ ...sofar, running: false });
    await queryClient.invalidateQueries({
      predicate: (query) => /^(orders|dispatch)\./.test(String(query.queryKey[0])),
    });
  };
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
            undone,
            fault,
          },
    run,
    stop: () => {
      if (job?.id) void api.call('jobs.cancel', { id: job.id }).catch(() => undefined);
    },
    undo,
    clear: useCallback(() => setJob(null), []),
  };
}

function withLeft(sofar: UndoneState, rows: OutputOf<'orders.undo'>['left']): UndoneState {
  const reasons = [...sofar.reasons];
  const left = [...sofar.left];
  for (const row of rows) {
    let reason = reasons.findIndex(({ code }) => code === row.code);
    if (reason < 0) reason = reasons.push({ code: row.code, params: row.params, count: 0 }) - 1;
    const counted = reasons[reason];
    if (counted) reasons[reason] = { ...counted, count: counted.count + 1 };
    left.push({ ...row, reason });
  }
  return { ...sofar, left, reasons, leftCount: sofar.leftCount + rows.length };
}
