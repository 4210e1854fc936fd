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
