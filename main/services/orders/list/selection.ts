import { Fault } from '../../../../domain/kernel/fault.ts';
import type { ServiceContext } from '../../context.ts';

/** Orders one job takes at most; a larger selection is narrowed first. */
export const selectionLimits = { bulk: 20_000, export: 50_000 } as const;

/**
 * Row numbers (`seq`) of chosen ranges `[from, to)` of a snapshot, in the list's order and each once.
 * Faults: `snapshot_gone`, `selection_too_large` {count, limit}.
 */
export async function chosenNumbers(
  ctx: ServiceContext,
  input: { snapshotId: string; ranges: readonly (readonly [number, number])[] },
  limit: number,
): Promise<number[]> {
  const chosen = new Set<number>();
  for (const [from, to] of mergeRanges(input.ranges)) {
    // Whoever asks for too many is told how many before they are fetched
    if (chosen.size + to - from > limit * 20)
      throw new Fault('selection_too_large', { count: chosen.size + to - from, limit });
    for (const seq of await ctx.host.snapshots.numbers(input.snapshotId, from, to, ctx.session))
      chosen.add(seq);
  }
  if (chosen.size > limit) throw new Fault('selection_too_large', { count: chosen.size, limit });
  return [...chosen];
}

/** The same rows by as few ranges as there are, in ascending order. */
export function mergeRanges(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((left, right) => left[0] - right[0])) {
    const last = merged.at(-1);
    if (to <= from) continue;
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}
