import { useSyncExternalStore } from 'react';

/** How the way to the host is. `away`: calls fail, what is typed stays; `refused`: this window was not let in. */
export type Connection =
  | { state: 'opening' }
  | { state: 'online' }
  | { state: 'away'; sinceMs: number }
  | { state: 'refused'; code: string; params: Record<string, string | number | boolean | null> };

let current: Connection = { state: 'opening' };
const listeners = new Set<() => void>();

export function connection(): Connection {
  return current;
}

export function setConnection(next: Connection): void {
  if (next.state === current.state && next.state !== 'refused') return;
  if (current.state === 'refused' && next.state === 'away') return;
  current = next;
  for (const listener of listeners) listener();
}

export function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useConnection(): Connection {
  return useSyncExternalStore(onConnection, connection);
}
