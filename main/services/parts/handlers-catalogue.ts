import type { Handlers } from '../context.ts';

/** The catalogue itself, prices and levels, custody. */
export const catalogueHandlers = {} satisfies Handlers;
