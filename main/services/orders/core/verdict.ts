import type { Tx } from '../../../../db/tx.ts';
import { isFault } from '../../../../domain/kernel/fault.ts';
import {
  computeVerdict,
  edgeForVerdict,
  verdictCodeOf,
  verdictStatusOf,
  type PlatformAnswer,
  type Verdict,
  type VerdictStep,
} from '../../../../domain/orders/verdict.ts';
import { applyAction, writeOrder } from './apply-action.ts';
import { reopenMachines } from './reopen-machines.ts';
import { stateOf, type OrderRow } from './order-row.ts';

export interface VerdictInput {
  step: VerdictStep;
  /** The platform's words. */
  reason?: string;
  sourceOrderId?: string | null;
  /** Batch by which `orders.undo` takes it back. */
  undoId?: string;
}

/** What was written, so that it can be taken back. */
export interface VerdictTaken {
  order: OrderRow;
  verdictId: string | null;
  /** Earlier answers that no longer wait for us. */
  cleared: string[];
}

function verdictOf(order: OrderRow): Verdict {
  const { verdict } = order;
  return {
    status: verdictStatusOf(verdict),
    fix: verdict === 'refill' || verdict === 'redo' ? verdict : null,
    dueAt: order.verdict_deadline_at,
    returns: 0,
  };
}

const answerOf = (step: VerdictStep): PlatformAnswer | null => {
  switch (step.kind) {
    case 'report':
      return null;
    case 'pass':
      return 'passed';
    case 'refuse':
      return 'refused';
    case 'return':
      return step.fix;
  }
};

/**
 * What the platform says about reported work, or that it was reported once more. The order follows where it can: papers
 * to fill again take it back to its proof, work to do again to its booking, a refusal to the dispute. Where it cannot
 * (the month is closed) the verdict is written all the same and the order stays where it is.
 */
export function takeVerdict(tx: Tx, order: OrderRow, input: VerdictInput): VerdictTaken {
  const { step } = input;
  const next = computeVerdict(verdictOf(order), step);
  const answer = answerOf(step);
  const cleared = tx
    .all<{ id: string }>('SELECT id FROM verdict WHERE work_order_id = ? AND cleared_at IS NULL', order.id)
    .map(({ id }) => id);
  for (const id of cleared) tx.update('verdict', id, { cleared_at: tx.at });
  const verdictId =
    answer === null
      ? null
      : tx.insert('verdict', {
          work_order_id: order.id,
          source_order_id: input.sourceOrderId ?? null,
          verdict: answer,
          reason: input.reason ?? '',
          deadline_at: next.dueAt,
          at: tx.at,
          cleared_at: answer === 'passed' ? tx.at : null,
        });
  const verdictCode = verdictCodeOf(next);
  const noted = writeOrder(
    tx,
    order,
    { verdict: verdictCode, verdict_deadline_at: next.dueAt },
    {
      kind: step.kind === 'report' ? 'order.reported_again' : 'order.verdict',
      params: { verdictCode, ...(input.undoId === undefined ? {} : { undoId: input.undoId }) },
    },
  );
  return { order: follow(tx, noted, next), verdictId, cleared };
}

function follow(tx: Tx, order: OrderRow, verdict: Verdict): OrderRow {
  const action = edgeForVerdict(verdict, stateOf(order));
  if (action === null) return order;
  try {
    const after = applyAction(tx, {
      orderId: order.id,
      read: order,
      action,
      reasonCode: 'papers_refused',
      ...(action === 'redo' ? { patch: { finished_at: null } } : {}),
    });
    if (action === 'redo') reopenMachines(tx, order.id);
    return after;
  } catch (error) {
    if (isFault(error) && error.code === 'order_guard_failed') return order;
    throw error;
  }
}
