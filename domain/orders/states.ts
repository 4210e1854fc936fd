/**
 * The names of what a work order can be: main states in their order, side states beside them.
 * Appointment, visits, the verdict of the upstream and settlement are axes of their own (see appointment.ts,
 * verdict.ts, ../visits/outcomes.ts, ../money/settlement.ts): an order may be booked before anyone is assigned.
 */

export const mainStates = [
  'received',
  'in_review',
  'ready',
  'dispatched',
  'accepted',
  'finished',
  'verified',
  'audited',
  'closed',
] as const;

/** Rework is no state: it is a child order that points to the first (`reworkOf`). */
export const sideStates = ['on_hold', 'sent_back', 'intercepted', 'cancelled', 'disputed'] as const;

export const orderStates = [...mainStates, ...sideStates] as const;

export type MainState = (typeof mainStates)[number];
export type SideState = (typeof sideStates)[number];
export type OrderState = (typeof orderStates)[number];

/** Words for paper, seed and generated documents; windows take theirs from the catalogue. */
export const orderStateWords: Record<OrderState, { zh: string; en: string }> = {
  received: { zh: '新单', en: 'Received' },
  in_review: { zh: '受理中', en: 'In review' },
  ready: { zh: '待派单', en: 'Ready' },
  dispatched: { zh: '已派单', en: 'Dispatched' },
  accepted: { zh: '已接单', en: 'Accepted' },
  finished: { zh: '已完工', en: 'Finished' },
  verified: { zh: '已核销', en: 'Verified' },
  audited: { zh: '可结算', en: 'Audited' },
  closed: { zh: '已关单', en: 'Closed' },
  on_hold: { zh: '挂起', en: 'On hold' },
  sent_back: { zh: '已退回', en: 'Sent back' },
  intercepted: { zh: '平台撤单', en: 'Intercepted' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  disputed: { zh: '申诉中', en: 'Disputed' },
};

export function isOrderState(text: string): text is OrderState {
  return (orderStates as readonly string[]).includes(text);
}

/** States in which work is still ahead: these hold slots, parts and a running clock. */
export const openStates: readonly OrderState[] = [
  'received',
  'in_review',
  'ready',
  'dispatched',
  'accepted',
  'on_hold',
];

/** States in which someone is named for the order. */
export const assignedStates: readonly OrderState[] = ['dispatched', 'accepted'];

/** Nothing more happens by itself. */
export const endStates: readonly OrderState[] = ['closed', 'cancelled'];

export function isMainState(state: OrderState): state is MainState {
  return (mainStates as readonly string[]).includes(state);
}
