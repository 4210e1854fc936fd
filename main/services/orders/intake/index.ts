import { historyHandlers } from './history.ts';
import { placeHandlers } from './places.ts';
import { priceHandlers } from './price.ts';

/** Everything the form of a new order asks while it is filled. */
export const intakeHandlers = {
  ...historyHandlers,
  ...placeHandlers,
  ...priceHandlers,
};
