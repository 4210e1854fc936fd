/**
 * Lists of orders that the program brings, each a tree of conditions with a name: what a number on the first screen
 * counts is what the list shows when it is opened, because both are this tree.
 */
import type { LooseNode } from './list-filter.ts';

const is = (field: string, ...value: string[]): LooseNode => ({ field, rel: 'is', value });
const isNot = (field: string, ...value: string[]): LooseNode => ({ field, rel: 'isNot', value });
const filled = (field: string): LooseNode => ({ field, rel: 'filled', value: null });
const past = (field: string): LooseNode => ({ field, rel: 'before', value: 'now' });
const all = (...items: LooseNode[]): LooseNode => ({ op: 'and', items });
const open = isNot('queue', 'done', 'cancelled');

/** Named lists; the name is what an address says after `desk:`. */
export const deskViews = {
  late: all(open, past('deadline')),
  accept_late: all(is('queue', 'acceptance'), past('acceptDue')),
  rebook: all(open, is('appointmentState', 'missed')),
  unreachable: is('queue', 'hold_unreachable'),
  urged: filled('urgedBy'),
  told: filled('toldTo'),
  told_me: { field: 'toldTo', rel: 'has', value: ['me'] },
  changed: filled('platformChange'),
  watched: all(open, { field: 'watcher', rel: 'has', value: ['me'] }),
} as const satisfies Record<string, LooseNode>;

export type DeskViewName = keyof typeof deskViews;
export const deskViewNames = Object.keys(deskViews) as DeskViewName[];

/** Lists of one thing: all open orders of a brand, a team, a sub-shop. */
const things = {
  brand: (id: string): LooseNode => all(open, { field: 'brand', rel: 'has', value: [id] }),
  team: (id: string): LooseNode => all(open, is('team', id)),
  shop: (id: string): LooseNode => all(open, is('subShop', id)),
} as const;
export type DeskThing = keyof typeof things;

export interface DeskView {
  name: DeskViewName | DeskThing;
  /** The thing's id; null for a named list. */
  thing: string | null;
  where: LooseNode;
}

/** `late`, `brand:B01` → its conditions; null for a name nobody knows. */
export function findDeskView(id: string): DeskView | null {
  const at = id.indexOf(':');
  if (at < 0)
    return Object.hasOwn(deskViews, id)
      ? { name: id as DeskViewName, thing: null, where: deskViews[id as DeskViewName] }
      : null;
  const name = id.slice(0, at);
  const thing = id.slice(at + 1);
  if (!Object.hasOwn(things, name) || thing === '') return null;
  return { name: name as DeskThing, thing, where: things[name as DeskThing](thing) };
}
