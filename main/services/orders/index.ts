import type { Handlers } from '../context.ts';
import { callDeskHandlers } from './calls/index.ts';
import { intakeHandlers } from './intake/index.ts';
import { bookHandlers } from './commands/book.ts';
import { callHandlers } from './commands/calls.ts';
import { createHandlers } from './commands/create.ts';
import { noteHandlers } from './commands/notes.ts';
import { stateHandlers } from './commands/states.ts';
import { documentHandlers } from './document/index.ts';
import { listHandlers } from './list/index.ts';
import { readHandlers } from './read.ts';

/** Work orders: lists, document, review, calls, appointments, notes, intake by hand. */
export const handlers: Handlers = {
  ...readHandlers,
  ...listHandlers,
  ...stateHandlers,
  ...callHandlers,
  ...bookHandlers,
  ...noteHandlers,
  ...documentHandlers,
  ...createHandlers,
  ...callDeskHandlers,
  ...intakeHandlers,
};
