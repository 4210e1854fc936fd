import type { ReaderQuery } from './index.ts';
import type { SnapshotQuery } from '../snapshots.ts';

/** Reads of stocktakes. */
export const countQueries = {} satisfies Record<string, ReaderQuery>;
export const countSnapshots = {} satisfies Record<string, SnapshotQuery>;
