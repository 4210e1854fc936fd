import { Fault } from '../../../../domain/kernel/fault.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import type { DocumentData } from '../../../printing/index.ts';
import { getZone, type RowReader } from '../../masters.ts';
import { baseOf, inLanguage, staffName, voidWords, type BuiltPaper, type Printing } from './common.ts';

/** 领料单 from the posted document: what went from a store into a bag. Faults: `not_found`. */
export function buildIssueSlip(read: RowReader, documentId: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const document = read.get<{
    id: string;
    number: string;
    state: string;
    business_day: string;
    staff_id: string | null;
    from_zh: string | null;
    from_en: string | null;
    team_zh: string | null;
    team_en: string | null;
    parts_limit_fen: number | null;
    total_fen: number;
    made_by: string | null;
    approved_by: string | null;
    void_reason: string | null;
  }>(
    `SELECT d.id, d.number, d.state, d.business_day, d.staff_id, l.name_zh AS from_zh, l.name_en AS from_en, t.name_zh AS team_zh,
       t.name_en AS team_en, s.parts_limit_fen, d.total_fen, d.made_by, d.approved_by, d.void_reason
     FROM document d LEFT JOIN location l ON l.id = d.from_location_id LEFT JOIN staff s ON s.id = d.staff_id LEFT JOIN team t ON t.id = s.team_id
     WHERE d.id = ?`,
    documentId,
  );
  if (document === undefined) throw new Fault('not_found', { entity: 'document', id: documentId });
  const lines = read.all<{
    code: string;
    barcode: string | null;
    name_zh: string;
    name_en: string;
    unit: string;
    asked_milli: number;
    done_milli: number;
    unit_fen: number;
    amount_fen: number;
    bin: string;
    lot: string;
    serial: string;
    owner_kind: string | null;
    old_part_due: number;
    note: string;
    order_number: string | null;
  }>(
    `SELECT p.code, (SELECT barcode FROM part_barcode b WHERE b.part_id = p.id ORDER BY b.seq LIMIT 1) AS barcode, p.name_zh, p.name_en, p.unit,
       l.asked_milli, l.done_milli, l.unit_fen, l.amount_fen, l.bin, l.lot, l.serial, l.owner_kind, l.old_part_due, l.note, w.number AS order_number
     FROM document_line l JOIN part p ON p.id = l.part_id LEFT JOIN work_order w ON w.id = l.work_order_id WHERE l.document_id = ? ORDER BY l.line_no`,
    documentId,
  );
  const inBag =
    document.staff_id === null
      ? 0
      : (read.get<{ fen: number }>(
          `SELECT coalesce(sum(b.quantity_milli * p.cost_fen / 1000), 0) AS fen FROM stock_balance b JOIN location l ON l.id = b.location_id
           JOIN part p ON p.id = b.part_id WHERE l.staff_id = ? AND b.quantity_milli > 0`,
          document.staff_id,
        )?.fen ?? 0);
  const data: DocumentData['issue_slip'] = {
    ...baseOf(read, printing),
    number: document.number,
    voided: document.state === 'void' ? { reason: voidWords(read, document.void_reason, language) } : null,
    issueDay: document.business_day,
    receiver: staffName(read, document.staff_id),
    team: inLanguage(language, document.team_zh ?? '', document.team_en ?? ''),
    fromStore: inLanguage(language, document.from_zh ?? '', document.from_en ?? ''),
    workOrderNumbers: [
      ...new Set(lines.flatMap((line) => (line.order_number === null ? [] : [line.order_number]))),
    ],
    lines: lines.map((line) => ({
      partCode: line.code,
      barcode: line.barcode,
      name: inLanguage(language, line.name_zh, line.name_en),
      unit: line.unit,
      dueMilli: line.asked_milli,
      issuedMilli: line.done_milli,
      unitPriceFen: line.unit_fen,
      amountFen: line.amount_fen,
      bin: line.bin,
      lotOrSerial: line.serial === '' ? line.lot : line.serial,
      purpose: purposeOf(line.order_number !== null, language),
      oldPartDueMilli: line.old_part_due === 1 ? line.done_milli : 0,
      remark: line.note,
    })),
    totalFen: document.total_fen,
    unreturnedFen: Math.round(inBag),
    limitFen: document.parts_limit_fen,
    issuer: staffName(read, document.made_by),
    approvedBy: staffName(read, document.approved_by),
  };
  return {
    kind: 'issue_slip',
    documentId,
    number: document.number,
    orderId: null,
    keyId: null,
    staffId: document.staff_id,
    data,
  };
}

const purposeOf = (forOrder: boolean, language: 'zh' | 'en') =>
  language === 'zh' ? (forOrder ? '工单' : '备货') : forOrder ? 'order' : 'stock';

