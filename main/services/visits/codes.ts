import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import {
  checkCodes,
  normaliseCode,
  type CodePlace,
  type CodeUse,
  type CodeProblem,
  type CodeRule,
} from '../../../domain/verification/machine-codes.ts';
import type { RowReader } from '../masters.ts';

export interface CodeInput {
  machineLineId: string;
  indoorCode: string | null;
  outdoorCode: string | null;
}

/** Which codes a model must carry, from the names the catalogue gives them. */
export function neededPlaces(codesToCollect: string | null): CodePlace[] {
  if (codesToCollect === null) return [];
  const names = JSON.parse(codesToCollect) as string[];
  const places: CodePlace[] = [];
  if (names.some((name) => !name.includes('外机'))) places.push('indoor');
  if (names.some((name) => name.includes('外机'))) places.push('outdoor');
  return places;
}

function readRules(read: RowReader): CodeRule[] {
  return read
    .all<{
      model: string;
      sn_pattern: string | null;
      outdoor_sn_pattern: string | null;
      codes_to_collect: string;
    }>('SELECT model, sn_pattern, outdoor_sn_pattern, codes_to_collect FROM product_model')
    .map((row) => ({
      model: row.model,
      patterns: { indoor: row.sn_pattern, outdoor: row.outdoor_sn_pattern ?? row.sn_pattern },
      required: neededPlaces(row.codes_to_collect),
    }));
}

const installTypes = "('安装', '送装')";

/**
 * Another order that carries a code already, or null; a finished one before one still open. A machine is installed once
 * by anybody; it may be repaired again and again, but by another user's order only if somebody copied a code.
 */
function usedBy(
  read: RowReader,
  order: { id: string; service_type: string; customer_id: string; parent_id: string | null },
  code: string,
): CodeUse | null {
  const install = ['安装', '送装'].includes(order.service_type);
  const row = read.get<{ id: string; number: string; open: number }>(
    `SELECT w.id, w.number, w.state NOT IN ('finished', 'verified', 'audited', 'closed') AS open FROM machine_line m JOIN work_order w ON w.id = m.work_order_id
       WHERE (m.indoor_code = @code OR m.outdoor_code = @code) AND w.id <> @id AND w.id IS NOT @parentId
         AND w.parent_id IS NOT @id AND coalesce(w.side_state, '') NOT IN ('cancelled', 'sent_back')
         AND (m.result_code IS NOT NULL OR w.state NOT IN ('finished', 'verified', 'audited', 'closed'))
         AND ${install ? `w.service_type IN ${installTypes}` : 'w.service_type = @serviceType AND w.customer_id <> @customerId'} ORDER BY open, w.seq DESC LIMIT 1`,
    {
      code,
      id: order.id,
      parentId: order.parent_id,
      ...(install ? {} : { serviceType: order.service_type, customerId: order.customer_id }),
    },
  );
  return row === undefined ? null : { order: row.number, orderId: row.id, open: row.open === 1 };
}

/** Everything that is wrong with the codes of an order's machines; `needed` leaves out machines nobody worked on. */
export function findCodeProblems(
  read: RowReader,
  orderId: string,
  entries: readonly CodeInput[],
  needed: (machineLineId: string) => boolean = () => true,
): CodeProblem[] {
  const order = read.get<{ id: string; service_type: string; customer_id: string; parent_id: string | null }>(
    'SELECT id, service_type, customer_id, parent_id FROM work_order WHERE id = ?',
    orderId,
  );
  if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: orderId });
  const models = new Map(
    read
      .all<{ id: string; model: string }>(
        'SELECT id, model FROM machine_line WHERE work_order_id = ?',
        orderId,
      )
      .map((line) => [line.id, line.model]),
  );
  return checkCodes(
    entries.map((entry) => ({
      machineId: entry.machineLineId,
      model: models.get(entry.machineLineId) ?? null,
      indoor: entry.indoorCode,
      outdoor: entry.outdoorCode,
    })),
    readRules(read),
    (code) => usedBy(read, order, code),
  ).filter((problem) => problem.code !== 'missing' || needed(problem.machineId));
}

/** Codes as they are stored. */
export const cleanCode = (raw: string | null): string | null =>
  raw === null || raw.trim() === '' ? null : normaliseCode(raw);

/**
 * Stops a code that is certainly wrong: on another order, finished or open, or twice here. What only looks wrong
 * (pattern, another model's) is kept and asks for a decision at verification. Faults: `machine_code_used`,
 * `machine_code_open`, `machine_code_twice`.
 */
export function refuseUsedCodes(tx: Tx, orderId: string, entries: readonly CodeInput[]): CodeProblem[] {
  const problems = findCodeProblems(tx, orderId, entries);
  for (const problem of problems) {
    const code = problem.params.code ?? '';
    if (problem.code === 'used_before')
      throw new Fault('machine_code_used', { code, order: problem.params.order ?? '' });
    if (problem.code === 'used_open')
      throw new Fault('machine_code_open', { code, order: problem.params.order ?? '' });
    if (problem.code === 'twice_in_order' || problem.code === 'same_on_both')
      throw new Fault('machine_code_twice', { code });
  }
  return problems;
}
