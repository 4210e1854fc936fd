import type { BenchLine, BenchOptions } from '../../build/bench-line.ts';

export type { BenchLine, BenchOptions };

/** A line with its verdict; the ratio is kept to four figures, because the fifth is noise. */
export function lineOf(
  bench: string,
  ratio: number,
  goal: number,
  figures: Record<string, unknown> = {},
  extra = true,
): BenchLine {
  return { bench, ratio: figure(ratio), goal, ok: ratio <= goal && extra, ...figures };
}

/** Four significant figures. */
export const figure = (value: number): number => Number(value.toPrecision(4));

/** The value below which `share` of the sorted copy lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
