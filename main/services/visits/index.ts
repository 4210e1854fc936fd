import type { Handlers } from '../context.ts';
import { draftHandlers } from './drafts.ts';
import { findHandlers } from './find-slip.ts';
import { inboxHandlers } from './inbox.ts';
import { listHandlers } from './lists.ts';
import { paperHandlers } from './papers.ts';
import { policyHandlers } from './policies.ts';
import { proofHandlers } from './proof-handlers.ts';
import { returnHandlers } from './return-slip.ts';
import { stepHandlers } from './steps.ts';
import { voucherHandlers } from './vouchers.ts';

/** Handlers of the area «visits»: trips, their outcomes, slips that come back, and what proves the work. */
export const handlers: Handlers = {
  ...stepHandlers,
  ...findHandlers,
  ...returnHandlers,
  ...listHandlers,
  ...proofHandlers,
  ...paperHandlers,
  ...draftHandlers,
  ...policyHandlers,
  ...inboxHandlers,
  ...voucherHandlers,
};
