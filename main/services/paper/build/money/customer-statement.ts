import { Fault } from '../../../../../domain/kernel/fault.ts';
import { businessDay } from '../../../../../domain/time/business-day.ts';
import type { DocumentData } from '../../../../printing/index.ts';
import { getZone, type RowReader } from '../../../masters.ts';
import { masksFor } from '../../masks.ts';
import { baseOf, inLanguage, type BuiltPaper, type Printing } from '../common.ts';
import { customerAccount } from './owners.ts';
import { statementPaper } from './statements.ts';

interface OrderRow {
  number: string;
  title: string;
  finished_at: number | null;
  user: string;
  room: string;
  machines: number;
  labour_fen: number;
  parts_fen: number;
}

/** 月结客户对账单: what was done for a customer in a month, and what is left from before. Faults: `not_found`, `paper_empty`. */
export function buildCustomerStatement(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const zone = getZone(read);
  const masks = masksFor(printing.reveals);
  const { payerId, period } = customerAccount(read, id);
  const payer = read.get<{ name_zh: string; name_en: string; seq: number }>(
    'SELECT name_zh, name_en, seq FROM payer WHERE id = ?',
    payerId,
  );
  const parts = "f.fee_kind IN ('parts', 'material')";
  const rows = read.all<OrderRow>(
    `SELECT w.number, w.title, w.finished_at, c.name AS user, a.detail AS room, w.machine_count AS machines,
       sum(CASE WHEN ${parts} THEN 0 ELSE f.amount_fen END) AS labour_fen, sum(CASE WHEN ${parts} THEN f.amount_fen ELSE 0 END) AS parts_fen
     FROM fee_line f JOIN work_order w ON w.id = f.work_order_id JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id
     WHERE f.party = 'payer' AND f.party_id = ? AND f.period = ? AND f.state NOT IN ('estimate', 'void') AND f.amount_fen <> 0
     GROUP BY w.id ORDER BY w.finished_at, w.seq`,
    payerId,
    period,
  );
  const paid = "CASE f.state WHEN 'paid' THEN f.amount_fen ELSE f.paid_fen END";
  const sums = read.get<{ earlier: number; due: number; paid: number }>(
    `SELECT coalesce(sum(CASE WHEN f.period < @period AND f.state NOT IN ('waived', 'lost') THEN f.amount_fen - ${paid} END), 0) AS earlier,
       coalesce(sum(CASE WHEN f.period = @period THEN f.amount_fen END), 0) AS due, coalesce(sum(CASE WHEN f.period = @period THEN ${paid} END), 0) AS paid
     FROM fee_line f WHERE f.party = 'payer' AND f.party_id = @payerId AND f.period <= @period AND f.state NOT IN ('estimate', 'void')`,
    { payerId, period },
  );
  const { earlier = 0, due = 0, paid: paidFen = 0 } = sums ?? {};
  if (rows.length === 0 && earlier === 0) throw new Fault('paper_empty', { document: 'customer_statement' });
  const number = `KH${period.slice(2).replace('-', '')}-${payer?.seq ?? 0}`;
  const data: DocumentData['customer_statement'] = {
    ...baseOf(read, printing),
    number,
    customer: inLanguage(language, payer?.name_zh ?? '', payer?.name_en ?? ''),
    period,
    lines: rows.map((row) => ({
      day: row.finished_at === null ? '' : businessDay(row.finished_at, zone),
      orderNumber: row.number,
      reporter: [masks.name(row.user), masks.address(row.room)].filter((text) => text !== '').join(' '),
      item: row.title,
      quantityMilli: row.machines * 1000,
      unitFen: Math.round((row.labour_fen + row.parts_fen) / Math.max(1, row.machines)),
      labourFen: row.labour_fen,
      partsFen: row.parts_fen,
      totalFen: row.labour_fen + row.parts_fen,
    })),
    earlierFen: earlier,
    dueFen: due,
    paidFen,
    balanceFen: earlier + due - paidFen,
  };
  return statementPaper('customer_statement', id, number, data);
}
