import { Fault } from '../../../domain/kernel/fault.ts';
import type { deliveryKinds } from '../../../domain/stock/receive-sheet.ts';
import { owedOf, type RequestLine } from '../../../domain/stock/request.ts';
import type { RowReader } from '../masters.ts';

export interface Delivery {
  kind: (typeof deliveryKinds)[number];
  id: string;
}

/** One awaited quantity of a part: for a request, or of a line of a paper. Thousandths. */
export interface Awaited {
  partId: string;
  owedMilli: number;
  unitFen: number;
  requestId: string | null;
  workOrderId: string | null;
  orderNumber: string | null;
  lineNo: number | null;
  serial: string;
  lot: string;
}

export interface DeliveryHead {
  kind: Delivery['kind'];
  id: string;
  version: number;
  number: string;
  state: string;
  payerId: string | null;
  carrier: string;
  tracking: string;
  boxes: number;
  expectedDay: string | null;
  toLocationId: string | null;
  contents: string;
}

const heads: Record<Delivery['kind'], string> = {
  parcel: `SELECT 'parcel' AS kind, id, version, number, state, payer_id AS payerId, carrier, tracking, boxes, expected_day AS expectedDay,
      to_location_id AS toLocationId, contents FROM parcel WHERE id = ? AND direction = 'in'`,
  request: `SELECT 'request' AS kind, id, version, number, state, payer_id AS payerId, '' AS carrier, parcel_number AS tracking, 1 AS boxes,
      expected_day AS expectedDay, NULL AS toLocationId, '' AS contents FROM parts_request WHERE id = ?`,
  document: `SELECT 'document' AS kind, d.id, d.version, d.number, d.state, NULL AS payerId, coalesce(json_extract(d.head, '$.carrier'), '') AS carrier,
      coalesce(json_extract(d.head, '$.parcelNumber'), '') AS tracking, 1 AS boxes, NULL AS expectedDay, d.to_location_id AS toLocationId, '' AS contents
    FROM document d WHERE d.id = ? AND d.kind = 'parcel'`,
};

/** Faults: `not_found`. */
export function getDelivery(read: RowReader, delivery: Delivery): DeliveryHead {
  const head = read.get<DeliveryHead>(heads[delivery.kind], delivery.id);
  if (head === undefined) throw new Fault('not_found', { entity: delivery.kind, id: delivery.id });
  return head;
}

/** Requests a delivery answers that are not over, in the order they were asked. */
export function requestsIn(read: RowReader, delivery: Delivery): string[] {
  if (delivery.kind === 'document') return [];
  const named =
    delivery.kind === 'request' ? '= ?' : 'IN (SELECT request_id FROM parcel_content WHERE parcel_id = ?)';
  return read
    .all<{ id: string }>(
      `SELECT id FROM parts_request WHERE id ${named} AND state NOT IN ('received', 'cancelled') ORDER BY seq`,
      delivery.id,
    )
    .map((row) => row.id);
}

/** All that is still to come with a delivery, line by line. */
export function awaitedOf(read: RowReader, delivery: Delivery): Awaited[] {
  if (delivery.kind === 'document')
    return read.all<Awaited>(
      `SELECT l.part_id AS partId, l.asked_milli - l.done_milli AS owedMilli, l.unit_fen AS unitFen, NULL AS requestId, l.work_order_id AS workOrderId,
         w.number AS orderNumber, l.line_no AS lineNo, l.serial, l.lot
       FROM document_line l LEFT JOIN work_order w ON w.id = l.work_order_id
       WHERE l.document_id = ? AND l.done_milli < l.asked_milli AND EXISTS (SELECT 1 FROM document d WHERE d.id = l.document_id AND d.state = 'staged')
       ORDER BY l.line_no`,
      delivery.id,
    );
  return requestsIn(read, delivery).flatMap((requestId) => {
    const rows = read.all<RequestLine & Omit<Awaited, 'owedMilli' | 'requestId'>>(
      `SELECT l.part_id AS partId, l.unit_fen AS unitFen, r.work_order_id AS workOrderId, w.number AS orderNumber, l.line_no AS lineNo, '' AS serial, '' AS lot,
         l.asked_milli AS askedMilli, l.approved_milli AS approvedMilli, l.received_milli AS receivedMilli
       FROM parts_request_line l JOIN parts_request r ON r.id = l.request_id JOIN work_order w ON w.id = r.work_order_id
       WHERE l.request_id = ? ORDER BY l.line_no`,
      requestId,
    );
    const owed = owedOf(rows);
    return rows.flatMap((row, at) => {
      const owedMilli = owed[at] ?? 0;
      const { partId, unitFen, workOrderId, orderNumber, lineNo, serial, lot } = row;
      return owedMilli > 0
        ? [{ partId, owedMilli, unitFen, requestId, workOrderId, orderNumber, lineNo, serial, lot }]
        : [];
    });
  });
}

/** Awaited quantities added up by part. */
export function sumByPart(awaited: readonly Awaited[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of awaited) sums.set(one.partId, (sums.get(one.partId) ?? 0) + one.owedMilli);
  return sums;
}
