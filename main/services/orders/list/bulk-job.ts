import type { Tx } from '../../../../db/tx.ts';
import { statement } from '../../../../db/queries/statements.ts';
import { Fault, isFault, type FaultParams } from '../../../../domain/kernel/fault.ts';
import type { UndoableAction } from '../../../../domain/orders/undo.ts';
import type { CheckedInputOf, OutputOf } from '../../../../preload/contract/index.ts';
import type { ServiceContext } from '../../context.ts';
import type { JobRun } from '../../jobs/kind.ts';
import { sliceCpuMs, write, type Writer } from '../../money/sliced.ts';
import { printPapers } from '../../paper/print.ts';
import { holdInput } from '../commands/states.ts';
import { applyAction, writeOrder } from '../core/apply-action.ts';
import { stateOf, type OrderRow } from '../core/order-row.ts';
import { beginStep, endStep, keepBatch, type UndoStep } from '../core/undo.ts';
import { orderToChange } from '../scope.ts';
import { bulkPermissions } from './bulk.ts';
import { changeTags } from './tags.ts';

export type BulkOrder = Omit<CheckedInputOf<'orders.bulk'>, 'snapshotId' | 'ranges'> & {
  /** `seq` of the chosen orders, in the list's order. */
  numbers: readonly number[];
};
type BulkResult = OutputOf<'orders.bulkResult'>;

interface Chosen {
  id: string;
  number: string;
  /** As it stood when the job began: what another desk changes meanwhile is left alone. */
  version: number;
}

/** Named left ones; beyond that only their number is told. */
const leftAtMost = 500;
/** Steps kept in one batch: more, and its record would be longer than a command may be. */
const stepsPerBatch = 250;

/**
 * One action over many orders, in slices that let other desks in between. Each order stands for itself: what cannot be
 * done is left as it was with its reason, the rest goes on. Stopping ends it between two slices; what is done stays.
 */
export async function bulkJob(run: JobRun, order: BulkOrder): Promise<BulkResult> {
  const ctx: ServiceContext = {
    env: run.env,
    session: run.session,
    requestId: run.env.newId(),
    gate: run.store.gate,
    read: run.store.read,
    host: run.host,
  };
  const chosen = readChosen(run, order.numbers);
  const bulk = new Bulk(ctx, order, chosen);
  let at = 0;
  while (at < chosen.length && !run.signal.aborted) {
    at = bulk.slice(at, chosen.length);
    run.progress(Math.floor((at * 1000) / chosen.length), order.action);
    await new Promise((resolve) => setImmediate(resolve));
  }
  bulk.close();
  run.host.kick(order.action === 'print' ? 'print' : 'outbox');
  return bulk.result(at < chosen.length);
}

function readChosen(run: JobRun, numbers: readonly number[]): Chosen[] {
  const found = new Map<number, Chosen>();
  const rows = statement(
    run.store.read,
    'SELECT seq, id, number, version FROM work_order WHERE seq IN (SELECT value FROM json_each(?))',
  ).all(JSON.stringify(numbers)) as (Chosen & { seq: number })[];
  for (const { seq, ...row } of rows) found.set(seq, row);
  return numbers.flatMap((seq) => found.get(seq) ?? []);
}

/** An order failed after something of it was written: the slice must go without it. */
class Halfway extends Error {
  readonly at: number;
  readonly fault: Fault;
  constructor(at: number, fault: Fault) {
    super(fault.message);
    this.at = at;
    this.fault = fault;
  }
}

class Bulk {
  readonly #ctx: ServiceContext;
  readonly #order: BulkOrder;
  readonly #chosen: readonly Chosen[];
  /** The batch under way, null for what cannot be taken back; full ones are in `#kept`. */
  #batchId: string | null;
  readonly #writer: Writer;
  #done = 0;
  #leftCount = 0;
  readonly #left: BulkResult['left'] = [];
  readonly #reasons = new Map<string, BulkResult['reasons'][number] & { at: number }>();
  #steps: UndoStep[] = [];
  readonly #kept: string[] = [];

