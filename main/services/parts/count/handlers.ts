import type { Handlers } from '../../context.ts';

/** Stocktakes. */
export const countHandlers = {} satisfies Handlers;
