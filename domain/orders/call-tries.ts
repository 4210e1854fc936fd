import type { CallTry } from './hold.ts';

export interface TryCount {
  /** Tries without an answer that count, since somebody last answered. */
  count: number;
  /** UTC ms from which another try counts; null when none was made yet. */
  nextAt: number | null;
}

/**
 * How far a user is on the way to 联系不上: tries without an answer, each at least `apartMs` after the last one
 * counted. An answer starts the count again. The rule is that of `isUnreachable`, with the place where it stands.
 */
export function countTries(calls: readonly CallTry[], apartMs: number): TryCount {
  let count = 0;
  let last: number | null = null;
  for (const call of [...calls].sort((a, b) => a.at - b.at)) {
    if (call.connected) {
      count = 0;
      last = null;
    } else if (last === null || call.at - last >= apartMs) {
      count += 1;
      last = call.at;
    }
  }
  return { count, nextAt: last === null ? null : last + apartMs };
}
