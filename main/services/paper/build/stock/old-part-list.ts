import { daysBetween } from '../../../../../domain/time/business-day.ts';
import { businessDay } from '../../../../../domain/time/business-day.ts';
import type { DocumentData } from '../../../../printing/index.ts';
import { getZone, type RowReader } from '../../../masters.ts';
import { baseOf, inLanguage, staffName, voidWords, type BuiltPaper, type Printing } from '../common.ts';
import { getDocument, headNumber, headText } from './rows.ts';

/** 旧件返厂清单 of one box, as it lies there now. Faults: `not_found`. */
export function buildOldPartList(read: RowReader, documentId: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const box = getDocument(read, documentId);
  const today = businessDay(printing.atMs, getZone(read));
  const outlet = read.get<{ code: string; name_zh: string; name_en: string }>(
    'SELECT code, name_zh, name_en FROM outlet LIMIT 1',
  );
  const payer = read.get<{ name_zh: string; name_en: string }>(
    'SELECT name_zh, name_en FROM payer WHERE id = ?',
    headText(box.head, 'payerId'),
  );
  const lines = read.all<{
    order_number: string | null;
    label_number: string | null;
    code: string;
    name_zh: string;
    name_en: string;
    unit: string;
    quantity_milli: number;
    amount_fen: number;
    model: string | null;
    machine_code: string | null;
    new_code: string | null;
    cause: string | null;
    fault_zh: string | null;
    fault_en: string | null;
    replaced_day: string | null;
    due_day: string | null;
    at: number;
    reason: string;
  }>(
    `SELECT w.number AS order_number, o.label_number, p.code, p.name_zh, p.name_en, p.unit, o.quantity_milli, o.amount_fen,
       coalesce(nullif(m.model, ''), m.product_name) AS model, coalesce(m.indoor_code, m.outdoor_code) AS machine_code, u.new_serial AS new_code,
       m.cause, f.cause_zh AS fault_zh, f.cause_en AS fault_en, o.replaced_day, o.due_day, o.at, o.reason
     FROM old_part o JOIN part p ON p.id = o.part_id LEFT JOIN work_order w ON w.id = o.work_order_id
     LEFT JOIN part_use u ON u.id = (SELECT id FROM part_use x WHERE x.old_part_id = o.id ORDER BY x.seq DESC LIMIT 1)
     LEFT JOIN machine_line m ON m.id = coalesce(u.machine_line_id, (SELECT id FROM machine_line y WHERE y.work_order_id = o.work_order_id ORDER BY y.line_no LIMIT 1))
     LEFT JOIN fault f ON f.id = m.fault_id WHERE o.box_document_id = ? ORDER BY o.seq`,
    documentId,
  );
  const receiver = inLanguage(language, box.to_zh ?? '', box.to_en ?? '');
  const data: DocumentData['old_part_list'] = {
    ...baseOf(read, printing),
    number: box.number,
    voided: box.state === 'void' ? { reason: voidWords(read, box.void_reason, language) } : null,
    outletCode: outlet?.code ?? '',
    outletName: inLanguage(language, outlet?.name_zh ?? '', outlet?.name_en ?? ''),
    receiver: [inLanguage(language, payer?.name_zh ?? '', payer?.name_en ?? ''), receiver]
      .filter((text) => text !== '')
      .join(' '),
    carrier: headText(box.head, 'carrier'),
    parcelNumber: headText(box.head, 'parcelNumber'),
    boxNo: headNumber(box.head, 'boxNo', 1),
    boxes: headNumber(box.head, 'boxes', 1),
    month: headText(box.head, 'month') || box.business_day.slice(0, 7),
    lines: lines.map((line) => ({
      orderNumber: line.order_number ?? '',
      labelNumber: line.label_number ?? '',
      oldPartCode: line.code,
      oldPartName: inLanguage(language, line.name_zh, line.name_en),
      quantityMilli: line.quantity_milli,
      unit: line.unit,
      model: line.model ?? '',
      machineCode: line.machine_code ?? '',
      newPartCode: line.code,
      newCode: line.new_code ?? '',
      replacedDay: line.replaced_day ?? businessDay(line.at, getZone(read)),
      faultCause: inLanguage(language, line.fault_zh ?? '', line.fault_en ?? ''),
      daysLate: line.due_day === null ? 0 : Math.max(0, daysBetween(line.due_day, today)),
      unitPriceFen:
        line.quantity_milli === 0 ? 0 : Math.round((line.amount_fen * 1000) / line.quantity_milli),
      amountFen: line.amount_fen,
      remark: line.reason,
    })),
    handedInBy: staffName(read, box.made_by),
  };
  return {
    kind: 'old_part_list',
    documentId,
    number: box.number,
    orderId: null,
    keyId: null,
    staffId: null,
    data,
  };
}
