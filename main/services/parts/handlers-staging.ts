import type { Handlers } from '../context.ts';

/** What is put ready the evening before, picked and handed out. */
export const stagingHandlers = {} satisfies Handlers;
