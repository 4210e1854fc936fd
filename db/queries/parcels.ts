import type { ReaderQuery } from './index.ts';

/** Reads of parcels, dead parts and exchanges. */
export const parcelQueries = {} satisfies Record<string, ReaderQuery>;
