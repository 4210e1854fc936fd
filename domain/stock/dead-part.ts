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

/** What may become of a dead part next. Beyond its window the maker replaces nothing any more: it is tested or scrapped. */
export const deadPartSteps: Record<DeadPartState, readonly DeadPartState[]> = {
  found: ['claimed', 'expired', 'works', 'scrapped'],
  claimed: ['sent', 'replaced', 'credited', 'refused'],
  sent: ['replaced', 'credited', 'refused'],
  replaced: [],
  credited: [],
  refused: ['works', 'scrapped'],
  expired: ['works', 'scrapped'],
  works: [],
  scrapped: [],
};

/** Still lies with us or under way, and its money with it. */
export const deadPartsOpen: readonly DeadPartState[] = ['found', 'claimed', 'sent', 'refused', 'expired'];
