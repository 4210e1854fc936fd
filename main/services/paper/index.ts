import type { Handlers } from '../context.ts';

/** Handlers of the area «paper». */
export const handlers: Handlers = {};
