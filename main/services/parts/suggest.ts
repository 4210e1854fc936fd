import type { OutputOf } from '../../../preload/contract/index.ts';
import type { RowReader } from '../masters.ts';

type Suggestion = OutputOf<'parts.suggest'>['parts'][number];

/** Why a part is offered, the better reason first. */
const reasons = ['fault', 'history', 'model'] as const;

/**
 * Usual parts for an order: those of its faults, those that orders with the same model used before, those made for
 * the model. At most twelve; stock free in the stores and in the man's bag beside each.
 */
export function suggestParts(read: RowReader, workOrderId: string): Suggestion[] {
  const order = read.get<{ staff_id: string | null; fault_text: string }>(
    'SELECT staff_id, fault_text FROM work_order WHERE id = ?',
    workOrderId,
  );
  if (order === undefined) return [];
  const machines = read.all<{ model: string; category: string; fault_id: string | null }>(
    'SELECT model, category, fault_id FROM machine_line WHERE work_order_id = ?',
    workOrderId,
  );
  const found = new Map<string, (typeof reasons)[number]>();
  const offer = (partId: string, because: (typeof reasons)[number]) => {
    if (!found.has(partId)) found.set(partId, because);
  };
  for (const machine of machines)
    for (const id of partsOfFaults(read, machine, order.fault_text)) offer(id, 'fault');
  for (const machine of machines) {
    if (machine.model === '') continue;
    for (const row of read.all<{ part_id: string }>(
      `SELECT u.part_id, count(*) AS n FROM part_use u JOIN machine_line m ON m.id = u.machine_line_id
       WHERE m.model = ? AND u.reversed_at IS NULL GROUP BY u.part_id ORDER BY n DESC LIMIT 6`,
      machine.model,
    ))
      offer(row.part_id, 'history');
    for (const row of read.all<{ part_id: string }>(
      'SELECT part_id FROM part_model WHERE model = ? ORDER BY part_id LIMIT 12',
      machine.model,
    ))
      offer(row.part_id, 'model');
  }
  return [...found]
    .slice(0, 12)
    .flatMap(([partId, because]) => describe(read, partId, because, order.staff_id));
}

/** A fault is known by its code, or its symptom stands in what the user said. */
function partsOfFaults(
  read: RowReader,
  machine: { category: string; fault_id: string | null },
  faultText: string,
): string[] {
  const rows = read.all<{ id: string; symptom_zh: string; usual_parts: string }>(
    'SELECT id, symptom_zh, usual_parts FROM fault WHERE id = ? OR category = ? ORDER BY code',
    machine.fault_id,
    machine.category,
  );
  return rows
    .filter(
      (row) => row.id === machine.fault_id || (row.symptom_zh !== '' && faultText.includes(row.symptom_zh)),
    )
    .flatMap((row) => JSON.parse(row.usual_parts) as string[]);
}

function describe(
  read: RowReader,
  partId: string,
  because: (typeof reasons)[number],
  staffId: string | null,
): Suggestion[] {
  const row = read.get<Omit<Suggestion, 'because'>>(
    `SELECT p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, p.customer_price_fen AS customerPriceFen,
       (SELECT coalesce(sum(b.quantity_milli - b.reserved_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id
         WHERE b.part_id = p.id AND b.condition = 'good' AND l.kind = 'main') AS freeMilli,
       (SELECT coalesce(sum(b.quantity_milli - b.reserved_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id
         WHERE b.part_id = p.id AND b.condition = 'good' AND l.kind = 'bag' AND l.staff_id = ?) AS bagMilli
     FROM part p WHERE p.id = ? AND p.retired_at IS NULL`,
    staffId,
    partId,
  );
  return row === undefined ? [] : [{ ...row, because }];
}
