import { useCallback } from 'react';
import { useQuery } from '../../lib/query.tsx';

/** How many orders stand in some queues; undefined until the first answer. */
export function useQueueCounts(): (queues: readonly string[]) => number | undefined {
  const { data } = useQuery('orders.queues', {}, { keep: true });
  return useCallback(
    (queues) => data?.queues.reduce((sum, row) => sum + (queues.includes(row.queue) ? row.count : 0), 0),
    [data],
  );
}
