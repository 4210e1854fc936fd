import type { Handlers } from '../context.ts';

/** Handlers of the area «search». */
export const handlers: Handlers = {};
