import type { Handlers } from '../context.ts';
import { commandHandlers } from './commands.ts';
import { countHandlers } from './count/handlers.ts';
import { catalogueHandlers } from './handlers-catalogue.ts';
import { custodyHandlers } from './handlers-custody.ts';
import { oldHandlers } from './handlers-old.ts';
import { stagingHandlers } from './handlers-staging.ts';
import { receivingHandlers } from './handlers-receiving.ts';
import { replenishHandlers } from './handlers-replenish.ts';
import { supplyHandlers } from './handlers-supply.ts';
import { waitingHandlers } from './handlers-waiting.ts';
import { sheetHandlers } from './import/handlers.ts';
import { placeHandlers } from './places.ts';
import { readHandlers } from './read.ts';

/** Handlers of the area «parts»: stock, reservations, papers of the stock room, old parts, requests, stocktakes. */
export const handlers: Handlers = {
  ...readHandlers,
  ...commandHandlers,
  ...stagingHandlers,
  ...waitingHandlers,
  ...oldHandlers,
  ...countHandlers,
  ...supplyHandlers,
  ...receivingHandlers,
  ...replenishHandlers,
  ...catalogueHandlers,
  ...custodyHandlers,
  ...sheetHandlers,
  ...placeHandlers,
};
