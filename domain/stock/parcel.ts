/** A parcel under way: who sent it, what is in it, when it should be there. Goods on the way lie in the place «transit». */
export const parcelDirections = ['in', 'out', 'between'] as const;
export type ParcelDirection = (typeof parcelDirections)[number];

/** `announced`: the sender says it is coming; `packed`: ours, not handed to the carrier yet. */
export const parcelStates = [
  'announced',
  'packed',
  'on_way',
  'part_arrived',
  'arrived',
  'lost',
  'cancelled',
] as const;
export type ParcelState = (typeof parcelStates)[number];

/** What may happen to a parcel next. */
export const parcelSteps: Record<ParcelState, readonly ParcelState[]> = {
  announced: ['on_way', 'part_arrived', 'arrived', 'lost', 'cancelled'],
  packed: ['on_way', 'cancelled'],
  on_way: ['part_arrived', 'arrived', 'lost'],
  part_arrived: ['arrived', 'lost'],
  arrived: [],
  lost: [],
  cancelled: [],
};

/** Still to come: what the list of delays is made of. */
export const parcelsUnderWay: readonly ParcelState[] = ['announced', 'on_way', 'part_arrived'];
