import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { CustodyKind } from '../../../../../domain/stock/custody.ts';
import type { DocumentData } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { masksFor } from '../../masks.ts';
import {
  baseOf,
  inLanguage,
  ownerByStaff,
  staffName,
  type BuiltPaper,
  type PaperOwner,
  type Printing,
} from '../common.ts';

type CustodyPaper = 'repair_intake' | 'pickup_voucher' | 'trade_in';

/** Which things each paper is for: an old machine taken over is fetched by nobody. */
const keptKinds: Record<CustodyPaper, readonly CustodyKind[]> = {
  repair_intake: ['repair', 'left_behind', 'new_goods'],
  pickup_voucher: ['repair', 'left_behind', 'new_goods'],
  trade_in: ['old_machine'],
};

/** A thing in our keeping is its order's, else whose who took it in. Faults: `not_found`, `paper_other_document`. */
export const ownerOfCustody =
  (document: CustodyPaper) =>
  (read: RowReader, id: string): PaperOwner => {
    const row = read.get<{
      number: string;
      kind: CustodyKind;
      keeper: string | null;
      work_order_id: string | null;
      staff_id: string | null;
      team_id: string | null;
    }>(
      `SELECT c.number, c.kind, c.staff_id AS keeper, c.work_order_id, w.staff_id, w.team_id FROM custody_item c
       LEFT JOIN work_order w ON w.id = c.work_order_id WHERE c.id = ?`,
      id,
    );
    if (row === undefined) throw new Fault('not_found', { entity: 'custody_item', id });
    if (!keptKinds[document].includes(row.kind))
      throw new Fault('paper_other_document', { document, number: row.number });
    return row.work_order_id === null
      ? ownerByStaff(read, row.keeper)
      : { staff_id: row.staff_id, team_id: row.team_id };
  };

/** 送修接机单, 取机凭证, 旧机回收单. Faults: `not_found`. */
export const buildCustody =
  (kind: CustodyPaper) =>
  (read: RowReader, id: string, printing: Printing): BuiltPaper => {
    const { language } = printing;
    const masks = masksFor(printing.reveals);
    const row = read.get<{
      number: string;
      state: string;
      work_order_id: string | null;
      order_number: string | null;
      fault_text: string | null;
      owner_name: string;
      phone: string;
      customer: string | null;
      customer_phone: string | null;
      what: string;
      machine_code: string;
      accessories: string;
      damage: string;
      note: string;
      handed_to: string;
      due_day: string | null;
      fee_fen: number;
      staff_id: string | null;
      in_day: string;
      key_id: number;
      place_zh: string;
      place_en: string;
    }>(
      `SELECT i.number, i.state, i.work_order_id, w.number AS order_number, w.fault_text, i.owner_name, i.phone, c.name AS customer,
         c.phone AS customer_phone, i.what, i.machine_code, i.accessories, i.damage, i.note, i.handed_to, i.due_day, i.fee_fen, i.staff_id,
         i.in_day, i.key_id, l.name_zh AS place_zh, l.name_en AS place_en
       FROM custody_item i JOIN location l ON l.id = i.location_id LEFT JOIN work_order w ON w.id = i.work_order_id
       LEFT JOIN customer c ON c.id = coalesce(i.customer_id, w.customer_id) WHERE i.id = ?`,
      id,
    );
    if (row === undefined) throw new Fault('not_found', { entity: 'custody_item', id });
    const data: DocumentData[CustodyPaper] = {
      ...baseOf(read, printing),
      number: row.number,
      inDay: row.in_day,
      user: masks.name(row.owner_name === '' ? (row.customer ?? '') : row.owner_name),
      phone: masks.phone(row.phone === '' ? (row.customer_phone ?? '') : row.phone),
      what: row.what,
      machineCode: row.machine_code,
      accessories: masks.text(row.accessories),
      damage: masks.text(row.damage),
      fault: masks.text(row.fault_text === null || row.fault_text === '' ? row.note : row.fault_text),
      estimateFen: estimateOf(read, row.work_order_id),
      paidBeforeFen: paidBeforeOf(read, row.work_order_id),
      storageFen: row.fee_fen,
      dueDay: row.due_day,
      workOrderNumber: row.order_number,
      place: inLanguage(language, row.place_zh, row.place_en),
      handedTo: masks.name(row.handed_to),
      takenBy: staffName(read, row.staff_id),
    };
    return {
      kind,
      documentId: id,
      number: row.number,
      orderId: row.work_order_id,
      keyId: row.key_id,
      staffId: row.staff_id,
      data,
    };
  };

/** What the user was told: the last quote that stands, else the prices put down for him. */
function estimateOf(read: RowReader, orderId: string | null): number | null {
  if (orderId === null) return null;
  const quote = read.get<{ fen: number }>(
    "SELECT total_fen AS fen FROM quote WHERE work_order_id = ? AND state IN ('given', 'agreed') ORDER BY seq DESC LIMIT 1",
    orderId,
  );
  if (quote !== undefined) return quote.fen;
  return (
    read.get<{ fen: number | null }>(
      "SELECT sum(amount_fen) AS fen FROM fee_line WHERE work_order_id = ? AND party = 'user' AND state <> 'void'",
      orderId,
    )?.fen ?? null
  );
}

const paidBeforeOf = (read: RowReader, orderId: string | null): number =>
  orderId === null
    ? 0
    : (read.get<{ fen: number }>(
        "SELECT coalesce(sum(amount_fen), 0) AS fen FROM payment WHERE work_order_id = ? AND purpose IN ('prepayment', 'deposit')",
        orderId,
      )?.fen ?? 0);
