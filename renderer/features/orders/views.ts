import { queueNames } from '../../../domain/orders/queue.ts';

export const holdQueues = queueNames.filter((queue) => queue.startsWith('hold_'));

/** Tabs of the list, by what comes next. Empty means every order there is. */
export const views = {
  intake: ['intake'],
  dispatch: ['dispatch'],
  acceptance: ['acceptance'],
  appointment: ['appointment'],
  visit: ['visit', 'on_the_way', 'on_site'],
  slip_return: ['slip_return'],
  papers: ['papers'],
  audit: ['audit'],
  settlement: ['settlement', 'closing'],
  holds: holdQueues,
  odd: ['interception', 'send_back', 'dispute'],
  all: [],
} as const satisfies Record<string, readonly string[]>;

export type ViewId = keyof typeof views;
export const viewIds = Object.keys(views) as ViewId[];

export function isView(text: string | null): text is ViewId {
  return text !== null && Object.hasOwn(views, text);
}

/** What can be shown: a tab, one reason of those on hold, or a saved view by its id. */
export type Shown = ViewId | (string & {});

/** Queues of a tab or of one hold reason; null for a saved view, which brings its own. */
export function queuesOf(shown: Shown): readonly string[] | null {
  if (isView(shown)) return views[shown];
  return (holdQueues as readonly string[]).includes(shown) ? [shown] : null;
}

/** The tab a queue belongs to, for links from elsewhere. */
export function viewOfQueue(queue: string): ViewId {
  return viewIds.find((id) => (views[id] as readonly string[]).includes(queue)) ?? 'all';
}
