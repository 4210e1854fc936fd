import type { Handlers } from '../context.ts';
import { assignHandlers } from './assign.ts';
import { boardHandlers } from './board.ts';

/** The board: who has what when, who can take it, and giving it. */
export const handlers: Handlers = { ...boardHandlers, ...assignHandlers };
