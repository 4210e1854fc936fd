import { queueNames } from '../../../domain/orders/queue.ts';

const holds = queueNames.filter((queue) => queue.startsWith('hold_'));

/** Tabs of the list, by what comes next. Empty means every order there is. */
export const views = {
  intake: ['intake'],
  dispatch: ['dispatch'],
  acceptance: ['acceptance'],
  appointment: ['appointment'],
  visit: ['visit', 'on_the_way', 'on_site'],
  slip_return: ['slip_return', 'papers'],
  audit: ['audit'],
  settlement: ['settlement', 'closing'],
  holds,
  odd: ['interception', 'send_back', 'dispute'],
  all: [],
} as const satisfies Record<string, readonly string[]>;

export type ViewId = keyof typeof views;
export const viewIds = Object.keys(views) as ViewId[];

export function isView(text: string | null): text is ViewId {
  return text !== null && Object.hasOwn(views, text);
}

/** The tab a queue belongs to, for links from elsewhere. */
export function viewOfQueue(queue: string): ViewId {
  return viewIds.find((id) => (views[id] as readonly string[]).includes(queue)) ?? 'all';
}
