import type { Tx } from '../../../../db/tx.ts';
import {
  assertEdge,
  type EffectName,
  type GuardName,
  type OrderAction,
  type OrderEdge,
} from '../../../../domain/orders/life.ts';
import { isMainState, type OrderState } from '../../../../domain/orders/states.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { computeDerived } from './derive.ts';
import { voidChangedSlips } from '../../paper/slip-changes.ts';
import { effects } from './effects.ts';
import { guards } from './guards.ts';
import { getOrder, stateOf, type OrderRow } from './order-row.ts';

export interface ActionInput {
  orderId: string;
  /** The order where the caller read it in this transaction and wrote nothing of it since. */
  read?: OrderRow;
  action: OrderAction;
  /** Needed where an action leads to several states. */
  to?: OrderState;
  /** The version the person saw; left out by the machine itself. */
  version?: number;
  reasonCode?: string | null;
  /** What guards and effects of this action need: chosen person, hold key, platform words. JSON values. */
  params?: Record<string, unknown>;
  /** Columns to set together with the state (who, when …). */
  patch?: Record<string, unknown>;
  /** Guards a person with the right of override decided to pass; each is written into the audit row. */
  override?: readonly GuardName[];
}

export interface ActionFacts {
  order: OrderRow;
  edge: OrderEdge;
  input: ActionInput;
  /** For effects that let another order go on: this same function, which they cannot import. */
  act: Act;
}
export type Act = (tx: Tx, input: ActionInput) => OrderRow;

/** True, or the params of the fault that says why not. */
export type Guard = (tx: Tx, facts: ActionFacts) => true | Record<string, string | number | null>;
/** Columns of the order to set with the state, if any. */
export type Effect = (tx: Tx, facts: ActionFacts) => Record<string, unknown> | void;

/** When a state is entered, its time is kept: the spans t1…t9 come from these and from visits. */
const stamps: Partial<Record<OrderState, string>> = {
  ready: 'ready_at',
  dispatched: 'dispatched_at',
  accepted: 'accepted_at',
  finished: 'finished_at',
  verified: 'verified_at',
  audited: 'audited_at',
  closed: 'closed_at',
};

/**
 * The one way a work order changes its state. Looks the edge up, proves its guards, sets the state with its
 * effects, recomputes queue and deadline, writes event and audit row: all in the caller's transaction.
 * Faults: `order_edge_missing`, `order_guard_failed` {guard, action, …}, `conflict`, `not_found`.
 */
export function applyAction(tx: Tx, input: ActionInput): OrderRow {
  const order = input.read ?? getOrder(tx, input.orderId);
  if (input.version !== undefined && input.version !== order.version) {
    throw new Fault('conflict', { entity: 'work_order', id: order.id });
  }
  const before = stateOf(order);
  const target =
    input.to ?? (input.action === 'resume' || input.action === 'resolve_dispute' ? order.state : undefined);
  const edge = assertEdge(before, input.action, target);
  const facts: ActionFacts = { order, edge, input, act: applyAction };
  for (const name of edge.needs) {
    if (input.override?.includes(name) === true) continue;
    const verdict = guards[name](tx, facts);
    if (verdict !== true)
      throw new Fault('order_guard_failed', { guard: name, action: input.action, ...verdict });
  }
  const patch: Record<string, unknown> = {
    ...input.patch,
    updated_at: tx.at,
    reason_code: input.reasonCode ?? null,
  };
  if (isMainState(edge.to)) {
    patch.state = edge.to;
    patch.side_state = null;
    const stamp = stamps[edge.to];
    if (stamp !== undefined && edge.to !== before) patch[stamp] = tx.at;
  } else patch.side_state = edge.to;
  for (const name of edge.effects) Object.assign(patch, runEffect(tx, name, facts) ?? {});
  return writeOrder(tx, order, patch, {
    kind: `order.${input.action}`,
    params: {
      from: before,
      to: edge.to,
      reason: input.reasonCode ?? null,
      ...scalars(input.params),
      ...(input.override === undefined ? {} : { override: input.override.join(',') }),
    },
  });
}

function runEffect(tx: Tx, name: EffectName, facts: ActionFacts): Record<string, unknown> | void {
  return effects[name](tx, facts);
}

/** Ids, codes and numbers may stand in events; free text may hold names and never does. */
function scalars(params: Record<string, unknown> | undefined): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(params ?? {})) {
    if (
      /(Id|Code|Key|Day|At|Fen|Count)$/.test(key) &&
      (typeof value === 'string' || typeof value === 'number')
    )
      kept[key] = value;
  }
  return kept;
}

/** Corrections of what stands on a printed slip; a changed time is told by its column. */
const printedEvents = new Set(['order.edited', 'order.machine_edited']);

/**
 * Writes a change of an order that is no change of state (appointment, urgency, remark …) and of one that is:
 * derived columns, event and audit row go with it. Returns the row as it stands now.
 */
export function writeOrder(
  tx: Tx,
  order: OrderRow,
  patch: Record<string, unknown>,
  event: { kind: string; params?: Record<string, unknown>; personal?: unknown },
): OrderRow {
  const next = { ...order, ...patch } as OrderRow;
  const derived = computeDerived(tx, next);
  const version = tx.update(
    'work_order',
    order.id,
    { updated_at: tx.at, ...patch, ...derived },
    { version: order.version },
  );
  const personal =
    event.personal === undefined ? {} : { personal: { keyId: order.key_id, value: event.personal } };
  tx.note({
    entity: 'work_order',
    entityId: order.id,
    workOrderId: order.id,
    kind: event.kind,
    params: event.params ?? {},
    ...personal,
  });
  if ('appointment_start_at' in patch || printedEvents.has(event.kind)) voidChangedSlips(tx, next);
  return { ...next, ...derived, version };
}
