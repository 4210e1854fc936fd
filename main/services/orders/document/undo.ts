import type { Tx } from '../../../../db/tx.ts';
import type { Db } from '../../../../db/connection.ts';
import { statement } from '../../../../db/queries/statements.ts';
import { Fault, isFault, type FaultParams } from '../../../../domain/kernel/fault.ts';
import { isUndoable, undoBar, undoPermission } from '../../../../domain/orders/undo.ts';
import { runCommand } from '../../command.ts';
import type { Handlers, ServiceContext, Session } from '../../context.ts';
import { write, writerOf } from '../../money/sliced.ts';
import { doneOf } from '../commands/states.ts';
import { getOrder } from '../core/order-row.ts';
import { takeBackStep } from '../core/take-back.ts';
import type { UndoStep } from '../core/undo.ts';
import { assertMayTouch } from '../scope.ts';

interface BatchRow {
  id: string;
  version: number;
  kind: string;
  steps: string;
  undone_at: number | null;
  final_reason: string | null;
}

interface Left {
  id: string;
  number: string;
  code: string;
  params: FaultParams;
}
type Done = ReturnType<typeof doneOf>;

function getBatch(read: { get<T>(sql: string, ...params: unknown[]): T | undefined }, id: string): BatchRow {
  const row = read.get<BatchRow>(
    'SELECT id, version, kind, steps, undone_at, final_reason FROM batch WHERE id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'batch', id });
  return row;
}

/** One step of a batch, in the scope of whoever takes it back. */
function takeBack(ctx: ServiceContext, tx: Tx, batch: BatchRow, step: UndoStep): Done {
  if (!isUndoable(step.action)) throw new Fault('undo_moved_on', { number: '' });
  assertMayTouch(ctx, undoPermission[step.action], getOrder(tx, step.orderId));
  return doneOf(takeBackStep(tx, { id: batch.id, undone: batch.undone_at !== null }, step));
}

function finish(tx: Tx, batch: BatchRow): void {
  tx.update('batch', batch.id, { undone_at: tx.at, undone_by: tx.staffId });
}

/**
 * Many orders: each in a command of its own (a refused one writes nothing), backwards, because a later step may stand
 * on an earlier one of the same order. Others get their turn in between.
 */
async function takeBackMany(
  ctx: ServiceContext,
  batch: BatchRow,
  steps: readonly UndoStep[],
): Promise<{ orders: Done[]; left: Left[] }> {
  const orders: Done[] = [];
  const left: Left[] = [];
  const writer = writerOf(ctx, 'orders.undo');
  for (const step of steps.toReversed()) {
    try {
      orders.push(write(writer, (tx) => takeBack(ctx, tx, batch, step)));
    } catch (error) {
      if (!isFault(error)) throw error;
      const number = statement(ctx.read, 'SELECT number FROM work_order WHERE id = ?')
        .pluck()
        .get(step.orderId);
      left.push({ id: step.orderId, number: String(number ?? ''), code: error.code, params: error.params });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { orders, left };
}

export const undoHandlers = {
  'orders.undo': async (ctx, input) => {
    const read = {
      get: <T>(sql: string, ...params: unknown[]) => statement(ctx.read, sql).get(...params) as T | undefined,
    };
    const known = getBatch(read, input.batchId);
    const steps = JSON.parse(known.steps) as UndoStep[];
    if (steps.length === 0) throw new Fault('not_found', { entity: 'batch', id: input.batchId });
    if (known.undone_at !== null && steps.length > 1) throw new Fault('undo_done', { number: '' });
    if (steps.length === 1) {
      const done = runCommand(ctx, 'orders.undo', (tx) => {
        const batch = getBatch(tx, input.batchId);
        const order = takeBack(ctx, tx, batch, steps[0] as UndoStep);
        finish(tx, batch);
        return { orders: [order], left: [] as Left[] };
      });
      ctx.host.kick('outbox');
      return done;
    }
    const { orders, left } = await takeBackMany(ctx, known, steps);
    const done = runCommand(ctx, 'orders.undo', (tx) => {
      finish(tx, getBatch(tx, input.batchId));
      return { orders, left };
    });
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;

/** The newest step of an order that this person can still take back: what its document offers. */
export function findUndo(
  db: Db,
  orderId: string,
  version: number,
  session: Session,
): { batchId: string; action: string; staffName: string | null; orders: number } | null {
  const last = statement(
    db,
    `SELECT json_extract(e.params, '$.undoId') AS batchId, s.name AS staffName FROM event e LEFT JOIN staff s ON s.id = e.staff_id
     WHERE e.work_order_id = ? AND json_extract(e.params, '$.undoId') IS NOT NULL ORDER BY e.seq DESC LIMIT 1`,
  ).get(orderId) as { batchId: string; staffName: string | null } | undefined;
  if (last === undefined) return null;
  const batch = statement(db, 'SELECT steps, undone_at FROM batch WHERE id = ?').get(last.batchId) as
    | { steps: string; undone_at: number | null }
    | undefined;
  if (batch === undefined) return null;
  const steps = JSON.parse(batch.steps) as UndoStep[];
  const step = steps.find((one) => one.orderId === orderId);
  if (step === undefined || !isUndoable(step.action) || !session.permissions.has(undoPermission[step.action]))
    return null;
  const sent = (step.rows.outbox ?? []).some((id) => {
    const row = statement(db, 'SELECT state, attempts FROM outbox WHERE id = ?').get(id) as
      | { state: string; attempts: number }
      | undefined;
    return row !== undefined && !(row.state === 'manual' || (row.state === 'waiting' && row.attempts === 0));
  });
  const bar = undoBar({
    action: step.action,
    undone: batch.undone_at !== null,
    versionAfter: step.versionAfter,
    version,
    sent,
  });
  if (bar !== null) return null;
  return { batchId: last.batchId, action: step.action, staffName: last.staffName, orders: steps.length };
}
