/** Words of a stocktake: what is counted, how far it is, what came out of a line. */
export const countScopes = ['place', 'bin', 'bag', 'part', 'sample'] as const;
export type CountScope = (typeof countScopes)[number];

export const countStates = [
  'open',
  'recount',
  'review',
  'approved',
  'posted',
  'undone',
  'cancelled',
] as const;
export type CountState = (typeof countStates)[number];

/** What a line turned out to be; empty while nobody has counted it. */
export const countOutcomes = ['equal', 'found', 'missing', 'wrong_place', 'unknown'] as const;
export type CountOutcome = (typeof countOutcomes)[number];

/** What happens to a line that differs: posted, moved to where it was found, or left as it is with a reason. */
export const countDecisions = ['post', 'move', 'leave'] as const;
export type CountDecision = (typeof countDecisions)[number];

/** A scan adds, a typed figure replaces what this desk counted of the key, and either can be taken back. */
export const countScanKinds = ['add', 'set', 'back'] as const;
export type CountScanKind = (typeof countScanKinds)[number];
