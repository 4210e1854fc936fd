/**
 * The life of a work order: the one table of edges. Whatever changes a state looks its edge up here, proves the
 * guards it names and carries out the effects it names, all in one transaction with event and audit row (L2).
 * Guards and effects are names only: services/orders implements them; a name without an implementation is a
 * defect that a test there finds. `docs/order-life.md` is drawn from this table.
 */
import type { Permission } from '../access/permissions.ts';
import { Fault } from '../kernel/fault.ts';
import type { EffectName, GuardName } from './life-words.ts';
import type { OrderState } from './states.ts';

export type { EffectName, GuardName } from './life-words.ts';
export { effectWords, guardWords } from './life-words.ts';

export type OrderAction =
  | 'review'
  | 'pass'
  | 'approve'
  | 'recheck'
  | 'assign'
  | 'reassign'
  | 'unassign'
  | 'accept'
  | 'decline'
  | 'finish'
  | 'solve_by_phone'
  | 'verify'
  | 'audit'
  | 'close'
  | 'hold'
  | 'resume'
  | 'send_back'
  | 'send_back_agreed'
  | 'send_back_refused'
  | 'intercept'
  | 'confirm_interception'
  | 'accept_change'
  | 'restore'
  | 'cancel'
  | 'revive'
  | 'absorb'
  | 'unfold'
  | 'return_papers'
  | 'redo'
  | 'reopen'
  | 'dispute'
  | 'resolve_dispute'
  | 'rework';

export interface OrderEdge {
  from: OrderState;
  to: OrderState;
  action: OrderAction;
  needs: readonly GuardName[];
  effects: readonly EffectName[];
  permission: Permission;
}

/** Actions the machine itself takes (sync, rules); a person may take them too, with the permission named. */
export const systemActions: readonly OrderAction[] = [
  'pass',
  'intercept',
  'send_back_agreed',
  'send_back_refused',
  'return_papers',
  'audit',
];

type Row = Omit<OrderEdge, 'from'>;

/** One row of the table for several states it may start from. */
function from(states: readonly OrderState[], row: Row): OrderEdge[] {
  return states.map((state) => ({ from: state, ...row }));
}

/** Where an order may be stopped on its way; `resume` leads back to exactly these. */
export const holdableStates = [
  'received',
  'in_review',
  'ready',
  'dispatched',
  'accepted',
] as const satisfies readonly OrderState[];
/** A dispute may begin in these and ends in the same. */
export const disputableStates = [
  'finished',
  'verified',
  'audited',
  'closed',
] as const satisfies readonly OrderState[];

const beforeWork: readonly OrderState[] = [...holdableStates, 'on_hold'];
const dropAll: readonly EffectName[] = [
  'release_reservations',
  'recall_parts',
  'release_slots',
  'drop_visit',
  'end_appointment',
  'void_slip',
  'stop_deadlines',
];

