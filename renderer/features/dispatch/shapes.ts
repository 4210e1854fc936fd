import type { OutputOf } from '../../../preload/contract/index.ts';

export type Day = OutputOf<'dispatch.day'>;
export type Card = Day['cards'][number];
export type Person = Day['people'][number];
export type Slot = Day['slots'][number];
export type Candidate = OutputOf<'dispatch.candidates'>['candidates'][number];
export type Refusal = Candidate['refusals'][number];

/** A sub-shop is a row of the board too; its id is told apart from a person's. */
export const subShopRow = (id: string) => `shop:${id}`;
export const subShopOf = (rowId: string): string | null =>
  rowId.startsWith('shop:') ? rowId.slice('shop:'.length) : null;

/** States in which an order can still be given to somebody else. */
const changeable = new Set(['dispatched', 'accepted']);
export const isChangeable = (card: Card): boolean => card.staffId === null || changeable.has(card.state);

export function kindOf(card: Card): 'normal' | 'proposal' | 'done' | 'void' {
  if (card.state === 'intercepted' || card.state === 'cancelled') return 'void';
  if (card.state === 'dispatched') return 'proposal';
  return card.state === 'accepted' ? 'normal' : 'done';
}

/** True when giving to this slot of this day leaves the user's booking as it is. */
export const keepsBooking = (card: Card, day: string, slotId: string | null): boolean =>
  slotId === null || (card.appointmentDay === day && card.slotId === slotId);

/** The slot a waiting order would go to on this day: as booked, else the first that is not over. */
export function firstSlot(
  card: Card,
  day: string,
  slots: readonly Slot[],
  today: string,
  clock: string,
): string | null {
  if (card.appointmentDay === day) return card.slotId;
  if (card.appointmentState === 'agreed') return null;
  if (day < today) return null;
  const open = slots.find((slot) => day > today || slot.toClock > clock);
  return open?.id ?? null;
}
