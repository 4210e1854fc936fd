import type { Handlers } from '../context.ts';
import { assignHandlers } from './assign.ts';
import { boardHandlers } from './board.ts';
import { handOverHandlers } from './hand-over.ts';
import { manyHandlers } from './many.ts';
import { nearestHandlers } from './nearest.ts';
import { shopHandlers } from './shops.ts';
import { textHandlers } from './texts.ts';
import { weekHandlers } from './week.ts';

/** The board: who has what when, who can take it, and giving it. */
export const handlers: Handlers = {
  ...boardHandlers,
  ...assignHandlers,
  ...handOverHandlers,
  ...manyHandlers,
  ...nearestHandlers,
  ...shopHandlers,
  ...textHandlers,
  ...weekHandlers,
};
