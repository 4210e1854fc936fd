/** One measured ratio against its goal. `figures` are whatever a reader needs to believe it. */
export interface BenchLine {
  bench: string;
  ratio: number;
  goal: number;
  ok: boolean;
  [figure: string]: unknown;
}

export interface BenchOptions {
  /** More rounds, more rows, slower. */
  full?: boolean;
  /** Words for a person while it runs; never part of the result. */
  log?: (text: string) => void;
}
