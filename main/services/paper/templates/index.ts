import type { Handlers } from '../../context.ts';

/** Templates of papers. */
export const templateHandlers = {} satisfies Handlers;
