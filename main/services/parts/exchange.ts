import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { exchangeSteps, type ExchangeDuty, type ExchangeState } from '../../../domain/stock/exchange.ts';
import type { OldPartBearer } from '../../../domain/stock/old-part.ts';
import { addDays, businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import type { OrderRow } from '../orders/core/order-row.ts';
import { getLocationOf } from './ledger.ts';

export interface ExchangeEntry {
  machineLineId: string;
  outCode: string;
  inCode: string;
  inModel: string;
  borneBy: OldPartBearer;
  duty: ExchangeDuty;
  reason: string;
}

/**
 * 换机 at the user's, told by the slip: one line holds the machine out, the machine in, who bears it and what is owed
 * of the old one. Faults: `exchange_codes`, `exchange_code_used` {code, number}, `not_found`.
 */
export function writeExchange(tx: Tx, order: OrderRow, visitId: string, entry: ExchangeEntry): string {
  const line = tx.get<{ id: string; model: string }>(
    'SELECT id, model FROM machine_line WHERE id = ? AND work_order_id = ?',
    entry.machineLineId,
    order.id,
  );
  if (line === undefined) throw new Fault('not_found', { entity: 'machine_line', id: entry.machineLineId });
  if (entry.outCode === '' || entry.inCode === '' || entry.outCode === entry.inCode)
    throw new Fault('exchange_codes', {});
  const used = tx.get<{ number: string }>(
    `SELECT w.number FROM machine_exchange e JOIN work_order w ON w.id = e.work_order_id
     WHERE e.state <> 'undone' AND (e.in_code = ? OR e.out_code = ?) LIMIT 1`,
    entry.inCode,
    entry.outCode,
  );
  if (used !== undefined) throw new Fault('exchange_code_used', { code: entry.inCode, number: used.number });
  const day = businessDay(tx.at, getZone(tx));
  const days = tx.value<number | null>(
    'SELECT old_part_days FROM payer_profile WHERE payer_id = ? AND from_day <= ? ORDER BY from_day DESC LIMIT 1',
    order.payer_id,
    day,
  );
  const owed = entry.duty === 'return' || entry.duty === 'destroy';
  const id = tx.insert('machine_exchange', {
    work_order_id: order.id,
    visit_id: visitId,
    machine_line_id: line.id,
    state: owed ? 'swapped' : 'settled',
    borne_by: entry.borneBy,
    payer_id: order.payer_id,
    duty: entry.duty,
    due_day: !owed || days === undefined || days === null ? null : addDays(day, days),
    out_model: line.model,
    out_code: entry.outCode,
    in_model: entry.inModel === '' ? line.model : entry.inModel,
    in_code: entry.inCode,
    reason: entry.reason,
    staff_id: order.staff_id,
    business_day: day,
    at: tx.at,
    ended_at: owed ? null : tx.at,
    key_id: order.key_id,
  });
  note(tx, id, order.id, visitId, owed ? 'swapped' : 'settled');
  return id;
}

function note(tx: Tx, id: string, workOrderId: string, visitId: string | null, state: ExchangeState): void {
  tx.note({
    entity: 'machine_exchange',
    entityId: id,
    workOrderId,
    visitId,
    kind: 'exchange.step',
    params: { state },
  });
}

/**
 * The old machine goes on: to our store, on its way, back with the maker, destroyed with a note of it, settled; or the
 * exchange did not take place. Faults: `exchange_step`, `exchange_reason`, `conflict`, `not_found`.
 */
export function stepExchange(
  tx: Tx,
  input: { id: string; version: number; to: ExchangeState; reason: string },
): { id: string; version: number; state: ExchangeState } {
  const row = tx.get<{ state: ExchangeState; out_code: string; work_order_id: string; visit_id: string }>(
    'SELECT state, out_code, work_order_id, visit_id FROM machine_exchange WHERE id = ?',
    input.id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'machine_exchange', id: input.id });
  const { to } = input;
  if (!exchangeSteps[row.state].includes(to))
    throw new Fault('exchange_step', { code: row.out_code, exchangeState: row.state });
  const reason = input.reason.trim();
  if ((to === 'destroyed' || to === 'undone') && reason === '')
    throw new Fault('exchange_reason', { code: row.out_code });
  const place = { in_store: 'old_parts', on_way: 'transit' } as const;
  const version = tx.update(
    'machine_exchange',
    input.id,
    {
      state: to,
      location_id: to === 'in_store' || to === 'on_way' ? getLocationOf(tx, place[to]) : null,
      ...(reason === '' ? {} : { reason }),
      ...(to === 'settled' || to === 'undone' ? { ended_at: tx.at } : {}),
    },
    { version: input.version },
  );
  note(tx, input.id, row.work_order_id, row.visit_id, to);
  return { id: input.id, version, state: to };
}
