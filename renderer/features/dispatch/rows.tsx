import type { ReactNode } from 'react';
import type { Words } from '../../i18n/index.ts';
import { nameOf, slotWord } from '../../lib/names.ts';
import type { useFormat } from '../../lib/use-format.ts';
import { type BoardCard, type BoardPerson, ShapeMark } from '../../ui/index.ts';
import { hardOf, reasonsText, refusalText } from './refusal-text.ts';
import {
  type Candidate,
  type Card,
  type Day,
  isChangeable,
  kindOf,
  type Slot,
  subShopRow,
} from './shapes.ts';
import type { PoolEntry } from './use-still-pool.ts';

type Format = ReturnType<typeof useFormat>;

function markOf(t: Words, candidate: Candidate | undefined, best: string | undefined): ReactNode {
  if (!candidate) return null;
  const first = hardOf(candidate) ?? candidate.refusals[0];
  if (first)
    return (
      <span
        className="dispatch-mark"
        data-tone={first.hard ? 'hard' : 'soft'}
        title={candidate.refusals.map((one) => refusalText(t, one)).join(' · ')}
      >
        <ShapeMark shape={first.hard ? 'slash' : 'warn'} />
        {refusalText(t, first)}
      </span>
    );
  if (candidate.staffId !== best) return null;
  const why = reasonsText(t, candidate);
  return (
    <span className="dispatch-mark" data-tone="good">
      {t('dispatch:best')}
      {why[0] ? ` · ${why[0]}` : ''}
    </span>
  );
}

/** Rows of the board: people of the filter, then sub-shops. */
export function boardPeople(
  t: Words,
  f: Format,
  day: Day,
  candidates: readonly Candidate[] | undefined,
  withShops: boolean,
  personName: (name: string) => string,
): BoardPerson[] {
  const best = candidates?.find((one) => one.refusals.length === 0)?.staffId;
  const people = day.people.map((person): BoardPerson => {
    const candidate = candidates?.find((one) => one.staffId === person.staffId);
    const percent =
      person.capacityMinutes === 0 ? 0 : Math.round((person.takenMinutes / person.capacityMinutes) * 100);
    return {
      id: person.staffId,
      name: personName(person.name),
      title: person.skills.map((skill) => nameOf(skill, f.language)).join(' · '),
      load: percent,
      loadText: t('dispatch:load', { percent }),
      ...(person.unbooked > 0 ? { open: t('dispatch:unbooked', { n: person.unbooked }) } : {}),
      dim: Boolean(hardOf(candidate)),
      mark: markOf(t, candidate, best),
    };
  });
  if (!withShops) return people;
  return [
    ...people,
    ...day.subShops.map(
      (shop): BoardPerson => ({
        id: subShopRow(shop.id),
        name: nameOf(shop, f.language),
        note: t('dispatch:subShop', { n: shop.jobs }),
      }),
    ),
  ];
}

export function boardLeave(t: Words, day: Day) {
  return day.people.flatMap((person) =>
    person.leave.flatMap((leave) =>
      day.slots
        .filter((slot) => leave.fromClock < slot.toClock && leave.toClock > slot.fromClock)
        .map((slot) => ({
          personId: person.staffId,
          slotId: slot.id,
          label: t(`dispatch:absence.${leave.kind}`),
        })),
    ),
  );
}

/** Somebody was there before: which trip it is; null on the first. */
export const tripWord = (t: Words, { visitNo }: Pick<Card, 'visitNo'>): string | null =>
  visitNo < 2 ? null : visitNo === 2 ? t('dispatch:secondVisit') : t('dispatch:visitNo', { n: visitNo });

/** `say`: what is to be done, in the reader's language. */
export function boardCards(
  t: Words,
  f: Format,
  say: (card: Card) => string,
  day: Day,
  pool: readonly PoolEntry[],
): BoardCard[] {
  return [
    ...pool.map(
      (entry): BoardCard => ({
        id: entry.card.id,
        personId: null,
        slotId: null,
        title: say(entry.card),
        sub: entry.card.address,
        gone: entry.gone,
      }),
    ),
    // Second visits that have no day yet lie at whoever was there
    ...[...day.cards, ...day.again].map((card): BoardCard => {
      const shop = day.subShops.find((one) => one.nameZh === card.subShopNameZh);
      return {
        id: card.id,
        personId: card.staffId ?? (shop ? subShopRow(shop.id) : ''),
        slotId: card.slotId,
        mark: tripWord(t, card),
        number: card.number,
        time: card.appointmentStartAt === null ? '' : f.time(card.appointmentStartAt),
        title: say(card),
        sub: placeOf(card),
        kind: kindOf(card),
        movable: isChangeable(card),
      };
    }),
  ];
}

/** Estate and house without county, street and number: what a dispatcher calls the place. */
export function placeOf(card: Card): string {
  const rest = card.address.startsWith(card.county) ? card.address.slice(card.county.length) : card.address;
  const estate = rest.replace(/^[^\d]{1,12}?\d+\u53f7/, '');
  return estate || rest || card.address;
}

/** The slot's word and its times once: the outlet's own name often carries them in brackets. */
export const slotText = (slot: Omit<Slot, 'id' | 'code'>, language: string) =>
  `${slotWord(slot, language)} ${slot.fromClock}–${slot.toClock}`;

/** The estate without building and door, within its county. */
export const estateOf = (card: Card): string =>
  `${card.county} ${/^[^\d]*/.exec(placeOf(card))?.[0] || placeOf(card)}`;

/** Orders of the day whose person is not there in their slot: somebody else has to go. */
export function cardsOfAbsent(day: Day): Card[] {
  return day.cards.filter((card) => {
    if (card.staffId === null || !isChangeable(card)) return false;
    const slot = day.slots.find((one) => one.id === card.slotId);
    const person = day.people.find((one) => one.staffId === card.staffId);
    return (person?.leave ?? []).some(
      (leave) => slot === undefined || (leave.fromClock < slot.toClock && leave.toClock > slot.fromClock),
    );
  });
}
