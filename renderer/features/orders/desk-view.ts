import { findDeskView } from '../../../domain/orders/desk-views.ts';
import type { SavedView } from '../../../preload/contract/order-list.ts';
import type { Words } from '../../i18n/index.ts';
import { useLifeWords } from './life-words.ts';

/** Names of brands, teams and sub-shops, which lists of theirs carry. */
export function useDeskNames(): { nameOf: (thing: string) => string } {
  const { choices, named } = useLifeWords();
  const rows = [...choices.brands, ...choices.teams, ...choices.subShops];
  return {
    nameOf: (thing) => {
      const row = rows.find((one) => one.id === thing);
      return row === undefined ? thing : named(row);
    },
  };
}

/** Every order under these conditions, the nearest deadline first. */
export const deskBody = (where: SavedView['body']['where']): SavedView['body'] => ({
  queues: [],
  where,
  sort: 'deadline',
  descending: false,
  columns: null,
  density: null,
});

/** A list the program brings, as the views a person saved look; null when the id is none: `desk:late`. */
export function deskView(id: string | null, t: Words, nameOf: (thing: string) => string): SavedView | null {
  if (id === null || !id.startsWith('desk:')) return null;
  const found = findDeskView(id.slice(5));
  if (found === null) return null;
  return {
    id,
    version: 1,
    name: t(`listing:desk.${found.name}`, { name: found.thing === null ? '' : nameOf(found.thing) }),
    shared: false,
    own: false,
    ownerName: '',
    body: deskBody(found.where as SavedView['body']['where']),
  };
}
