import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { RowReader } from '../masters.ts';

/** Codes the machines of an order are known by: on the order, or on the device itself. */
export function machineCodesOf(read: RowReader, workOrderId: string): { model: string; code: string }[] {
  return read.all<{ model: string; code: string }>(
    `SELECT model, code FROM (
       SELECT m.line_no, 1 AS side, m.model, coalesce(nullif(m.indoor_code, ''), d.indoor_code) AS code FROM machine_line m LEFT JOIN device d ON d.id = m.device_id WHERE m.work_order_id = ?
       UNION ALL
       SELECT m.line_no, 2, m.model, coalesce(nullif(m.outdoor_code, ''), d.outdoor_code) FROM machine_line m LEFT JOIN device d ON d.id = m.device_id WHERE m.work_order_id = ?)
     WHERE coalesce(code, '') <> '' ORDER BY line_no, side`,
    workOrderId,
    workOrderId,
  );
}

/**
 * A code as it stands on a nameplate: letters, digits and dashes, upper case, nothing of an input method left.
 * Faults: `request_code` {code}.
 */
export function cleanMachineCode(raw: string): string {
  const code = raw.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  if (code !== '' && !/^[A-Z0-9][A-Z0-9/-]{4,39}$/.test(code)) throw new Fault('request_code', { code: raw });
  return code;
}

/** A picture for the maker; its bytes were sent before. Faults: `picture_missing`, `not_found`. */
export function addRequestPhoto(
  tx: Tx,
  input: { id: string; hash: string; name: string },
): { photos: number } {
  if (tx.value('SELECT 1 FROM parts_request WHERE id = ?', input.id) === undefined)
    throw new Fault('not_found', { entity: 'parts_request', id: input.id });
  if (tx.value('SELECT 1 FROM blob WHERE id = ?', input.hash) === undefined)
    throw new Fault('picture_missing', { name: input.name });
  tx.insert('attachment', {
    blob_id: input.hash,
    entity: 'parts_request',
    entity_id: input.id,
    name: 'other',
    file_name: input.name,
    staff_id: tx.staffId,
    at_desk: true,
    at: tx.at,
  });
  const photos = tx.value<number>(
    "SELECT count(*) FROM attachment WHERE entity = 'parts_request' AND entity_id = ?",
    input.id,
  );
  return { photos: photos ?? 0 };
}
