import { setTimeout as sleep } from 'node:timers/promises';

/** Sockets live in real time, and so do the waits on them. */
export const realTime = {
  sleep: async (ms: number, signal?: AbortSignal): Promise<void> => {
    await sleep(ms, undefined, { signal });
  },
};
