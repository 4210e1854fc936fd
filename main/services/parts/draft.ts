import type { OutputOf } from '../../../preload/contract/index.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import type { RowReader } from '../masters.ts';
import { computeBags, describeRefusal, refusalsFor, type BagFigures } from './bag.ts';

type Draft = OutputOf<'parts.issueDraft'>;
type DraftLine = Draft['lines'][number];

/**
 * What a person's orders of a day need: promised in a store (ready to hand out), in his bag already, or missing. The
 * limit and 以旧换新 are reckoned over the ready lines, so that the storekeeper sees the refusal before he counts.
 */
export function computeDraft(
  read: RowReader,
  staffId: string,
  day: string,
): Omit<Draft, 'mayApprove'> | null {
  const staff = computeBags(read, staffId)[0];
  if (staff === undefined) return null;
  const lines = read
    .all<Omit<DraftLine, 'reservationIds' | 'amountFen' | 'oldPartDue' | 'state'> & RawLine>(
      draftSql,
      staffId,
      day,
    )
    .map((row) => toLine(row, staff));
  const ready = lines.filter((line) => line.state === 'ready');
  const names = new Map(lines.map((line) => [line.partId, `${line.code} ${line.nameZh}`]));
  const refusals = refusalsFor(
    read,
    staffId,
    ready.map((line) => ({ partId: line.partId, valueFen: line.amountFen, oldPartReturn: line.oldPartDue })),
  ).map((one) => describeRefusal(one, (partId) => names.get(partId) ?? partId));
  return { staff, lines, refusals, totalFen: ready.reduce((sum, line) => sum + line.amountFen, 0) };
}

interface RawLine {
  reservationId: string;
  reservationState: 'held' | 'issued' | 'short';
  oldPartReturn: number;
}

const draftSql = `SELECT r.id AS reservationId, r.state AS reservationState, r.part_id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit,
    r.work_order_id AS workOrderId, w.number AS orderNumber, c.name AS customerName, a.county || a.town || a.detail AS address, t.name_zh AS slot,
    r.quantity_milli AS quantityMilli, r.location_id AS fromLocationId, l.name_zh AS fromNameZh, l.name_en AS fromNameEn, r.bin, r.lot, r.serial,
    p.cost_fen AS unitFen, p.old_part_return AS oldPartReturn
  FROM work_order w JOIN reservation r ON r.work_order_id = w.id JOIN part p ON p.id = r.part_id JOIN location l ON l.id = r.location_id
  JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id LEFT JOIN slot t ON t.id = w.appointment_slot_id
  WHERE w.staff_id = ? AND (w.appointment_day = ? OR w.appointment_day IS NULL) AND w.side_state IS NULL AND w.state IN ('dispatched', 'accepted')
    AND r.state IN ('held', 'issued', 'short')
  ORDER BY w.appointment_start_at IS NULL, w.appointment_start_at, w.seq, r.seq`;

function toLine(
  row: Omit<DraftLine, 'reservationIds' | 'amountFen' | 'oldPartDue' | 'state'> & RawLine,
  staff: BagFigures,
): DraftLine {
  const { reservationId, reservationState, oldPartReturn, ...rest } = row;
  const inBag = reservationState === 'issued' || row.fromLocationId === staff.locationId;
  return {
    ...rest,
    reservationIds: [reservationId],
    amountFen: timesMilli(row.unitFen, row.quantityMilli),
    oldPartDue: oldPartReturn === 1,
    state: reservationState === 'short' ? 'short' : inBag ? 'bag' : 'ready',
  };
}
