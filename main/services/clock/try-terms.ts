import type { OutputOf } from '../../../preload/contract/index.ts';
import type { PayerTerms, RowReader } from '../masters.ts';
import { nextDeadline } from '../orders/core/derive.ts';
import type { OrderRow } from '../orders/core/order-row.ts';

type Tried = OutputOf<'clock.tryTerms'>;

/** Orders whose clocks of the payer may still run. */
export const clockedSql =
  "(w.state IN ('received', 'in_review', 'ready', 'dispatched', 'accepted', 'finished') OR w.verdict IN ('refill', 'redo')) AND w.closed_at IS NULL";

/** Orders that are reckoned at most, and between two breaths of the host. */
const mostOrders = 2000;
const breath = 40;
const examplesShown = 8;

/**
 * What other terms would do to the payer's open orders received from a day on: each order's next deadline under the
 * terms that hold now, and under the tried ones. Nothing is written.
 */
export async function tryTerms(
  read: RowReader,
  facts: { payerId: string; fromDay: string; until: string; terms: PayerTerms; nowMs: number },
): Promise<Tried> {
  const where = `w.payer_id = ? AND w.received_day >= ? AND w.received_day < ? AND ${clockedSql}`;
  const openOrders =
    read.get<{ n: number }>(
      `SELECT count(*) AS n FROM work_order w WHERE ${where}`,
      facts.payerId,
      facts.fromDay,
      facts.until,
    )?.n ?? 0;
  const orders = read.all<OrderRow>(
    `SELECT w.* FROM work_order w WHERE ${where} ORDER BY w.seq DESC LIMIT ${mostOrders}`,
    facts.payerId,
    facts.fromDay,
    facts.until,
  );
  const out: Tried = {
    openOrders,
    reckoned: orders.length,
    earlier: 0,
    later: 0,
    stopped: 0,
    started: 0,
    late: 0,
    examples: [],
  };
  const moved: { by: number; row: Tried['examples'][number] }[] = [];
  for (const [at, order] of orders.entries()) {
    const before = nextDeadline(read, order)?.dueAt ?? null;
    const next = nextDeadline(read, order, facts.terms);
    const after = next?.dueAt ?? null;
    if (at % breath === breath - 1) await new Promise((resolve) => setImmediate(resolve));
    if (before === after) continue;
    if (after === null) out.stopped += 1;
    else if (before === null) out.started += 1;
    else if (after < before) out.earlier += 1;
    else out.later += 1;
    if (after !== null && after < facts.nowMs && (before === null || before >= facts.nowMs)) out.late += 1;
    const { id, number, title } = order;
    moved.push({
      by: Math.abs((after ?? facts.nowMs) - (before ?? facts.nowMs)),
      row: { id, number, title, kind: next?.kind ?? null, beforeAt: before, afterAt: after },
    });
  }
  out.examples = moved
    .sort((a, b) => b.by - a.by)
    .slice(0, examplesShown)
    .map((one) => one.row);
  return out;
}
