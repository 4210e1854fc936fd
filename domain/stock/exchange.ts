/** A whole machine taken out and another put in at the user's: one line holds both, the payer and the duty. */
export const exchangeDuties = ['return', 'destroy', 'keep', 'none'] as const;
export type ExchangeDuty = (typeof exchangeDuties)[number];

/** `swapped`: the user has the new one, the old one is still owed. */
export const exchangeStates = [
  'planned',
  'swapped',
  'in_store',
  'on_way',
  'returned',
  'destroyed',
  'settled',
  'undone',
] as const;
export type ExchangeState = (typeof exchangeStates)[number];
