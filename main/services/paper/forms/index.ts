import type { Handlers } from '../../context.ts';

/** Pre-printed forms. */
export const formHandlers = {} satisfies Handlers;
