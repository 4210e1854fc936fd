import type { Tx } from '../../../../db/tx.ts';
import { isHoldKey, pausesFor, type HoldSpan } from '../../../../domain/orders/hold.ts';
import { queueOf } from '../../../../domain/orders/queue.ts';
import { openStates } from '../../../../domain/orders/states.ts';
import { verdictStatusOf } from '../../../../domain/orders/verdict.ts';
import { planDeadlines, type PlannedDeadline } from '../../../../domain/time/payer-clock.ts';
import { acceptDueAt } from '../../clock/accept-due.ts';
import { placeFacts } from '../../clock/place.ts';
import { getCalendar, getPayerTerms, type PayerTerms, type RowReader } from '../../masters.ts';
import { stateOf, type OrderRow } from './order-row.ts';

/** What of a work order is derived from its other columns and rows; written with them, never by itself. */
export interface Derived {
  queue: string;
  deadline_at: number | null;
  deadline_kind: string | null;
  money_at_risk_fen: number;
  accept_due_at: number | null;
}

/** Recomputes queue and next deadline of an order as `row` says it is about to be. */
export function computeDerived(tx: Tx, row: OrderRow): Derived {
  const state = stateOf(row);
  const visit =
    row.visits === 0
      ? undefined
      : tx.value<string>(
          "SELECT state FROM visit WHERE work_order_id = ? AND state IN ('departed', 'arrived') ORDER BY visit_no DESC LIMIT 1",
          row.id,
        );
  const open =
    state !== 'audited'
      ? 1
      : tx.value<number>(
          "SELECT count(*) FROM fee_line WHERE work_order_id = ? AND state NOT IN ('paid', 'waived', 'lost', 'void') AND amount_fen <> 0",
          row.id,
        );
  const holdKey =
    state === 'on_hold'
      ? tx.value<string>('SELECT hold_key FROM order_hold WHERE work_order_id = ? AND to_at IS NULL', row.id)
      : undefined;
  const queue = queueOf({
    state,
    holdKey: holdKey !== undefined && isHoldKey(holdKey) ? holdKey : null,
    appointment: row.appointment_state,
    visit: visit === 'arrived' || visit === 'departed' ? visit : 'none',
    verdict: verdictStatusOf(row.verdict),
    settled: open === 0,
  });
  const next = nextDeadline(tx, row);
  const acceptDue = acceptDueAt(tx, row, tx.at);
  // The technician's answer is the outlet's own clock: it stands in the lists when it ends first, the fine stays the payer's
  const isOwn = acceptDue !== null && (next?.dueAt == null || acceptDue < next.dueAt);
  return {
    queue,
    deadline_at: isOwn ? acceptDue : (next?.dueAt ?? null),
    deadline_kind: isOwn ? 'staff_accept' : (next?.kind ?? null),
    money_at_risk_fen: next === null ? 0 : getPayerTerms(tx, row.payer_id, row.received_day).lateFeeFen,
    accept_due_at: acceptDue,
  };
}

/** The earliest clock still to be met, or null when none runs. A met clock (called, accepted …) no longer counts. */
export function nextDeadline(
  tx: RowReader,
  row: OrderRow,
  terms: PayerTerms = getPayerTerms(tx, row.payer_id, row.received_day),
): PlannedDeadline | null {
  const state = stateOf(row);
  const waitsForPapers = row.verdict === 'refill' || row.verdict === 'redo';
  if (!openStates.includes(state) && state !== 'finished' && !waitsForPapers) return null;
  const held = holdsOf(tx, row);
  const plan = planDeadlines(
    terms.clock,
    {
      receivedAt: row.received_at,
      appointmentEndAt: row.appointment_state === 'agreed' ? row.appointment_end_at : null,
      finishedAt: row.finished_at,
      fixDueAt: waitsForPapers ? row.verdict_deadline_at : null,
      ...placeFacts(tx, terms.clock, row.division_code),
      pauses: (kind) => pausesFor(kind, held, terms.holdOverrides),
    },
    getCalendar(tx),
  );
  let next: PlannedDeadline | null = null;
  for (const planned of plan) {
    if (planned.dueAt === null || isMet(planned.kind, row)) continue;
    if (next === null || planned.dueAt < (next.dueAt as number)) next = planned;
  }
  return next;
}

function isMet(kind: PlannedDeadline['kind'], row: OrderRow): boolean {
  switch (kind) {
    case 'accept':
      return row.accepted_upstream_at !== null || row.finished_at !== null || row.connection_id === null;
    case 'first_call':
      return row.first_call_at !== null || row.finished_at !== null;
    case 'visit':
    case 'finish':
      return row.finished_at !== null;
    case 'upload':
      // What was sent back had been uploaded in its time: only the time to fill it again runs
      return stateOf(row) !== 'finished' || row.verdict === 'refill';
    case 'fix':
      return false;
  }
}

function holdsOf(tx: RowReader, row: OrderRow): HoldSpan[] {
  if (row.hold_since === null) return [];
  return tx
    .all<{ hold_key: string; from_at: number; to_at: number | null }>(
      'SELECT hold_key, from_at, to_at FROM order_hold WHERE work_order_id = ? ORDER BY from_at',
      row.id,
    )
    .flatMap((hold) =>
      isHoldKey(hold.hold_key) ? [{ key: hold.hold_key, fromMs: hold.from_at, toMs: hold.to_at }] : [],
    );
}
