import type { Handlers } from '../context.ts';
import { findHandlers } from './find-slip.ts';
import { listHandlers } from './lists.ts';
import { proofHandlers } from './proof-handlers.ts';
import { returnHandlers } from './return-slip.ts';
import { stepHandlers } from './steps.ts';

/** Handlers of the area «visits»: trips, their outcomes, slips that come back, and what proves the work. */
export const handlers: Handlers = {
  ...stepHandlers,
  ...findHandlers,
  ...returnHandlers,
  ...listHandlers,
  ...proofHandlers,
};
