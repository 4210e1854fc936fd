import type { Handlers } from '../context.ts';

/** Handlers of the area «outlet». */
export const handlers: Handlers = {};
