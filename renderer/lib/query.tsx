import {
  keepPreviousData,
  QueryClient,
  QueryClientProvider,
  useMutation,
  useQuery as useServerQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { InputOf, OutputOf } from '../../preload/contract/index.ts';
import { api, type CommandName, newRequestId, type QueryName } from './api.ts';
import { ApiFault, faultText, HostAway } from './faults.ts';
import { concerns } from './query-tables.ts';

/** One client per window. Answers are kept fresh by the change feed, not by timers. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => error instanceof HostAway && count < 3,
      retryDelay: (count) => 500 * 2 ** count,
    },
    mutations: { networkMode: 'always' },
  },
});

interface ChangeMessage {
  kind?: 'change' | 'resync' | 'beat';
  resync?: boolean;
  entities?: Array<{ table?: string; id?: string }>;
}

type TableListener = (tables: ReadonlySet<string> | null) => void;
const tableListeners = new Set<TableListener>();

/** Reads what changed and asks the affected answers again, at most a few times a second. */
export function followChanges(): () => void {
  let tables: Set<string> | null = new Set();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    const changed = tables;
    tables = new Set();
    timer = undefined;
    for (const listener of tableListeners) listener(changed);
    void queryClient.invalidateQueries({
      predicate: (query) =>
        concerns(String(query.queryKey[0]), changed, query.meta?.tables as readonly string[] | undefined),
    });
  };
  const stop = api.onChange((change) => {
    const message = (change ?? {}) as ChangeMessage;
    if (message.kind === 'beat') return;
    if (message.resync || !Array.isArray(message.entities)) tables = null;
    else for (const entity of message.entities) if (tables && entity.table) tables.add(entity.table);
    timer ??= setTimeout(flush, 250);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Calls back after changes in these tables, for lists that show «n changed» instead of reloading. */
export function useTableChanges(tables: readonly string[], onChanged: () => void): void {
  const current = useRef(onChanged);
  current.current = onChanged;
  const key = tables.join(' ');
  useEffect(() => {
    const listener: TableListener = (changed) => {
      if (!changed || key.split(' ').some((table) => changed.has(table))) current.current();
    };
    tableListeners.add(listener);
    return () => {
      tableListeners.delete(listener);
    };
  }, [key]);
}

export interface QueryOptions {
  enabled?: boolean;
  /** Keeps the last answer on screen while the next one comes (changed filter, next document). */
  keep?: boolean;
  /** Tables whose changes make this answer old; default by area in query-tables.ts. */
  tables?: readonly string[];
  refetchMs?: number;
}

/** Reads through the contract: `const { data, fault, loading } = useQuery('orders.get', { id })`. */
export function useQuery<C extends QueryName>(channel: C, input: InputOf<C>, options: QueryOptions = {}) {
  const query = useServerQuery<OutputOf<C>>({
    queryKey: [channel, input],
    queryFn: () => api.call(channel, input),
    enabled: options.enabled ?? true,
    meta: { tables: options.tables },
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
    ...(options.refetchMs ? { refetchInterval: options.refetchMs } : {}),
  });
  return {
    data: query.data,
    loading: query.isPending && query.fetchStatus !== 'idle',
    /** An older answer is shown while a newer one is fetched. */
    refreshing: query.isFetching && !query.isPending,
    fault: query.error,
    faultText: query.error ? faultText(query.error) : null,
    reload: query.refetch,
  };
}

/**
 * Changes through the contract. One request id per intended change: while the same input is tried again after a
 * lost answer, the same id goes out, so the host answers with the first result instead of doing it twice.
 */
export function useCommand<C extends CommandName>(channel: C) {
  const client = useQueryClient();
  const attempt = useRef<{ input: string; requestId: string } | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const mutation = useMutation<OutputOf<C>, unknown, InputOf<C>>({
    mutationFn: async (input) => {
      const text = JSON.stringify(input);
      if (attempt.current?.input !== text) attempt.current = { input: text, requestId: newRequestId() };
      try {
        const value = await api.call(channel, input, attempt.current.requestId);
        attempt.current = null;
        return value;
      } catch (error) {
        if (!(error instanceof HostAway)) attempt.current = null;
        throw error;
      }
    },
  });
  const { mutateAsync } = mutation;
  /** Resolves with the value, or null after a fault (kept in `fault`). Nothing throws into event handlers. */
  const run = useCallback(
    async (input: InputOf<C>): Promise<OutputOf<C> | null> => {
      setFault(null);
      try {
        const value = await mutateAsync(input);
        // The change feed brings this too; asking at once keeps the screen honest when the feed is slow.
        const area = channel.split('.')[0];
        void client.invalidateQueries({
          predicate: (query) => String(query.queryKey[0]).startsWith(`${area}.`),
        });
        return value;
      } catch (error) {
        setFault(error);
        return null;
      }
    },
    [mutateAsync, client, channel],
  );
  return {
    run,
    pending: mutation.isPending,
    fault,
    faultText: fault ? faultText(fault) : null,
    conflict: fault instanceof ApiFault && fault.code === 'conflict' ? fault : null,
    clear: useCallback(() => setFault(null), []),
  };
}

export function ServerState({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
