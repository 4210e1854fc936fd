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

/** What may happen to the machine that came out. A duty to keep it, or none at all, is done with at once. */
export const exchangeSteps: Record<ExchangeState, readonly ExchangeState[]> = {
  planned: ['swapped', 'undone'],
  swapped: ['in_store', 'on_way', 'destroyed', 'undone'],
  in_store: ['on_way', 'destroyed'],
  on_way: ['returned', 'in_store'],
  returned: ['settled'],
  destroyed: ['settled'],
  settled: [],
  undone: [],
};

/** The old machine is still owed to its payer. */
export const exchangesOwed: readonly ExchangeState[] = ['planned', 'swapped', 'in_store', 'on_way'];
