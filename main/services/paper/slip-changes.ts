import { createHash } from 'node:crypto';
import type { Tx } from '../../../db/tx.ts';
import { changedGroup, slipMarks, slipVoidReasons } from '../../../domain/paper/slip-facts.ts';
import type { RowReader } from '../masters.ts';

interface OpenSlip {
  id: string;
  number: string;
  work_order_id: string;
}

/** The marks of what a slip of this order would say now; salted by the slip, so that no two records can be compared. */
function marksNow(read: RowReader, slip: Pick<OpenSlip, 'id' | 'work_order_id'>): string | null {
  const order = read.get<{
    name: string;
    phone: string | null;
    phone2: string | null;
    virtual_phone: string | null;
    address: string;
    floor: number | null;
    appointment_start_at: number | null;
    appointment_end_at: number | null;
    title: string;
    service_type: string;
    warranty: string | null;
    fault_text: string;
    remark: string;
  }>(
    `SELECT c.name, c.phone, c.phone2, c.virtual_phone, a.county || a.town || a.detail AS address, a.floor, w.appointment_start_at,
       w.appointment_end_at, w.title, w.service_type, w.warranty, w.fault_text, w.remark
     FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id WHERE w.id = ?`,
    slip.work_order_id,
  );
  if (order === undefined) return null;
  const machines = read.all<{ brand: string | null; model: string; product: string; quantity: number }>(
    'SELECT brand_id AS brand, model, product_name AS product, quantity FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
    slip.work_order_id,
  );
  return slipMarks(
    {
      door: {
        name: order.name,
        phones: [order.phone, order.phone2, order.virtual_phone],
        address: order.address,
        floor: order.floor,
      },
      time: { startAt: order.appointment_start_at, endAt: order.appointment_end_at },
      work: {
        title: order.title,
        serviceType: order.service_type,
        warranty: order.warranty,
        symptom: order.fault_text,
        wish: order.remark,
        machines,
      },
    },
    (text) => createHash('sha256').update(`${slip.id}\n${text}`).digest('base64url').slice(0, 12),
  );
}

interface SlipRecord {
  id: string;
  facts_hash: string | null;
}

const recordOf = (read: RowReader, slipId: string) =>
  read.get<SlipRecord>(
    "SELECT id, facts_hash FROM paper_record WHERE document_kind = 'service_slip' AND document_id = ? AND void_at IS NULL",
    slipId,
  );

/** Keeps what a slip said when it was printed. `replaces`: number of the void one it stands for. */
export function recordSlip(
  tx: Tx,
  slip: OpenSlip & { copies: number },
  day: string,
  replaces: string | null,
): void {
  const known = recordOf(tx, slip.id);
  if (known !== undefined) {
    tx.update('paper_record', known.id, { copies: slip.copies });
    return;
  }
  tx.insert('paper_record', {
    document_kind: 'service_slip',
    document_id: slip.id,
    number: slip.number,
    business_day: day,
    copies: slip.copies,
    facts_hash: marksNow(tx, slip),
    replaces,
    staff_id: tx.staffId,
    at: tx.at,
  });
}

/** Voids one slip. */
export function voidOneSlip(tx: Tx, slipId: string, reason: string): void {
  tx.update('slip', slipId, { state: 'void', void_at: tx.at, void_reason: reason });
  const record = recordOf(tx, slipId);
  if (record !== undefined) tx.update('paper_record', record.id, { void_at: tx.at, void_reason: reason });
}

/** Voids the slip when what it says is no longer so. Answers whether it did. */
export function voidIfChanged(tx: Tx, slip: OpenSlip): boolean {
  const record = recordOf(tx, slip.id);
  const now = record === undefined ? null : marksNow(tx, slip);
  const group = now === null ? null : changedGroup(record?.facts_hash ?? null, now);
  if (group === null) return false;
  voidOneSlip(tx, slip.id, slipVoidReasons[group]);
  // What still waits would print the old words; a job under way or of unknown end is looked at by a person.
  for (const job of tx.all<{ id: string }>(
    "SELECT id FROM print_job WHERE document_kind = 'service_slip' AND document_id = ? AND state IN ('queued', 'failed')",
    slip.id,
  ))
    tx.update('print_job', job.id, { state: 'cancelled', ended_at: tx.at });
  tx.note({
    entity: 'slip',
    entityId: slip.id,
    kind: 'slip.void',
    params: { number: slip.number, reason: slipVoidReasons[group] },
    workOrderId: slip.work_order_id,
  });
  return true;
}

/**
 * After a change of an order: its slip, and those of the same user's other orders where the door changed. A slip that
 * is back is history and stays as it is.
 */
export function voidChangedSlips(tx: Tx, order: { id: string; customer_id: string }): void {
  for (const slip of tx.all<OpenSlip>(
    `SELECT s.id, s.number, s.work_order_id FROM work_order w JOIN slip s ON s.work_order_id = w.id
     WHERE w.customer_id = ? AND s.state IN ('made', 'out')`,
    order.customer_id,
  ))
    voidIfChanged(tx, slip);
}
