import type { ReaderQuery } from './index.ts';
import type { SnapshotQuery } from '../snapshots.ts';

/** Reads of what should be ordered, and of goods that did not come as announced. */
export const supplyQueries = {} satisfies Record<string, ReaderQuery>;
export const supplySnapshots = {} satisfies Record<string, SnapshotQuery>;
