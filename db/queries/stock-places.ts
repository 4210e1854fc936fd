import type { ReaderQuery } from './index.ts';

/** Reads of places, levels, value and custody. */
export const placeQueries = {} satisfies Record<string, ReaderQuery>;
