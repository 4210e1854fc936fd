import { getSetting, type RowReader } from '../../masters.ts';

/** How many tries make 联系不上, and how far apart they must be to count as different hours (ms). */
export function callRules(read: RowReader): { tries: number; apartMs: number } {
  return {
    tries: getSetting(read, 'outlet', 'unreachable_tries', 3),
    apartMs: getSetting(read, 'outlet', 'unreachable_apart_minutes', 120) * 60_000,
  };
}
