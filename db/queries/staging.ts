import type { ReaderQuery } from './index.ts';

/** Reads of what is put ready: by person, route and shelf. */
export const stagingQueries = {} satisfies Record<string, ReaderQuery>;
