import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { isReported, type PlatformAnswer, type VerdictStep } from '../../../domain/orders/verdict.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { doneOf } from '../orders/commands/states.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { undoable } from '../orders/core/undo.ts';
import { takeVerdict, type VerdictTaken } from '../orders/core/verdict.ts';
import { orderToChange } from '../orders/scope.ts';
import { enqueueStep } from '../sync/effects.ts';
import { verifyIfMet } from './proof.ts';
import { keyedBy } from './steps.ts';
import { completePayload } from './upstream.ts';

/**
 * Papers the platform sent back, filled again: it is told with every photo, and the order waits for its answer. Faults:
 * `order_guard_failed` while something the policy asks for is missing.
 */
function sendPapers(tx: Tx, order: OrderRow, undoId: string): VerdictTaken {
  const taken = takeVerdict(tx, order, { step: { kind: 'report' }, undoId });
  enqueueStep(tx, order.id, 'papers', completePayload(tx, order.id, { deskEntryBy: keyedBy(tx) }));
  if (stateOf(taken.order) !== 'finished') return taken;
  const verified = applyAction(tx, {
    orderId: order.id,
    read: taken.order,
    action: 'verify',
    params: { upstreamTold: true },
  });
  return { ...taken, order: verified };
}

/** The same as a step that can be taken back until the platform heard of it. */
export function sendPapersBack(tx: Tx, order: OrderRow): { order: OrderRow; batchId: string } {
  return keep(tx, order, 'papers', (undoId) => sendPapers(tx, order, undoId));
}

function keep(
  tx: Tx,
  order: OrderRow,
  action: 'papers' | 'verdict',
  take: (undoId: string) => VerdictTaken,
): { order: OrderRow; batchId: string } {
  let taken: VerdictTaken | null = null;
  return undoable(
    tx,
    order,
    action,
    (undoId) => {
      taken = take(undoId);
      return taken.order;
    },
    () => ({ verdictId: taken?.verdictId ?? null, cleared: taken?.cleared ?? [] }),
  );
}

const stepOf = (answer: PlatformAnswer, dueAt: number | null): VerdictStep =>
  answer === 'passed'
    ? { kind: 'pass' }
    : answer === 'refused'
      ? { kind: 'refuse' }
      : { kind: 'return', fix: answer, dueAt };

/** Money that is booked is reversed, trips begin anew: that is not taken back by a key. */
const isPlain = (order: OrderRow, answer: PlatformAnswer): boolean =>
  answer === 'passed' || (answer === 'refill' && stateOf(order) !== 'audited');

export const paperHandlers = {
  'visits.papersSent': (ctx, input) => {
    const done = runCommand(ctx, 'visits.papersSent', (tx) => {
      const order = orderToChange(ctx, tx, 'verification.write', input);
      const back = order.verdict === 'refill' || order.verdict === 'redo';
      if (!back || !isReported(stateOf(order)))
        throw new Fault('order_guard_failed', { guard: 'verdict_refill', action: 'verify' });
      const sent = sendPapersBack(tx, order);
      return { ...doneOf(sent.order), batchId: sent.batchId };
    });
    ctx.host.kick('outbox');
    return done;
  },
  'visits.platformAnswer': (ctx, input) => {
    const done = runCommand(ctx, 'visits.platformAnswer', (tx) => {
      const order = orderToChange(ctx, tx, 'orders.read', input);
      const { answer } = input;
      if (!isReported(stateOf(order)))
        throw new Fault('order_edge_missing', {
          from: stateOf(order),
          action: answer === 'redo' ? 'redo' : 'return_papers',
        });
      const step = stepOf(answer, input.dueAt);
      const take = (undoId?: string): VerdictTaken => {
        const taken = takeVerdict(tx, order, {
          step,
          reason: input.reason.trim(),
          ...(undoId === undefined ? {} : { undoId }),
        });
        return answer === 'passed' ? { ...taken, order: verifyIfMet(tx, taken.order, true) } : taken;
      };
      if (!isPlain(order, answer)) return doneOf(take().order);
      const kept = keep(tx, order, 'verdict', take);
      return { ...doneOf(kept.order), batchId: kept.batchId };
    });
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;
