import type { Handlers } from '../context.ts';

/** Handlers of the area «parts». */
export const handlers: Handlers = {};
