/** Things of users that lie with us: new goods kept for them, machines in for repair, things left behind. */
export const custodyKinds = ['new_goods', 'repair', 'old_machine', 'left_behind'] as const;
export type CustodyKind = (typeof custodyKinds)[number];

export const custodyStates = [
  'held',
  'in_repair',
  'ready',
  'on_way',
  'handed_out',
  'scrapped',
  'lost',
] as const;
export type CustodyState = (typeof custodyStates)[number];

/** Still with us, or with one of our men. */
export const custodyOpen: readonly CustodyState[] = ['held', 'in_repair', 'ready', 'on_way'];

const steps: Record<CustodyState, readonly CustodyState[]> = {
  held: ['in_repair', 'ready', 'on_way', 'handed_out', 'scrapped', 'lost'],
  in_repair: ['ready', 'held', 'handed_out', 'scrapped', 'lost'],
  ready: ['in_repair', 'on_way', 'handed_out', 'scrapped', 'lost'],
  on_way: ['held', 'ready', 'handed_out', 'lost'],
  handed_out: [],
  scrapped: [],
  lost: [],
};

/** What may become of a thing next; only a machine taken in for it is repaired. */
export const custodyNext = (kind: CustodyKind, state: CustodyState): readonly CustodyState[] =>
  steps[state].filter((to) => to !== 'in_repair' || kind === 'repair');

/** Nobody gets a thing back after these: they want a written reason. */
export const custodyGone: readonly CustodyState[] = ['scrapped', 'lost'];

/** Days a user has to fetch it where nobody says otherwise; and days until he is called again. */
export const custodyDays: Record<CustodyKind, number> = {
  new_goods: 7,
  repair: 30,
  old_machine: 30,
  left_behind: 30,
};
export const remindAgainDays = 3;

/** How the fee for keeping is met when the thing goes: money a person took stays with him until he hands it in. */
export const custodyFeeWays = ['cash', 'merchant_qr', 'waived'] as const;
export type CustodyFeeWay = (typeof custodyFeeWays)[number];
