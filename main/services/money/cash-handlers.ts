import { statement } from '../../../db/queries/statements.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import type { Handlers } from '../context.ts';
import { assertAll } from './guard-scope.ts';
import { recordHandIn, recordTaking } from './takings.ts';

interface OpenRow {
  staffId: string;
  orderId: string | null;
  number: string | null;
  method: string;
  purpose: string;
  amountFen: number;
  day: string;
}

/** Money taken from users, and its way into the drawer. */
export const cashHandlers: Handlers = {
  'money.takePayment': (ctx, input) =>
    ctx.gate.run(
      {
        command: 'money.takePayment',
        requestId: ctx.requestId,
        deskId: ctx.session.deskId,
        staffId: ctx.session.staffId,
      },
      (tx) => recordTaking(tx, input),
    ),
  'money.handIn': (ctx, input) =>
    ctx.gate.run(
      {
        command: 'money.handIn',
        requestId: ctx.requestId,
        deskId: ctx.session.deskId,
        staffId: ctx.session.staffId,
      },
      (tx) => recordHandIn(tx, input),
    ),
  'money.handIns': (ctx, input) => {
    assertAll(ctx, 'money.read');
    const db = ctx.read;
    const day = input.day ?? businessDay(ctx.env.now());
    const owed = statement(
      db,
      `SELECT l.party_id AS staffId, s.name, sum(l.debit_fen - l.credit_fen) AS owedFen FROM journal_line l JOIN staff s ON s.id = l.party_id
       WHERE l.account_code = 'cash_with_staff' GROUP BY l.party_id`,
    ).all() as { staffId: string; name: string; owedFen: number }[];
    const open = statement(
      db,
      `SELECT p.staff_id AS staffId, p.work_order_id AS orderId, w.number, p.method, p.purpose, p.amount_fen AS amountFen, p.day
       FROM payment p LEFT JOIN work_order w ON w.id = p.work_order_id WHERE p.staff_id IS NOT NULL AND p.handover_id IS NULL AND p.day <= ? AND p.method IN ('cash', 'qr') ORDER BY p.seq`,
    ).all(day) as OpenRow[];
    const names = new Map(
      (statement(db, 'SELECT id, name FROM staff').all() as { id: string; name: string }[]).map((row) => [
        row.id,
        row.name,
      ]),
    );
    const ids = [
      ...new Set([
        ...open.map((row) => row.staffId),
        ...owed.filter((row) => row.owedFen !== 0).map((row) => row.staffId),
      ]),
    ];
    const sum = (rows: OpenRow[], method: string) =>
      rows.filter((row) => row.method === method).reduce((total, row) => total + row.amountFen, 0);
    const done = statement(
      db,
      `SELECT h.id, h.number, h.staff_id AS staffId, s.name, h.day, h.due_fen AS dueFen, h.cash_fen AS cashFen, h.qr_fen AS qrFen, h.difference_fen AS differenceFen, h.at
       FROM cash_handover h JOIN staff s ON s.id = h.staff_id ORDER BY h.day DESC, h.seq DESC LIMIT 40`,
    ).all();
    return {
      open: ids.map((staffId) => {
        const rows = open.filter((row) => row.staffId === staffId);
        const cashFen = sum(rows, 'cash');
        const owedFen = owed.find((row) => row.staffId === staffId)?.owedFen ?? 0;
        return {
          staffId,
          name: names.get(staffId) ?? '',
          payments: rows.length,
          cashFen,
          qrFen: sum(rows, 'qr'),
          earlierFen: owedFen - cashFen,
          owedFen,
          oldestDay: rows.map((row) => row.day).sort()[0] ?? null,
          orders: rows.slice(0, 200).map(({ staffId: _staff, orderId, number, ...row }) => ({
            ...row,
            orderId: orderId ?? '',
            number: number ?? '',
          })),
        };
      }),
      done: done as never,
    };
  },
};
