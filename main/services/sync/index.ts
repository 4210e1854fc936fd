import type { Handlers } from '../context.ts';

/** Handlers of the area «sync». */
export const handlers: Handlers = {};
