import type { Handlers } from '../context.ts';

/** Handlers of the area «visits». */
export const handlers: Handlers = {};
