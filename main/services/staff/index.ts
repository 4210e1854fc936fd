import type { Handlers } from '../context.ts';

/** Handlers of the area «staff». */
export const handlers: Handlers = {};
