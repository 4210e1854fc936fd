import type { Handlers } from '../context.ts';

/** Handlers of the area «dispatch». */
export const handlers: Handlers = {};
