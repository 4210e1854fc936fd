/** A new part that turned out dead, from its finding to the replacement or to whoever pays for it. */
export const deadPartStates = [
  'found',
  'claimed',
  'sent',
  'replaced',
  'credited',
  'refused',
  'expired',
  'works',
  'scrapped',
] as const;
export type DeadPartState = (typeof deadPartStates)[number];

/** Where it showed: opened in the store, at the user's before it was built in, or after. */
export const deadPartFinds = ['store', 'before_use', 'after_use'] as const;
export type DeadPartFind = (typeof deadPartFinds)[number];
