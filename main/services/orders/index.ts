import type { Handlers } from '../context.ts';

/** Handlers of the area «orders». */
export const handlers: Handlers = {};