/** 收据 of one payment. Faults: `not_found`. */
export function buildReceipt(read: RowReader, paymentId: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const payment = read.get<{
    number: string;
    work_order_id: string | null;
    order_number: string | null;
    title: string | null;
    key_id: number | null;
    customer: string | null;
    method: string;
    amount_fen: number;
    receipt_number: string;
    staff_id: string | null;
  }>(
    `SELECT p.number, p.work_order_id, w.number AS order_number, w.title, w.key_id, c.name AS customer, p.method, p.amount_fen,
       p.receipt_number, p.staff_id
     FROM payment p LEFT JOIN work_order w ON w.id = p.work_order_id LEFT JOIN customer c ON c.id = w.customer_id WHERE p.id = ?`,
    paymentId,
  );
  if (payment === undefined) throw new Fault('not_found', { entity: 'payment', id: paymentId });
  const fees =
    payment.work_order_id === null
      ? []
      : read.all<{ name: string; quantity_milli: number; unit_fen: number; amount_fen: number }>(
          "SELECT name, quantity_milli, unit_fen, amount_fen FROM fee_line WHERE work_order_id = ? AND party = 'user' AND state NOT IN ('estimate', 'void') ORDER BY seq",
          payment.work_order_id,
        );
  const agree = fees.reduce((sum, fee) => sum + fee.amount_fen, 0) === payment.amount_fen;
  const number = payment.receipt_number === '' ? payment.number : payment.receipt_number;
  const data: DocumentData['receipt'] = {
    ...baseOf(read, printing),
    number: asciiOr(number, payment.number),
    receivedFrom: payment.customer ?? '',
    workOrderNumber: payment.order_number,
    // Part payments and payments over several fees show what was paid for as one line: lines that do not add up mislead.
    items: agree
      ? fees.map((fee) => ({
          name: fee.name,
          quantityMilli: fee.quantity_milli,
          unitPriceFen: fee.unit_fen,
          amountFen: fee.amount_fen,
        }))
      : [
          {
            name: payment.title ?? '',
            quantityMilli: 1000,
            unitPriceFen: payment.amount_fen,
            amountFen: payment.amount_fen,
          },
        ],
    totalFen: payment.amount_fen,
    paymentMethod: methodWords[payment.method]?.[language] ?? payment.method,
    cashier: staffName(read, payment.staff_id),
  };
  return {
    kind: 'receipt',
    documentId: paymentId,
    number: data.number,
    orderId: payment.work_order_id,
    keyId: payment.key_id,
    staffId: payment.staff_id,
    data,
  };
}

const methodWords: Record<string, { zh: string; en: string }> = {
  cash: { zh: '现金', en: 'Cash' },
  qr: { zh: '扫码', en: 'QR' },
  transfer: { zh: '转账', en: 'Transfer' },
  platform: { zh: '平台支付', en: 'Platform' },
};

/** Codes in a corner are printable ASCII; a hand-written receipt number may be anything. */
const asciiOr = (text: string, fallback: string) => (/^[\x20-\x7e]+$/u.test(text) ? text : fallback);

/** 旧件标签. Faults: `not_found`. */
export function buildOldPartLabel(read: RowReader, oldPartId: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const row = read.get<{
    label_number: string | null;
    work_order_id: string | null;
    order_number: string | null;
    key_id: number | null;
    part_code: string;
    name_zh: string;
    name_en: string;
    holder: string | null;
    due_day: string | null;
    replaced_day: string | null;
    at: number;
    machine_line_id: string | null;
    old_serial: string | null;
    outlet_code: string;
  }>(
    `SELECT o.label_number, o.work_order_id, w.number AS order_number, w.key_id, p.code AS part_code, p.name_zh, p.name_en, s.name AS holder,
       o.due_day, o.replaced_day, o.at, u.machine_line_id, u.old_serial, (SELECT code FROM outlet LIMIT 1) AS outlet_code
     FROM old_part o JOIN part p ON p.id = o.part_id LEFT JOIN work_order w ON w.id = o.work_order_id LEFT JOIN staff s ON s.id = o.holder_staff_id
     LEFT JOIN part_use u ON u.old_part_id = o.id WHERE o.id = ? LIMIT 1`,
    oldPartId,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'old_part', id: oldPartId });
  const machine =
    row.work_order_id === null
      ? undefined
      : read.get<{ brand: string | null; model: string; code: string | null; fault: string | null }>(
          `SELECT b.name_zh AS brand, m.model, coalesce(m.indoor_code, m.outdoor_code) AS code, f.code AS fault FROM machine_line m
           LEFT JOIN brand b ON b.id = m.brand_id LEFT JOIN fault f ON f.id = m.fault_id
           WHERE m.work_order_id = ? AND (? IS NULL OR m.id = ?) ORDER BY m.line_no LIMIT 1`,
          row.work_order_id,
          row.machine_line_id,
          row.machine_line_id,
        );
  const data: DocumentData['old_part_label'] = {
    ...baseOf(read, printing),
    number: row.label_number ?? `OP-${oldPartId.slice(-8)}`,
    outletCode: row.outlet_code,
    workOrderNumber: row.order_number ?? '',
    brand: machine?.brand ?? '',
    model: machine?.model ?? '',
    machineCode: machine?.code ?? '',
    oldPartCode: row.part_code,
    oldPartName: inLanguage(language, row.name_zh, row.name_en),
    faultCode: machine?.fault ?? '',
    replacedDay: row.replaced_day ?? businessDay(row.at, getZone(read)),
    returnByDay: row.due_day ?? '',
    technician: row.holder ?? '',
  };
  return {
    kind: 'old_part_label',
    documentId: oldPartId,
    number: data.number,
    orderId: row.work_order_id,
    keyId: row.key_id,
    staffId: null,
    data,
  };
}
