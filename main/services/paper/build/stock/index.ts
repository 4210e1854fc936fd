import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { PrintKind } from '../../../../../domain/paper/kinds.ts';
import type { RowReader } from '../../../masters.ts';
import { ownerByStaff, type PaperOwner, type PaperSource } from '../common.ts';
import { buildIssueSlip } from './issue-slip.ts';
import { buildOldPartLabel } from './old-part-label.ts';

/** Whose a paper of the stock room is. Faults: `not_found`, `paper_other_document` {document, number}. */
export function ownerOfDocument(
  read: RowReader,
  id: string,
  wanted: { document: PrintKind; kind: string },
): PaperOwner {
  const row = read.get<{ kind: string; number: string; staff_id: string | null }>(
    'SELECT kind, number, staff_id FROM document WHERE id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'document', id });
  if (row.kind !== wanted.kind)
    throw new Fault('paper_other_document', { document: wanted.document, number: row.number });
  return ownerByStaff(read, row.staff_id);
}

/** Whose an old part is: its holder's, else the order's it came from. Faults: `not_found`. */
function ownerOfOldPart(read: RowReader, id: string): PaperOwner {
  const row = read.get<{ holder_staff_id: string | null; staff_id: string | null; team_id: string | null }>(
    `SELECT o.holder_staff_id, w.staff_id, w.team_id FROM old_part o LEFT JOIN work_order w ON w.id = o.work_order_id
     WHERE o.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'old_part', id });
  return row.holder_staff_id === null ? row : ownerByStaff(read, row.holder_staff_id);
}

export const stockSources = {
  issue_slip: {
    ownerOf: (read, id) => ownerOfDocument(read, id, { document: 'issue_slip', kind: 'issue' }),
    build: buildIssueSlip,
  },
  old_part_label: { ownerOf: ownerOfOldPart, build: buildOldPartLabel },
} satisfies Record<string, PaperSource>;
