import type { InputOf, OutputOf } from '../../../preload/contract/index.ts';
import type { Words } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';

type Room = OutputOf<'orders.freeSlots'>['slots'][number];
/** What changes the room of a day. */
const tables = ['work_order', 'slot_closed', 'slot', 'shift', 'staff', 'setting'];

/** Free capacity of a day for an order, or for one that is only being taken; renewed by the change feed. */
export function useFreeSlots(asked: Omit<InputOf<'orders.freeSlots'>, 'day'> & { day: string | null }) {
  const { day, ...rest } = asked;
  const query = useQuery(
    'orders.freeSlots',
    { ...rest, day: day ?? '2000-01-01' },
    { enabled: day !== null, tables },
  );
  const of = (slotId: string): Room | undefined => query.data?.slots.find((slot) => slot.slotId === slotId);
  return { data: query.data, of };
}

/** Hours of a slot and what is left in it. */
export function slotNote(
  t: Words,
  slot: { fromClock: string; toClock: string },
  room: Room | undefined,
  past: boolean,
  /** The order is booked here now. */
  booked = false,
): string {
  const clock = `${slot.fromClock}–${slot.toClock}`;
  const hours = booked ? `${clock} · ${t('calls:book.here')}` : clock;
  if (past) return `${hours} · ${t('calls:book.past')}`;
  if (room === undefined) return hours;
  if (room.closed)
    return `${hours} · ${room.reason === '' ? t('calls:book.closed') : t('calls:book.closedWhy', { reason: room.reason })}`;
  return `${hours} · ${room.left > 0 ? t('calls:book.left', { n: room.left }) : t('calls:book.full')}`;
}
