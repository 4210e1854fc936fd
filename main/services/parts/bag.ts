import { issueRefusals, type IssueRefusal } from '../../../domain/stock/reservation.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { getSetting, type RowReader } from '../masters.ts';

export type BagFigures = OutputOf<'parts.bags'>['bags'][number];

/** Issued to a man for an order that is over, or that is another's by now: he brings it back or passes it on. */
export const toReturnSql = `r.state = 'issued' AND (w.side_state IN ('cancelled', 'intercepted', 'sent_back') OR w.state NOT IN ('received', 'in_review', 'ready', 'dispatched', 'accepted')
  OR w.staff_id IS NOT l.staff_id)`;

/**
 * The four figures of every bag (or of one): on hand, promised, asked for, old parts owed; with the limit they count
 * against. Money in fen at the part's cost, old parts at what is lost without them.
 */
export function computeBags(read: RowReader, staffId: string | null = null): BagFigures[] {
  const rows = read.all<Omit<BagFigures, 'onHandFen'> & { onHandFen: number }>(
    `SELECT s.id AS staffId, s.code AS staffCode, s.name AS staffName, l.id AS locationId, s.parts_limit_fen AS limitFen,
       (SELECT count(DISTINCT b.part_id) FROM stock_balance b WHERE b.location_id = l.id AND b.condition = 'good' AND b.quantity_milli > 0) AS parts,
       (SELECT coalesce(sum((b.quantity_milli * p.cost_fen + 500) / 1000), 0) FROM stock_balance b JOIN part p ON p.id = b.part_id
         WHERE b.location_id = l.id AND b.condition <> 'old' AND b.quantity_milli > 0) AS onHandFen,
       (SELECT count(*) FROM reservation r JOIN work_order w ON w.id = r.work_order_id WHERE w.staff_id = s.id AND r.state = 'held') AS reservedLines,
       (SELECT count(*) FROM parts_request q JOIN work_order w ON w.id = q.work_order_id JOIN parts_request_line ql ON ql.request_id = q.id
         WHERE w.staff_id = s.id AND q.state IN ('asked', 'approved', 'shipped', 'sent_back', 'short')
           AND ql.received_milli < CASE WHEN (SELECT max(x.approved_milli) FROM parts_request_line x WHERE x.request_id = q.id) > 0 THEN ql.approved_milli ELSE ql.asked_milli END) AS requestedLines,
       (SELECT count(*) FROM old_part o WHERE o.holder_staff_id = s.id AND o.state = 'with_technician') AS oldPartsOwed,
       (SELECT coalesce(sum(o.amount_fen), 0) FROM old_part o WHERE o.holder_staff_id = s.id AND o.state = 'with_technician') AS oldPartsFen,
       (SELECT min(o.due_day) FROM old_part o WHERE o.holder_staff_id = s.id AND o.state = 'with_technician') AS oldestDueDay,
       (SELECT count(*) FROM reservation r JOIN work_order w ON w.id = r.work_order_id WHERE r.location_id = l.id AND ${toReturnSql}) AS toReturn
     FROM location l JOIN staff s ON s.id = l.staff_id
     WHERE l.kind = 'bag' AND l.retired_at IS NULL AND s.left_day IS NULL AND (? IS NULL OR s.id = ?) ORDER BY s.code`,
    staffId,
    staffId,
  );
  return rows;
}

/** What a man owes of old parts, by part. */
function owedOldParts(read: RowReader, staffId: string): { partId: string; count: number }[] {
  return read.all<{ partId: string; count: number }>(
    "SELECT part_id AS partId, count(*) AS count FROM old_part WHERE holder_staff_id = ? AND state = 'with_technician' GROUP BY part_id",
    staffId,
  );
}

export interface IssueValue {
  partId: string;
  valueFen: number;
  oldPartReturn: boolean;
}

/** What counts against the limit, and no other figure of the bag: asked at every scan that issues. */
function heldBy(read: RowReader, staffId: string) {
  return (
    read.get<{ limitFen: number | null; onHandFen: number; oldPartsFen: number }>(
      `SELECT s.parts_limit_fen AS limitFen,
         (SELECT coalesce(sum((b.quantity_milli * p.cost_fen + 500) / 1000), 0) FROM location l JOIN stock_balance b ON b.location_id = l.id JOIN part p ON p.id = b.part_id
           WHERE l.staff_id = s.id AND l.kind = 'bag' AND l.retired_at IS NULL AND b.condition <> 'old' AND b.quantity_milli > 0) AS onHandFen,
         (SELECT coalesce(sum(o.amount_fen), 0) FROM old_part o WHERE o.holder_staff_id = s.id AND o.state = 'with_technician') AS oldPartsFen
       FROM staff s WHERE s.id = ?`,
      staffId,
    ) ?? { limitFen: null, onHandFen: 0, oldPartsFen: 0 }
  );
}

/** 领料额度 and 以旧换新 for lines about to leave the store; the second rule can be switched off by a setting. */
export function refusalsFor(read: RowReader, staffId: string, lines: readonly IssueValue[]): IssueRefusal[] {
  const held = heldBy(read, staffId);
  const oldForNew = getSetting<boolean>(read, 'outlet', 'old_for_new', true);
  const seen = new Set<string>();
  return issueRefusals(
    {
      heldFen: held.onHandFen + held.oldPartsFen,
      owedOldParts: lines.some((line) => line.oldPartReturn) ? owedOldParts(read, staffId) : [],
    },
    held.limitFen,
    lines.map((line) => {
      const first = !seen.has(line.partId);
      seen.add(line.partId);
      return {
        partId: line.partId,
        valueFen: line.valueFen,
        oldForNew: oldForNew && first && line.oldPartReturn,
      };
    }),
  );
}

export type Refusal = OutputOf<'parts.issueDraft'>['refusals'][number];

/** A refusal as windows take it. */
export function describeRefusal(refusal: IssueRefusal, nameOf: (partId: string) => string): Refusal {
  return refusal.code === 'over_limit'
    ? { code: 'over_limit', partId: null, part: null, count: null, ...refusal.params }
    : {
        code: 'old_part_owed',
        partId: refusal.params.partId,
        part: nameOf(refusal.params.partId),
        count: refusal.params.count,
        limitFen: null,
        wouldBeFen: null,
      };
}
