import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

interface SlipListParams {
  states: string[];
  staffId: string | null;
  day: string | null;
  offset: number;
  limit: number;
}

/** Slips, the longest out first. `day` is the business day a slip was made on. */
function listSlips(db: Db, params: SlipListParams) {
  const { offset, limit, states, ...rest } = params;
  const bound = { ...rest, states: JSON.stringify(states) };
  const where = `s.state IN (SELECT value FROM json_each(@states)) AND (@staffId IS NULL OR s.staff_id = @staffId) AND (@day IS NULL OR s.day = @day)`;
  const rows = statement(
    db,
    `SELECT s.id, s.number, s.state, s.copies, s.day, s.out_at AS outAt, s.back_at AS backAt, s.keyed_at AS keyedAt, w.id AS orderId,
       w.number AS orderNumber, w.title, w.queue, s.staff_id AS staffId, p.name AS staffName, c.name AS customerName
     FROM slip s JOIN work_order w ON w.id = s.work_order_id JOIN customer c ON c.id = w.customer_id LEFT JOIN staff p ON p.id = s.staff_id
     WHERE ${where} ORDER BY s.day, s.seq LIMIT @limit OFFSET @offset`,
  ).all({ ...bound, offset, limit });
  const total = statement(db, `SELECT count(*) FROM slip s WHERE ${where}`).pluck().get(bound) as number;
  return { rows, total };
}

interface Evening {
  staffId: string;
  name: string;
}

/** Per person: slips not back, money not handed in, old parts not in. People with nothing of it are left out. */
function evening(db: Db, params: { day: string; onlyStaffId: string | null; onlyTeamId: string | null }) {
  const people = statement(
    db,
    `WITH slips AS (
       SELECT staff_id, sum(state = 'out') AS slipsOut, sum(state = 'back') AS slipsBack, sum(state = 'keyed' AND day = @day) AS slipsKeyed,
         min(CASE WHEN state = 'out' THEN day END) AS oldestOutDay
       FROM slip WHERE staff_id IS NOT NULL AND (state IN ('out', 'back') OR (state = 'keyed' AND day = @day)) AND day <= @day GROUP BY staff_id),
     money AS (
       SELECT staff_id, sum(CASE WHEN method = 'cash' THEN amount_fen ELSE 0 END) AS cashFen, sum(CASE WHEN method = 'qr' THEN amount_fen ELSE 0 END) AS qrFen, count(*) AS payments
       FROM payment WHERE handover_id IS NULL AND staff_id IS NOT NULL AND reversal_of IS NULL AND method IN ('cash', 'qr') AND day <= @day GROUP BY staff_id),
     old AS (
       SELECT holder_staff_id AS staff_id, count(*) AS oldParts, sum(due_day IS NOT NULL AND due_day < @day) AS oldPartsLate, sum(amount_fen) AS oldPartsFen
       FROM old_part WHERE state = 'with_technician' AND holder_staff_id IS NOT NULL GROUP BY holder_staff_id)
     SELECT p.id AS staffId, p.name, coalesce(s.slipsOut, 0) AS slipsOut, coalesce(s.slipsBack, 0) AS slipsBack, coalesce(s.slipsKeyed, 0) AS slipsKeyed,
       s.oldestOutDay, coalesce(m.cashFen, 0) AS cashFen, coalesce(m.qrFen, 0) AS qrFen, coalesce(m.payments, 0) AS payments,
       coalesce(o.oldParts, 0) AS oldParts, coalesce(o.oldPartsLate, 0) AS oldPartsLate, coalesce(o.oldPartsFen, 0) AS oldPartsFen
     FROM staff p LEFT JOIN slips s ON s.staff_id = p.id LEFT JOIN money m ON m.staff_id = p.id LEFT JOIN old o ON o.staff_id = p.id
     WHERE (s.staff_id IS NOT NULL OR m.staff_id IS NOT NULL OR o.staff_id IS NOT NULL)
       AND (@onlyStaffId IS NULL OR p.id = @onlyStaffId) AND (@onlyTeamId IS NULL OR p.team_id = @onlyTeamId)
     ORDER BY slipsOut DESC, cashFen DESC, oldPartsLate DESC, p.code`,
  ).all(params) as Evening[];
  return { day: params.day, people };
}

export const visitQueries = { 'visits.slips': listSlips, 'visits.evening': evening };
