import type { Handlers } from '../context.ts';
import { termsHandlers } from './payer-terms.ts';

/** What payers ask in time, as rows a manager edits. */
export const handlers: Handlers = { ...termsHandlers };
