export interface SyncHealth {
  light: 'green' | 'amber' | 'red' | 'grey';
  /** Last good exchange with the slowest platform. */
  atMs: number | null;
  /** Connections that need a person. */
  failing: number;
}

/** State of all platform connections in one light. Grey until the area «platforms» answers. */
export function useSyncHealth(): SyncHealth {
  return { light: 'grey', atMs: null, failing: 0 };
}

/** Counts beside the rail, by feature id; `urgent` ones are shown in red. */
export function useRailCounts(): Readonly<Record<string, { count: number; urgent: boolean }>> {
  return {};
}
