import type { Tx } from '../../../db/tx.ts';
import { holdReasons } from '../../../domain/orders/hold.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import {
  checkOutcome,
  getOutcome,
  machineResults,
  type MachineResultCode,
  type VisitOutcomeCode,
} from '../../../domain/visits/outcomes.ts';
import type { StepPayload } from '../../platforms/adapter.ts';
import { applyAction, writeOrder } from '../orders/core/apply-action.ts';
import { stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { takeVerdict } from '../orders/core/verdict.ts';
import type { VisitRow } from './visit-row.ts';

export interface MachineEntry {
  machineLineId: string;
  resultCode: string | null;
  indoorCode: string | null;
  outdoorCode: string | null;
  faultId: string | null;
  cause: string;
  measure: string;
}

const worked = new Set<string>(machineResults.filter((result) => result.worked).map((result) => result.code));
export const isWorked = (resultCode: string | null): boolean => resultCode !== null && worked.has(resultCode);

/** Where a machine stands after its result: what goes to the shop is not done yet. */
function stateAfter(resultCode: string | null): 'open' | 'finished' | 'waiting' | 'not_done' | 'exchanged' {
  if (resultCode === null) return 'open';
  if (worked.has(resultCode)) return 'finished';
  if (resultCode === 'taken_in') return 'waiting';
  return resultCode === 'to_exchange' || resultCode === 'to_return' ? 'exchanged' : 'not_done';
}

interface LineRow {
  id: string;
  state: string;
  result_code: string | null;
  finished_visit_id: string | null;
}

/**
 * Writes what a visit did to each machine and proves that the outcome agrees with it. Machines finished on an earlier
 * visit keep what they have. Faults: `visit_machines`, `not_found`.
 */
export function writeMachines(
  tx: Tx,
  visit: VisitRow,
  outcome: VisitOutcomeCode,
  entries: readonly MachineEntry[],
): void {
  const lines = tx.all<LineRow>(
    'SELECT id, state, result_code, finished_visit_id FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
    visit.work_order_id,
  );
  for (const entry of entries)
    if (!lines.some((line) => line.id === entry.machineLineId))
      throw new Fault('not_found', { entity: 'machine_line', id: entry.machineLineId });
  const settled = (line: LineRow) =>
    line.finished_visit_id !== null &&
    line.finished_visit_id !== visit.id &&
    line.state !== 'open' &&
    line.state !== 'waiting';
  const known = getOutcome(outcome);
  const results = lines.map((line) => {
    const entry = entries.find((one) => one.machineLineId === line.id);
    const given = settled(line) ? line.result_code : (entry?.resultCode ?? null);
    // Nothing was to be done where the trip ends the order without work.
    const result = given === null && known.ends && !known.needsResults ? 'not_needed' : given;
    return { line, entry, result };
  });
  const problem =
    checkOutcome(
      outcome,
      results.map((one) => ({ machineId: one.line.id, result: one.result as MachineResultCode | null })),
    ) ?? (known.ends && results.some((one) => one.result === 'taken_in') ? 'taken_in' : null);
  if (problem !== null) throw new Fault('visit_machines', { outcome, problem });
  for (const { line, entry, result } of results) {
    if (settled(line)) continue;
    tx.update('machine_line', line.id, {
      state: stateAfter(result),
      result_code: result,
      finished_visit_id: result === null ? null : visit.id,
      ...(entry === undefined
        ? {}
        : {
            indoor_code: entry.indoorCode ?? undefined,
            outdoor_code: entry.outdoorCode ?? undefined,
            fault_id: entry.faultId ?? undefined,
            cause: entry.cause,
            measure: entry.measure,
          }),
    });
    const known = tx.value<string>(
      'SELECT id FROM visit_machine WHERE visit_id = ? AND machine_line_id = ?',
      visit.id,
      line.id,
    );
    const row = { result_code: result, outcome };
    if (known === undefined)
      tx.insert('visit_machine', { visit_id: visit.id, machine_line_id: line.id, ...row });
    else tx.update('visit_machine', known, row);
  }
}

export interface FollowUp {
  outcome: VisitOutcomeCode;
  causeCode: string | null;
  nextContactAt: number | null;
  upstream: StepPayload;
}

/**
 * What an ended visit makes of its order: finished, waiting with a reason, or back to booking. An order that is past
 * that already stays where it is.
 */
export function followUp(tx: Tx, order: OrderRow, input: FollowUp): OrderRow {
  if (stateOf(order) !== 'accepted') return order;
  const known = getOutcome(input.outcome);
  if (known.ends) {
    // Done again as the platform asked: it looks at it once more
    const asked =
      order.verdict === 'redo' ? takeVerdict(tx, order, { step: { kind: 'report' } }).order : order;
    return applyAction(tx, {
      orderId: order.id,
      read: asked,
      action: 'finish',
      params: { upstream: input.upstream },
    });
  }
  if (known.hold !== null) {
    const reason = holdReasons.find((one) => one.key === known.hold);
    return applyAction(tx, {
      orderId: order.id,
      action: 'hold',
      reasonCode: input.causeCode ?? reason?.code ?? known.hold,
      params: {
        holdKey: known.hold,
        nextContactAt: input.nextContactAt,
        upstream: {
          reasonCode: reason?.code ?? known.hold,
          reasonText: reason?.zh ?? '',
          ...(input.nextContactAt === null ? {} : { nextContactAt: input.nextContactAt }),
        },
      },
    });
  }
  return backToBooking(tx, order, input);
}

/** The window is used up. Nobody there is a miss with its cause; the rest of a partly done order is booked anew. */
function backToBooking(tx: Tx, order: OrderRow, input: FollowUp): OrderRow {
  const missed = input.outcome === 'empty_user_absent';
  if (missed && order.appointment_state === 'agreed')
    tx.insert('appointment', {
      work_order_id: order.id,
      change_no:
        1 +
        (tx.value<number>(
          'SELECT coalesce(max(change_no), 0) FROM appointment WHERE work_order_id = ?',
          order.id,
        ) ?? 0),
      state: 'missed',
      day: order.appointment_day,
      slot_id: order.appointment_slot_id,
      start_at: order.appointment_start_at,
      end_at: order.appointment_end_at,
      reason_code: input.causeCode,
      fault_of: 'user',
      source: 'visit',
      staff_id: tx.staffId,
      at: tx.at,
    });
  const patch =
    missed && order.appointment_state === 'agreed'
      ? { appointment_state: 'missed' }
      : {
          appointment_state: 'none',
          appointment_day: null,
          appointment_slot_id: null,
          appointment_start_at: null,
          appointment_end_at: null,
        };
  return writeOrder(
    tx,
    order,
    { ...patch, next_contact_at: input.nextContactAt },
    { kind: 'order.visit_again', params: { outcome: input.outcome, cause: input.causeCode } },
  );
}
