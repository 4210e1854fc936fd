import type { Handlers } from '../context.ts';
import { commandHandlers } from './commands.ts';
import { countHandlers } from './count/handlers.ts';
import { catalogueHandlers } from './handlers-catalogue.ts';
import { oldHandlers } from './handlers-old.ts';
import { stagingHandlers } from './handlers-staging.ts';
import { supplyHandlers } from './handlers-supply.ts';
import { readHandlers } from './read.ts';

/** Handlers of the area «parts»: stock, reservations, papers of the stock room, old parts, requests, stocktakes. */
export const handlers: Handlers = {
  ...readHandlers,
  ...commandHandlers,
  ...stagingHandlers,
  ...oldHandlers,
  ...countHandlers,
  ...supplyHandlers,
  ...catalogueHandlers,
};
