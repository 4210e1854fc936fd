import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import { businessDay } from '../../../../../domain/time/business-day.ts';
import { getZone, type RowReader } from '../../../masters.ts';
import { masksFor } from '../../masks.ts';
import { baseOf, inLanguage, staffName, type BuiltPaper, type Printing } from '../common.ts';

const stateWords: Record<string, Record<PaperLanguage, string>> = {
  draft: { zh: '草稿', en: 'Draft' },
  asked: { zh: '已申请', en: 'Asked' },
  sent_back: { zh: '退回重填', en: 'Sent back' },
  approved: { zh: '已批准', en: 'Approved' },
  shipped: { zh: '已发货', en: 'Shipped' },
  received: { zh: '已到货', en: 'Received' },
  short: { zh: '到货不足', en: 'Part received' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

/** 配件申请单. Faults: `not_found`. */
export function buildPartsRequest(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const masks = masksFor(printing.reveals);
  const row = read.get<{
    number: string;
    state: string;
    work_order_id: string;
    order_number: string;
    key_id: number;
    payer_zh: string | null;
    payer_en: string | null;
    machine_code: string;
    fault_text: string;
    deposit_used_fen: number;
    parcel_number: string;
    expected_day: string | null;
    reason: string;
    staff_id: string | null;
    at: number;
    model: string | null;
  }>(
    `SELECT r.number, r.state, r.work_order_id, w.number AS order_number, w.key_id, p.name_zh AS payer_zh, p.name_en AS payer_en, r.machine_code,
       r.fault_text, r.deposit_used_fen, r.parcel_number, r.expected_day, r.reason, r.staff_id, r.at,
       (SELECT coalesce(nullif(m.model, ''), m.product_name) FROM machine_line m WHERE m.work_order_id = w.id
        ORDER BY coalesce(m.indoor_code = r.machine_code OR m.outdoor_code = r.machine_code, 0) DESC, m.line_no LIMIT 1) AS model
     FROM parts_request r JOIN work_order w ON w.id = r.work_order_id LEFT JOIN payer p ON p.id = r.payer_id WHERE r.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'parts_request', id });
  const lines = read.all<{
    code: string;
    name_zh: string;
    name_en: string;
    unit: string;
    asked_milli: number;
    approved_milli: number;
    shipped_milli: number;
    unit_fen: number;
  }>(
    `SELECT p.code, p.name_zh, p.name_en, p.unit, l.asked_milli, l.approved_milli, l.shipped_milli, l.unit_fen
     FROM parts_request_line l JOIN part p ON p.id = l.part_id WHERE l.request_id = ? ORDER BY l.line_no`,
    id,
  );
  const data: DocumentData['parts_request'] = {
    ...baseOf(read, printing),
    number: row.number,
    voided: row.state === 'cancelled' ? { reason: row.reason } : null,
    day: businessDay(row.at, getZone(read)),
    payer: inLanguage(language, row.payer_zh ?? '', row.payer_en ?? ''),
    state: stateWords[row.state]?.[language] ?? row.state,
    workOrderNumber: row.order_number,
    model: row.model ?? '',
    machineCode: row.machine_code,
    fault: masks.text(row.fault_text),
    lines: lines.map((line) => ({
      partCode: line.code,
      name: inLanguage(language, line.name_zh, line.name_en),
      unit: line.unit,
      askedMilli: line.asked_milli,
      approvedMilli: line.approved_milli,
      shippedMilli: line.shipped_milli,
      unitPriceFen: line.unit_fen,
    })),
    depositUsedFen: row.deposit_used_fen,
    parcelNumber: row.parcel_number,
    expectedDay: row.expected_day,
    returnReason: row.reason,
    requestedBy: staffName(read, row.staff_id),
  };
  return {
    kind: 'parts_request',
    documentId: id,
    number: row.number,
    orderId: row.work_order_id,
    keyId: row.key_id,
    staffId: row.staff_id,
    data,
  };
}
