import type { Tx } from '../../../db/tx.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import type { StagedLine } from '../../../domain/stock/stage.ts';
import type { RowReader } from '../masters.ts';

export interface StagePaper {
  id: string;
  version: number;
  number: string;
  staffId: string;
  day: string;
}

/** Boxes of a day that are packed and not handed over. */
export function stagedPapers(read: RowReader, day: string | null, staffId: string | null): StagePaper[] {
  return read.all<StagePaper>(
    `SELECT id, version, number, staff_id AS staffId, json_extract(head, '$.day') AS day FROM document
     WHERE kind = 'issue' AND state = 'staged' AND (@staffId IS NULL OR staff_id = @staffId) AND (@day IS NULL OR json_extract(head, '$.day') = @day) ORDER BY seq`,
    { day, staffId },
  );
}

export interface BoxLine extends StagedLine {
  id: string;
}

export function stagedLines(read: RowReader, documentId: string): BoxLine[] {
  return read.all<BoxLine>(
    `SELECT id, coalesce(work_order_id, '') AS workOrderId, part_id AS partId, bin, lot, serial, asked_milli AS askedMilli, done_milli AS pickedMilli
     FROM document_line WHERE document_id = ? ORDER BY line_no`,
    documentId,
  );
}

/** What was issued past the box (at the counter, from the order) is no longer to be packed: the box holds less. */
export function takeFromBox(
  tx: Tx,
  staffId: string,
  lines: readonly { workOrderId: string | null; key: StockKey; quantityMilli: number }[],
): void {
  for (const paper of stagedPapers(tx, null, staffId)) {
    for (const line of stagedLines(tx, paper.id)) {
      const issued = lines.find(
        (one) => one.workOrderId === line.workOrderId && one.key.partId === line.partId,
      );
      if (issued === undefined) continue;
      const pickedMilli = Math.max(0, line.pickedMilli - issued.quantityMilli);
      const askedMilli = Math.max(0, line.askedMilli - issued.quantityMilli);
      if (askedMilli === 0 && pickedMilli === 0) tx.remove('document_line', line.id);
      else tx.update('document_line', line.id, { asked_milli: askedMilli, done_milli: pickedMilli });
    }
    if (stagedLines(tx, paper.id).every((line) => line.pickedMilli === 0))
      tx.update('document', paper.id, { state: 'void', void_at: tx.at, void_reason: 'issued' });
  }
}
