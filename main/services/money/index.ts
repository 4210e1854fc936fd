import type { Handlers } from '../context.ts';

/** Handlers of the area «money». */
export const handlers: Handlers = {};
