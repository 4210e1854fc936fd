import { useCallback } from 'react';
import type { InputOf } from '../../preload/contract/index.ts';
import { useWords } from '../i18n/index.ts';
import { toast } from '../ui/index.ts';
import { ApiFault } from './faults.ts';
import { useCommand } from './query.tsx';

type PrintInput = InputOf<'paper.print'>;

/**
 * Prints papers of one kind as they are routed, or as asked, and says so. One command takes a hundred; more go in
 * pieces. Answers the jobs; null where a fault stopped it (`faultText`).
 */
export function usePrint() {
  const t = useWords('paper');
  const { run, pending, faultText, clear } = useCommand('paper.print');
  const print = useCallback(
    async (
      kind: PrintInput['kind'],
      ids: readonly string[],
      how: Pick<PrintInput, 'printerId' | 'copies' | 'threeParts'> = {},
    ) => {
      const jobs = [];
      for (let from = 0; from < ids.length; from += 100) {
        const done = await run({ kind, ids: ids.slice(from, from + 100), ...how });
        if (done === null) return null;
        jobs.push(...done.jobs);
      }
      const [first] = jobs;
      if (first)
        toast.note(
          jobs.length === 1
            ? t('queued', { document: t(`kind.${kind}`), number: first.documentNumber })
            : t('queuedMany', { document: t(`kind.${kind}`), n: jobs.length }),
        );
      const worse = jobs.find((job) => job.fellBack !== null)?.fellBack;
      if (worse) toast.fault(new ApiFault('template_fell_back', { document: kind, version: worse.version }));
      return jobs;
    },
    [run, t],
  );
  return { print, pending, faultText, clear };
}
