import { Fault } from '../../../../../domain/kernel/fault.ts';
import { businessDay } from '../../../../../domain/time/business-day.ts';
import type { DocumentData } from '../../../../printing/index.ts';
import { getZone, type RowReader } from '../../../masters.ts';
import { baseOf, inLanguage, type BuiltPaper, type Printing } from '../common.ts';

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
