import type { Handlers } from '../../context.ts';
import { bulkHandlers } from './bulk.ts';
import { exportHandlers } from './export.ts';
import { openHandlers } from './open.ts';
import { tagHandlers } from './tags.ts';
import { viewHandlers } from './views.ts';

/** The list of orders: conditions, saved views, work on many at once, what is shown as a file. */
export const listHandlers: Handlers = {
  ...openHandlers,
  ...viewHandlers,
  ...tagHandlers,
  ...bulkHandlers,
  ...exportHandlers,
};
