import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { masksFor } from '../../masks.ts';
import { baseOf, inLanguage, staffName, type BuiltPaper, type PaperOwner, type Printing } from '../common.ts';

const stateWords: Record<string, Record<PaperLanguage, string>> = {
  draft: { zh: '草稿', en: 'Draft' },
  given: { zh: '待确认', en: 'Open' },
  agreed: { zh: '已同意', en: 'Agreed' },
  refused: { zh: '未同意', en: 'Refused' },
  expired: { zh: '已过期', en: 'Expired' },
};
const howWords: Record<string, Record<PaperLanguage, string>> = {
  signed: { zh: '签字', en: 'signature' },
  recorded: { zh: '录音', en: 'recording' },
  message: { zh: '短信/微信', en: 'message' },
};

/** A quote is its order's. Faults: `not_found`. */
export function ownerOfQuote(read: RowReader, id: string): PaperOwner {
  const row = read.get<PaperOwner>(
    'SELECT w.staff_id, w.team_id FROM quote q JOIN work_order w ON w.id = q.work_order_id WHERE q.id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'quote', id });
  return row;
}

/** 报价单. Faults: `not_found`. */
export function buildQuote(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const masks = masksFor(printing.reveals);
  const row = read.get<{
    number: string;
    state: string;
    total_fen: number;
    valid_until: number | null;
    agreed_how: string | null;
    order_id: string;
    order_number: string;
    key_id: number;
    staff_id: string | null;
    user: string;
    phone: string | null;
    virtual_phone: string | null;
    address: string;
    models: string | null;
  }>(
    `SELECT q.number, q.state, q.total_fen, q.valid_until, q.agreed_how, w.id AS order_id, w.number AS order_number, w.key_id, w.staff_id, c.name AS user,
       c.phone, c.virtual_phone, a.county || a.town || a.detail AS address,
       (SELECT group_concat(coalesce(nullif(m.model, ''), m.product_name), ' ') FROM machine_line m WHERE m.work_order_id = w.id) AS models
     FROM quote q JOIN work_order w ON w.id = q.work_order_id JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id WHERE q.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'quote', id });
  const lines = read.all<{
    name: string;
    quantity_milli: number;
    unit_fen: number;
    amount_fen: number;
    en: string | null;
  }>(
    `SELECT l.name, l.quantity_milli, l.unit_fen, l.amount_fen, coalesce(e.name_en, p.name_en) AS en FROM quote_line l
     LEFT JOIN extra_charge e ON e.id = l.extra_charge_id LEFT JOIN part p ON p.id = l.part_id WHERE l.quote_id = ? ORDER BY l.line_no`,
    id,
  );
  const data: DocumentData['quote'] = {
    ...baseOf(read, printing),
    number: row.number,
    workOrderNumber: row.order_number,
    user: masks.name(row.user),
    phone: masks.phone(row.phone ?? row.virtual_phone ?? ''),
    address: masks.address(row.address),
    machine: row.models ?? '',
    lines: lines.map((line) => ({
      name: inLanguage(language, line.name, line.en ?? ''),
      quantityMilli: line.quantity_milli,
      unitPriceFen: line.unit_fen,
      amountFen: line.amount_fen,
    })),
    totalFen: row.total_fen,
    validUntilMs: row.valid_until,
    state: stateWords[row.state]?.[language] ?? row.state,
    agreedHow: howWords[row.agreed_how ?? '']?.[language] ?? null,
    technician: staffName(read, row.staff_id),
  };
  return {
    kind: 'quote',
    documentId: id,
    number: row.number,
    orderId: row.order_id,
    keyId: row.key_id,
    staffId: row.staff_id,
    data,
  };
}