  constructor(ctx: ServiceContext, order: BulkOrder, chosen: readonly Chosen[]) {
    this.#ctx = ctx;
    this.#order = order;
    this.#chosen = chosen;
    this.#batchId = order.action === 'print' ? null : ctx.env.newId();
    this.#writer = {
      gate: ctx.gate,
      newId: () => ctx.env.newId(),
      deskId: ctx.session.deskId,
      staffId: ctx.session.staffId,
      command: `orders.bulk.${order.action}`,
    };
  }

  /** Does as many from `from` as fit one command; answers where the next begins. */
  slice(from: number, end: number): number {
    const steps: UndoStep[] = [];
    const refused: [Chosen, Fault][] = [];
    try {
      const next = write(this.#writer, (tx) => {
        const before = process.threadCpuUsage();
        let at = from;
        while (at < end) {
          this.#one(tx, at, steps, refused);
          at += 1;
          const used = process.threadCpuUsage(before);
          if ((used.user + used.system) / 1000 >= sliceCpuMs) break;
        }
        return at;
      });
      this.#done += next - from - refused.length;
      this.#steps.push(...steps);
      if (this.#steps.length >= stepsPerBatch) this.close();
      for (const [row, fault] of refused) this.#leave(row, fault);
      return next;
    } catch (error) {
      if (!(error instanceof Halfway)) throw error;
      // Those before it are done again without it; it is left when the next slice begins with it
      if (error.at > from) return this.slice(from, error.at);
      this.#leave(this.#chosen[error.at] as Chosen, error.fault);
      return error.at + 1;
    }
  }

  #one(tx: Tx, at: number, steps: UndoStep[], refused: [Chosen, Fault][]): void {
    const row = this.#chosen[at] as Chosen;
    const before = written(tx);
    try {
      const order = orderToChange(this.#ctx, tx, bulkPermissions[this.#order.action], row);
      const step = this.#act(tx, order);
      if (step !== null) steps.push(step);
    } catch (error) {
      if (!isFault(error)) throw error;
      if (written(tx) !== before) throw new Halfway(at, error);
      refused.push([row, error]);
    }
  }

  #act(tx: Tx, order: OrderRow): UndoStep | null {
    const { action } = this.#order;
    if (action === 'print') {
      printPapers(this.#ctx, tx, { kind: 'service_slip', ids: [order.id], printerId: null, copies: null });
      return null;
    }
    const isGiven = order.staff_id !== null || order.sub_shop_id !== null;
    const edge = action === 'assign' && isGiven && stateOf(order) !== 'ready' ? 'reassign' : action;
    const step = this.#batchId === null ? null : beginStep(tx, order, edge as UndoableAction);
    const [after, more] = this.#change(tx, order, edge);
    // It was so already: there is nothing to take back
    if (after === order) return null;
    return step === null ? null : endStep(tx, step, after, more);
  }

  #change(tx: Tx, order: OrderRow, edge: string): [OrderRow, UndoStep['more']?] {
    const input = this.#order;
    const undo = this.#batchId === null ? {} : { undoId: this.#batchId };
    const target = { orderId: order.id, read: order };
    switch (edge) {
      case 'approve':
        return [applyAction(tx, { ...target, action: 'approve', params: undo })];
      case 'resume':
        return [applyAction(tx, { ...target, action: 'resume', params: undo })];
      case 'hold': {
        const { params, reasonCode } = holdInput(tx, order, { ...input, reasonCode: input.reasonCode ?? '' });
        return [applyAction(tx, { ...target, action: 'hold', reasonCode, params: { ...params, ...undo } })];
      }
      case 'assign':
      case 'reassign': {
        if (edge === 'reassign' && input.reasonCode === null)
          throw new Fault('order_edge_missing', { from: stateOf(order), action: 'assign' });
        return [
          applyAction(tx, {
            ...target,
            action: edge,
            reasonCode: edge === 'reassign' ? input.reasonCode : null,
            params: { staffId: input.staffId, subShopId: null, helperId: null, passed: [], ...undo },
          }),
        ];
      }
      case 'unassign':
        return [
          applyAction(tx, { ...target, action: 'unassign', reasonCode: input.reasonCode, params: undo }),
        ];
      case 'urgent': {
        if (Boolean(order.urgent) === input.urgent) return [order];
        const event = { kind: 'order.urgent', params: { urgent: input.urgent, ...undo } };
        return [writeOrder(tx, order, { urgent: input.urgent }, event)];
      }
      default: {
        const wanted = { add: input.addTags, remove: input.removeTags };
        const change = changeTags(tx, order, wanted, this.#batchId ?? undefined);
        return [change.order, { added: change.added, removed: change.removed }];
      }
    }
  }

  #leave(row: Chosen, fault: Fault): void {
    this.#leftCount += 1;
    const key = reasonOf(fault);
    const known = this.#reasons.get(key);
    const reason = known ?? { at: this.#reasons.size, code: fault.code, params: fault.params, count: 0 };
    if (known === undefined) this.#reasons.set(key, reason);
    reason.count += 1;
    if (this.#left.length >= leftAtMost) return;
    const { id, number } = row;
    this.#left.push({ id, number, code: fault.code, params: fault.params as FaultParams, reason: reason.at });
  }

  /** Keeps what undo needs of the steps so far; the next ones belong to another batch. */
  close(): void {
    const [batchId, steps] = [this.#batchId, this.#steps];
    if (batchId === null || steps.length === 0) return;
    write(this.#writer, (tx) => keepBatch(tx, batchId, `orders.${this.#order.action}`, steps));
    this.#kept.push(batchId);
    this.#steps = [];
    this.#batchId = this.#ctx.env.newId();
  }

  result(stopped: boolean): BulkResult {
    return {
      action: this.#order.action,
      total: this.#chosen.length,
      done: this.#done,
      left: this.#left,
      leftCount: this.#leftCount,
      reasons: [...this.#reasons.values()].map(({ at: _at, ...reason }) => reason),
      stopped,
      batchIds: this.#kept,
    };
  }
}

/** What two orders must share to be left for the same reason: not their numbers, names or moments. */
const reasonOf = ({ code, params }: Fault): string =>
  JSON.stringify([code, params['guard'], params['reason'], params['from'], params['action']]);

/** Grows with every row a command writes. */
function written(tx: Tx): number {
  let count = tx.images.length + tx.touched.length;
  for (const images of tx.sealedImages.values()) count += images.length;
  return count;
}
