import type { Handlers } from '../context.ts';

/** Handlers of the area «today». */
export const handlers: Handlers = {};
