import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { DocumentData } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { baseOf, inLanguage, staffName, type BuiltPaper, type Printing } from '../common.ts';

interface PaidRow {
  order_number: string | null;
  number: string;
  cash_fen: number;
  qr_fen: number;
  due_fen: number | null;
}

/** 交款单 of one hand-in. Faults: `not_found`. */
export function buildHandIn(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const row = read.get<{
    number: string;
    staff_id: string;
    person: string;
    team_zh: string | null;
    team_en: string | null;
    day: string;
    due_fen: number;
    cash_fen: number;
    qr_fen: number;
    difference_fen: number;
    received_by: string | null;
  }>(
    `SELECT h.number, h.staff_id, s.name AS person, t.name_zh AS team_zh, t.name_en AS team_en, h.day, h.due_fen, h.cash_fen, h.qr_fen, h.difference_fen, h.received_by
     FROM cash_handover h JOIN staff s ON s.id = h.staff_id LEFT JOIN team t ON t.id = s.team_id WHERE h.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'cash_handover', id });
  const paid = read.all<PaidRow>(
    `SELECT w.number AS order_number, min(p.number) AS number, sum(CASE WHEN p.method = 'cash' THEN p.amount_fen ELSE 0 END) AS cash_fen,
       sum(CASE WHEN p.method = 'qr' THEN p.amount_fen ELSE 0 END) AS qr_fen,
       (SELECT sum(f.amount_fen) FROM fee_line f WHERE f.work_order_id = p.work_order_id AND f.party = 'user' AND f.state NOT IN ('estimate', 'void')) AS due_fen
     FROM payment p LEFT JOIN work_order w ON w.id = p.work_order_id WHERE p.handover_id = ? GROUP BY coalesce(p.work_order_id, p.id) ORDER BY min(p.seq)`,
    id,
  );
  const data: DocumentData['hand_in'] = {
    ...baseOf(read, printing),
    number: row.number,
    day: row.day,
    person: row.person,
    team: inLanguage(printing.language, row.team_zh ?? '', row.team_en ?? ''),
    lines: paid.map((line) => ({
      orderNumber: line.order_number ?? line.number,
      // Money for no order, or for goods of others, is due as it was taken
      dueFen: line.due_fen ?? line.cash_fen + line.qr_fen,
      cashFen: line.cash_fen,
      qrFen: line.qr_fen,
    })),
    dueFen: row.due_fen,
    cashFen: row.cash_fen,
    qrFen: row.qr_fen,
    differenceFen: row.difference_fen,
    receiver: staffName(read, row.received_by),
  };
  return {
    kind: 'hand_in',
    documentId: id,
    number: row.number,
    orderId: null,
    keyId: null,
    staffId: row.staff_id,
    data,
  };
}
