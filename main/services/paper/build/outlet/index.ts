import type { PaperSource } from '../common.ts';

/** Papers of the house. */
export const outletSources = {} satisfies Record<string, PaperSource>;
