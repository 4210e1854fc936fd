import { useQuery } from '../lib/query.tsx';
import { useCan } from './session.tsx';

export interface SyncHealth {
  light: 'green' | 'amber' | 'red' | 'grey';
  /** Last good exchange with the slowest platform. */
  atMs: number | null;
  /** Connections that need a person. */
  failing: number;
}

/** State of all platform connections in one light. Grey before the first answer and without connections. */
export function useSyncHealth(): SyncHealth {
  const { data } = useQuery('platforms.list', {}, { keep: true });
  return { light: data?.light ?? 'grey', atMs: data?.oldestOkAt ?? null, failing: data?.failing ?? 0 };
}

/** Counts beside the rail, by feature id; `urgent` ones (something is late) are shown in red. */
export function useRailCounts(): Readonly<Record<string, { count: number; urgent: boolean }>> {
  const mayRead = useCan('orders.read') !== null;
  const { data } = useQuery('orders.queues', {}, { enabled: mayRead, keep: true });
  const of = (name: string) => {
    const queue = data?.queues.find((each) => each.queue === name);
    return { count: queue?.count ?? 0, urgent: (queue?.late ?? 0) > 0 };
  };
  return { orders: of('intake'), dispatch: of('dispatch') };
}
