import type { Handlers } from '../context.ts';
import { cashHandlers } from './cash-handlers.ts';
import { feeHandlers } from './fee-handlers.ts';
import { payHandlers } from './pay-handlers.ts';
import { periodHandlers } from './period-handlers.ts';
import { statementHandlers } from './statement-handlers.ts';
import { statementReadHandlers } from './statement-read.ts';

/** Handlers of the area «money». */
export const handlers: Handlers = {
  ...feeHandlers,
  ...statementReadHandlers,
  ...statementHandlers,
  ...cashHandlers,
  ...payHandlers,
  ...periodHandlers,
};
