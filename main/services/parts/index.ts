import type { Handlers } from '../context.ts';
import { commandHandlers } from './commands.ts';
import { readHandlers } from './read.ts';

/** Handlers of the area «parts»: stock, reservations, papers of the stock room, old parts, requests. */
export const handlers: Handlers = { ...readHandlers, ...commandHandlers };