export const orderEdges: readonly OrderEdge[] = [
  // taking in
  ...from(['received'], {
    to: 'in_review',
    action: 'review',
    needs: [],
    effects: [],
    permission: 'orders.review',
  }),
  ...from(['received'], {
    to: 'ready',
    action: 'pass',
    needs: ['precheck_clean', 'address_known'],
    effects: ['start_deadlines', 'upstream_accept'],
    permission: 'orders.review',
  }),
  ...from(['received', 'in_review'], {
    to: 'ready',
    action: 'approve',
    needs: ['flags_decided', 'address_known'],
    effects: ['start_deadlines', 'upstream_accept'],
    permission: 'orders.review',
  }),
  ...from(['ready'], {
    to: 'in_review',
    action: 'recheck',
    needs: [],
    effects: [],
    permission: 'orders.review',
  }),

  // dispatch
  ...from(['ready'], {
    to: 'dispatched',
    action: 'assign',
    needs: ['technician_eligible'],
    effects: ['take_slot', 'plan_visit', 'reserve_parts', 'notify_technician', 'upstream_assign'],
    permission: 'orders.assign',
  }),
  ...from(['dispatched', 'accepted'], {
    to: 'dispatched',
    action: 'reassign',
    needs: ['technician_eligible', 'no_open_visit', 'reason_given'],
    effects: [
      'release_slots',
      'take_slot',
      'plan_visit',
      'hand_over',
      'void_slip',
      'notify_technician',
      'upstream_assign',
    ],
    permission: 'orders.assign',
  }),
  ...from(['dispatched', 'accepted'], {
    to: 'ready',
    action: 'unassign',
    needs: ['no_open_visit', 'reason_given'],
    effects: [
      'release_slots',
      'drop_visit',
      'recall_parts',
      'void_slip',
      'drop_assignment',
      'notify_technician',
    ],
    permission: 'orders.assign',
  }),
  ...from(['dispatched'], {
    to: 'accepted',
    action: 'accept',
    needs: [],
    effects: [],
    permission: 'orders.accept',
  }),
  ...from(['dispatched'], {
    to: 'ready',
    action: 'decline',
    needs: ['reason_given'],
    effects: ['release_slots', 'drop_visit', 'recall_parts', 'void_slip', 'drop_assignment'],
    permission: 'orders.accept',
  }),

  // work
  ...from(['accepted'], {
    to: 'finished',
    action: 'finish',
    needs: ['visit_ended', 'results_complete'],
    effects: [
      'release_reservations',
      'release_slots',
      'end_appointment',
      'compute_fees',
      'upstream_complete',
    ],
    permission: 'visits.write',
  }),
  ...from(beforeWork, {
    to: 'finished',
    action: 'solve_by_phone',
    needs: ['call_logged', 'results_complete', 'no_open_visit'],
    effects: [...dropAll, 'drop_assignment', 'compute_fees', 'upstream_complete'],
    permission: 'orders.edit',
  }),
  ...from(['finished'], {
    to: 'verified',
    action: 'verify',
    needs: ['verification_met', 'slip_back'],
    effects: ['stop_deadlines', 'upstream_verify'],
    permission: 'verification.write',
  }),
  ...from(['verified'], {
    to: 'audited',
    action: 'audit',
    needs: ['window_passed', 'no_anomaly', 'fees_computed', 'verdict_passed'],
    effects: ['post_fees'],
    permission: 'orders.audit',
  }),
  ...from(['audited'], {
    to: 'closed',
    action: 'close',
    needs: ['lines_settled', 'old_parts_in', 'cash_in', 'vouchers_in'],
    effects: [],
    permission: 'orders.close',
  }),

  // papers refused, work to be done again
  ...from(['verified'], {
    to: 'finished',
    action: 'return_papers',
    needs: ['verdict_refill', 'reason_given'],
    effects: ['freeze_fees'],
    permission: 'orders.audit',
  }),
  ...from(['audited'], {
    to: 'finished',
    action: 'return_papers',
    needs: ['verdict_refill', 'reason_given', 'period_open'],
    effects: ['freeze_fees', 'reverse_fees'],
    permission: 'orders.audit',
  }),
  ...from(['finished', 'verified'], {
    to: 'accepted',
    action: 'redo',
    needs: ['verdict_redo'],
    effects: ['freeze_fees', 'start_deadlines', 'notify_technician'],
    permission: 'orders.audit',
  }),
  ...from(['audited'], {
    to: 'accepted',
    action: 'redo',
    needs: ['verdict_redo', 'period_open'],
    effects: ['freeze_fees', 'reverse_fees', 'start_deadlines', 'notify_technician'],
    permission: 'orders.audit',
  }),
  ...from(['finished', 'verified'], {
    to: 'accepted',
    action: 'reopen',
    needs: ['reason_given'],
    effects: ['freeze_fees', 'resume_deadlines'],
    permission: 'orders.reopen',
  }),

  // waiting
  ...from(holdableStates, {
    to: 'on_hold',
    action: 'hold',
    needs: ['reason_given', 'no_open_visit'],
    effects: ['pause_deadlines', 'release_slots', 'drop_visit', 'end_appointment', 'upstream_suspend'],
    permission: 'orders.hold',
  }),
  ...holdableStates.map(
    (to): OrderEdge => ({
      from: 'on_hold',
      to,
      action: 'resume',
      needs: ['held_from'],
      effects: ['resume_deadlines'],
      permission: 'orders.hold',
    }),
  ),

  // giving back
  ...from(beforeWork, {
    to: 'sent_back',
    action: 'send_back',
    needs: ['reason_given', 'no_open_visit'],
    effects: [...dropAll, 'drop_assignment', 'upstream_send_back'],
    permission: 'orders.send_back',
  }),
  ...from(['sent_back'], {
    to: 'cancelled',
    action: 'send_back_agreed',
    needs: ['upstream_agreed'],
    effects: [],
    permission: 'orders.send_back',
  }),
  ...from(['sent_back'], {
    to: 'in_review',
    action: 'send_back_refused',
    needs: ['upstream_refused'],
    effects: ['start_deadlines'],
    permission: 'orders.send_back',
  }),

  // the platform cancels or changes it under way
  ...from([...beforeWork, 'sent_back'], {
    to: 'intercepted',
    action: 'intercept',
    needs: [],
    effects: [...dropAll, 'notify_technician'],
    permission: 'orders.review',
  }),
  ...from(['intercepted'], {
    to: 'cancelled',
    action: 'confirm_interception',
    needs: [],
    effects: ['drop_assignment', 'empty_trip_fee'],
    permission: 'orders.cancel',
  }),
  ...from(['intercepted'], {
    to: 'in_review',
    action: 'accept_change',
    needs: ['upstream_open'],
    effects: ['drop_assignment', 'start_deadlines'],
    permission: 'orders.review',
  }),
  ...from(['intercepted'], {
    to: 'ready',
    action: 'restore',
    needs: ['upstream_open', 'address_known'],
    effects: ['drop_assignment', 'start_deadlines'],
    permission: 'orders.review',
  }),

  // ending without work
  ...from(beforeWork, {
    to: 'cancelled',
    action: 'cancel',
    needs: ['reason_given', 'no_open_visit'],
    effects: [...dropAll, 'drop_assignment', 'empty_trip_fee', 'upstream_refuse'],
    permission: 'orders.cancel',
  }),
  ...from(['cancelled'], {
    to: 'in_review',
    action: 'revive',
    needs: ['upstream_open', 'reason_given'],
    effects: ['start_deadlines'],
    permission: 'orders.reopen',
  }),

  // merge: the absorbed order ends; its source orders live on under the other
  ...from(['received', 'in_review', 'ready'], {
    to: 'cancelled',
    action: 'absorb',
    needs: [],
    effects: ['release_reservations', 'end_appointment', 'void_slip', 'stop_deadlines'],
    permission: 'orders.merge',
  }),
  ...from(['cancelled'], {
    to: 'in_review',
    action: 'unfold',
    needs: [],
    effects: ['start_deadlines'],
    permission: 'orders.merge',
  }),

  // quarrel
  ...from(disputableStates, {
    to: 'disputed',
    action: 'dispute',
    needs: ['reason_given'],
    effects: ['freeze_fees'],
    permission: 'orders.dispute',
  }),
  ...disputableStates.map(
    (to): OrderEdge => ({
      from: 'disputed',
      to,
      action: 'resolve_dispute',
      needs: ['disputed_from'],
      effects: ['unfreeze_fees'],
      permission: 'orders.dispute',
    }),
  ),

  // the same fault again: the state stays, a child order opens
  ...from(['finished', 'verified', 'audited', 'closed'], {
    to: 'finished',
    action: 'rework',
    needs: ['within_rework_days'],
    effects: ['open_child', 'freeze_fees'],
    permission: 'orders.create',
  }).map((edge): OrderEdge => ({ ...edge, to: edge.from })),
];

/** Every edge that leaves a state, in table order. */
export function nextEdges(state: OrderState): OrderEdge[] {
  return orderEdges.filter((edge) => edge.from === state);
}

/** The edge, or null. `to` must be given where an action leads to several states (resume, resolve_dispute). */
export function findEdge(state: OrderState, action: OrderAction, to?: OrderState): OrderEdge | null {
  const found = orderEdges.filter(
    (edge) => edge.from === state && edge.action === action && (to === undefined || edge.to === to),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The edge, or `Fault('order_edge_missing', {from, action})`: another desk was quicker, or it never exists. */
export function assertEdge(state: OrderState, action: OrderAction, to?: OrderState): OrderEdge {
  const edge = findEdge(state, action, to);
  if (edge === null) throw new Fault('order_edge_missing', { from: state, action });
  return edge;
}

/** The actions a window may offer in this state, each once. */
export function actionsIn(state: OrderState): OrderAction[] {
  return [...new Set(nextEdges(state).map((edge) => edge.action))];
}
