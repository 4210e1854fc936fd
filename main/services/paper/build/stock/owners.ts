import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { PrintKind } from '../../../../../domain/paper/kinds.ts';
import type { StockPaperKind } from '../../../../../domain/stock/paper.ts';
import type { RowReader } from '../../../masters.ts';
import { ownerByStaff, type PaperOwner } from '../common.ts';

/** Whose a paper of the stock room is. Faults: `not_found`, `paper_other_document` {document, number}. */
export function ownerOfDocument(
  read: RowReader,
  id: string,
  wanted: { document: PrintKind; kinds: readonly StockPaperKind[] },
): PaperOwner {
  const row = read.get<{ kind: StockPaperKind; number: string; staff_id: string | null }>(
    'SELECT kind, number, staff_id FROM document WHERE id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'document', id });
  if (!wanted.kinds.includes(row.kind))
    throw new Fault('paper_other_document', { document: wanted.document, number: row.number });
  return ownerByStaff(read, row.staff_id);
}

/** Goods that went to somebody above us: what went to a place of our own is a transfer. */
export function ownerOfUpstream(read: RowReader, id: string): PaperOwner {
  const owner = ownerOfDocument(read, id, {
    document: 'upstream_return',
    kinds: ['transfer', 'parcel', 'old_return'],
  });
  const to = read.get<{ number: string; kind: string | null }>(
    'SELECT d.number, l.kind FROM document d LEFT JOIN location l ON l.id = d.to_location_id WHERE d.id = ?',
    id,
  );
  if (to?.kind !== 'upper' && to?.kind !== 'maker')
    throw new Fault('paper_other_document', { document: 'upstream_return', number: to?.number ?? '' });
  return owner;
}

/** Whose an old part is: its holder's, else the order's it came from. Faults: `not_found`. */
export function ownerOfOldPart(read: RowReader, id: string): PaperOwner {
  const row = read.get<{ holder_staff_id: string | null; staff_id: string | null; team_id: string | null }>(
    `SELECT o.holder_staff_id, w.staff_id, w.team_id FROM old_part o LEFT JOIN work_order w ON w.id = o.work_order_id
     WHERE o.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'old_part', id });
  return row.holder_staff_id === null ? row : ownerByStaff(read, row.holder_staff_id);
}

/** A request is its order's. Faults: `not_found`. */
export function ownerOfRequest(read: RowReader, id: string): PaperOwner {
  const row = read.get<PaperOwner>(
    'SELECT w.staff_id, w.team_id FROM parts_request r JOIN work_order w ON w.id = r.work_order_id WHERE r.id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'parts_request', id });
  return row;
}

/** A stocktake of a bag is its man's, any other the outlet's. Faults: `not_found`. */
export function ownerOfCount(read: RowReader, id: string): PaperOwner {
  const row = read.get<{ staff_id: string | null }>(
    'SELECT l.staff_id FROM stock_count c LEFT JOIN location l ON l.id = c.location_id WHERE c.id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'stock_count', id });
  return ownerByStaff(read, row.staff_id);
}

/** Labels of the stock room are the outlet's. */
export const theOutlets: PaperOwner = { staff_id: null, team_id: null };
