import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { baseOf, inLanguage, staffName, voidWords, type BuiltPaper, type Printing } from '../common.ts';

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
    warranty: string | null;
    models: string | null;
  }>(
    `SELECT p.code, (SELECT barcode FROM part_barcode b WHERE b.part_id = p.id ORDER BY b.seq LIMIT 1) AS barcode, p.name_zh, p.name_en, p.unit,
       l.asked_milli, l.done_milli, l.unit_fen, l.amount_fen, l.bin, l.lot, l.serial, l.owner_kind, l.old_part_due, l.note, w.number AS order_number,
       w.warranty, (SELECT group_concat(model, ' ') FROM (SELECT model FROM part_model m WHERE m.part_id = p.id ORDER BY m.seq LIMIT 3)) AS models
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
      fitsModels: line.models,
      unit: line.unit,
      dueMilli: line.asked_milli,
      issuedMilli: line.done_milli,
      unitPriceFen: line.unit_fen,
      amountFen: line.amount_fen,
      bin: line.bin,
      lotOrSerial: line.serial === '' ? line.lot : line.serial,
      purpose: purposeOf(line, language),
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

/** 用途: who will bear it, or that it lies in the bag for whoever comes. */
function purposeOf(
  line: { order_number: string | null; warranty: string | null },
  language: PaperLanguage,
): string {
  const zh = language === 'zh';
  if (line.order_number === null) return zh ? '备货' : 'stock';
  if (line.warranty === null) return zh ? '工单' : 'order';
  if (line.warranty === 'out_of_warranty') return zh ? '保外' : 'user pays';
  return zh ? '保内' : 'warranty';
}
