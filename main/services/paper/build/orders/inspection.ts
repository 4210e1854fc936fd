import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { DocumentData } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { masksFor } from '../../masks.ts';
import { baseOf, inLanguage, staffName, type BuiltPaper, type Printing } from '../common.ts';
import { warrantyWord } from './service-slip.ts';

/** 鉴定单 of an order. Faults: `not_found`. */
export function buildInspection(read: RowReader, orderId: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const masks = masksFor(printing.reveals);
  const order = read.get<{
    number: string;
    upstream_number: string | null;
    warranty: string | null;
    fault_text: string;
    staff_id: string | null;
    key_id: number;
    user: string;
    phone: string | null;
    virtual_phone: string | null;
    address: string;
    payer_zh: string | null;
    payer_en: string | null;
    inspected_at: number | null;
  }>(
    `SELECT w.number, w.upstream_number, w.warranty, w.fault_text, w.staff_id, w.key_id, c.name AS user, c.phone, c.virtual_phone,
       a.county || a.town || a.detail AS address, p.name_zh AS payer_zh, p.name_en AS payer_en,
       (SELECT max(ended_at) FROM visit v WHERE v.work_order_id = w.id AND v.state = 'ended') AS inspected_at
     FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id LEFT JOIN payer p ON p.id = w.payer_id WHERE w.id = ?`,
    orderId,
  );
  if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: orderId });
  const machines = read.all<{
    brand_zh: string | null;
    brand_en: string | null;
    model: string;
    code: string | null;
    day: string | null;
    bought_at: string | null;
    warranty: string | null;
    fault: string | null;
    cause: string;
    cause_zh: string | null;
    cause_en: string | null;
    measure: string;
    result_zh: string | null;
    result_en: string | null;
  }>(
    `SELECT b.name_zh AS brand_zh, b.name_en AS brand_en, coalesce(nullif(m.model, ''), m.product_name) AS model,
       coalesce(m.indoor_code, m.outdoor_code) AS code, coalesce(m.purchased_day, d.purchased_day) AS day, d.bought_at, m.warranty, f.code AS fault,
       m.cause, f.cause_zh, f.cause_en, m.measure, r.name_zh AS result_zh, r.name_en AS result_en
     FROM machine_line m LEFT JOIN brand b ON b.id = m.brand_id LEFT JOIN device d ON d.id = m.device_id LEFT JOIN fault f ON f.id = m.fault_id
     LEFT JOIN reason_code r ON r.kind = 'finish_result' AND r.code = m.result_code WHERE m.work_order_id = ? ORDER BY m.line_no`,
    orderId,
  );
  const data: DocumentData['inspection'] = {
    ...baseOf(read, printing),
    number: order.number,
    payer: inLanguage(language, order.payer_zh ?? '', order.payer_en ?? ''),
    upstreamNumber: order.upstream_number,
    user: masks.name(order.user),
    phone: masks.phone(order.phone ?? order.virtual_phone ?? ''),
    address: masks.address(order.address),
    symptom: masks.text(order.fault_text),
    inspectedAtMs: order.inspected_at,
    machines: machines.map((row) => ({
      brand: inLanguage(language, row.brand_zh ?? '', row.brand_en ?? ''),
      model: row.model,
      code: row.code ?? '',
      purchaseDay: row.day ?? '',
      purchasePlace: row.bought_at ?? '',
      warranty: warrantyWord(row.warranty ?? order.warranty, language),
      fault: row.fault ?? '',
      cause:
        row.cause === ''
          ? inLanguage(language, row.cause_zh ?? '', row.cause_en ?? '')
          : masks.text(row.cause),
      measure: masks.text(row.measure),
      result: inLanguage(language, row.result_zh ?? '', row.result_en ?? ''),
    })),
    technician: staffName(read, order.staff_id),
  };
  return {
    kind: 'inspection',
    documentId: orderId,
    number: order.number,
    orderId,
    keyId: order.key_id,
    staffId: order.staff_id,
    data,
  };
}
