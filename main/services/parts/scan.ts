import type { OutputOf } from '../../../preload/contract/index.ts';
import type { RowReader } from '../masters.ts';

type Scanned = OutputOf<'parts.scan'>;

const nothing: Scanned = {
  kind: 'unknown',
  id: null,
  text: '',
  partId: null,
  staffId: null,
  workOrderId: null,
};

/** What a scanned or typed code is. Codes of ours are unique in their series; a barcode or serial belongs to a part. */
export function readScan(read: RowReader, raw: string): Scanned {
  const code = raw.trim();
  const tries: (() => Partial<Scanned> | undefined)[] = [
    () =>
      read.get(
        "SELECT 'staff' AS kind, id, name AS text, id AS staffId FROM staff WHERE (code = ? OR id = ?) AND left_day IS NULL",
        code,
        code,
      ),
    () =>
      read.get(
        "SELECT 'part' AS kind, p.id, p.code AS text, p.id AS partId FROM part p WHERE p.code = ? OR EXISTS (SELECT 1 FROM part_barcode b WHERE b.part_id = p.id AND b.barcode = ?)",
        code,
        code,
      ),
    () =>
      read.get(
        "SELECT 'serial' AS kind, b.serial AS id, b.serial AS text, b.part_id AS partId FROM stock_balance b WHERE b.serial = ? AND b.serial <> '' AND b.quantity_milli > 0 LIMIT 1",
        code,
      ),
    () =>
      read.get(
        "SELECT 'order' AS kind, w.id, w.number AS text, w.staff_id AS staffId, w.id AS workOrderId FROM slip s JOIN work_order w ON w.id = s.work_order_id WHERE s.number = ? OR s.id = ?",
        code,
        code,
      ),
    () =>
      read.get(
        "SELECT 'order' AS kind, id, number AS text, staff_id AS staffId, id AS workOrderId FROM work_order WHERE number = ? OR upstream_number = ? LIMIT 1",
        code,
        code,
      ),
    () =>
      read.get(
        "SELECT 'old_part' AS kind, id, label_number AS text, part_id AS partId, holder_staff_id AS staffId FROM old_part WHERE label_number = ?",
        code,
      ),
    () =>
      read.get(
        "SELECT 'document' AS kind, id, number AS text, staff_id AS staffId FROM document WHERE number = ?",
        code,
      ),
  ];
  for (const attempt of tries) {
    const found = attempt();
    if (found !== undefined) return { ...nothing, ...found } as Scanned;
  }
  return { ...nothing, text: code };
}
