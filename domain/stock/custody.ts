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
