import type { Handlers } from '../context.ts';

/** Handlers of the area «platforms». */
export const handlers: Handlers = {};
