import { shotNamesEn } from '../../domain/verification/policy.ts';
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

/** Cash by person as the journal has it, so that an earlier shortfall is asked for again; money of later days is left out. */
const heldSql = `SELECT l.party_id AS staff_id, sum(l.debit_fen - l.credit_fen)
         - coalesce((SELECT sum(x.amount_fen) FROM payment x WHERE x.staff_id = l.party_id AND x.handover_id IS NULL AND x.method = 'cash' AND x.day > @day), 0) AS fen
       FROM journal_line l WHERE l.account_code = 'cash_with_staff'`;

/** Per person: slips not back, money not handed in, old parts not in. People with nothing of it are left out. */
function evening(db: Db, params: { day: string; onlyStaffId: string | null; onlyTeamId: string | null }) {
  const people = statement(
    db,
    `WITH slips AS (
       SELECT staff_id, sum(state = 'out') AS slipsOut, sum(state = 'back') AS slipsBack, sum(state = 'keyed' AND day = @day) AS slipsKeyed,
         min(CASE WHEN state = 'out' THEN day END) AS oldestOutDay
       FROM slip WHERE staff_id IS NOT NULL AND (state IN ('out', 'back') OR (state = 'keyed' AND day = @day)) AND day <= @day GROUP BY staff_id),
     money AS (
       SELECT staff_id, sum(CASE WHEN method = 'qr' THEN amount_fen ELSE 0 END) AS qrFen, count(*) AS payments
       FROM payment WHERE handover_id IS NULL AND staff_id IS NOT NULL AND reversal_of IS NULL AND method IN ('cash', 'qr') AND day <= @day GROUP BY staff_id),
     held AS (${heldSql} GROUP BY l.party_id),
     old AS (
       SELECT holder_staff_id AS staff_id, count(*) AS oldParts, sum(due_day IS NOT NULL AND due_day < @day) AS oldPartsLate, sum(amount_fen) AS oldPartsFen
       FROM old_part WHERE state = 'with_technician' AND holder_staff_id IS NOT NULL GROUP BY holder_staff_id)
     SELECT p.id AS staffId, p.name, coalesce(s.slipsOut, 0) AS slipsOut, coalesce(s.slipsBack, 0) AS slipsBack, coalesce(s.slipsKeyed, 0) AS slipsKeyed,
       s.oldestOutDay, max(0, coalesce(h.fen, 0)) AS cashFen, coalesce(m.qrFen, 0) AS qrFen, coalesce(m.payments, 0) AS payments,
       coalesce(o.oldParts, 0) AS oldParts, coalesce(o.oldPartsLate, 0) AS oldPartsLate, coalesce(o.oldPartsFen, 0) AS oldPartsFen
     FROM staff p LEFT JOIN slips s ON s.staff_id = p.id LEFT JOIN money m ON m.staff_id = p.id LEFT JOIN held h ON h.staff_id = p.id LEFT JOIN old o ON o.staff_id = p.id
     WHERE (s.staff_id IS NOT NULL OR m.staff_id IS NOT NULL OR h.fen > 0 OR o.staff_id IS NOT NULL)
       AND (@onlyStaffId IS NULL OR p.id = @onlyStaffId) AND (@onlyTeamId IS NULL OR p.team_id = @onlyTeamId)
     ORDER BY slipsOut DESC, cashFen DESC, oldPartsLate DESC, p.code`,
  ).all(params) as Evening[];
  return { day: params.day, people };
}

interface Scoped {
  onlyStaffId: string | null;
  onlyTeamId: string | null;
}

/** The rows behind one person's numbers: the conditions are those of `evening`. */
function eveningOf(db: Db, params: { staffId: string; day: string } & Scoped) {
  const { staffId, day } = params;
  const seen = statement(
    db,
    'SELECT 1 FROM staff WHERE id = @staffId AND (@onlyStaffId IS NULL OR id = @onlyStaffId) AND (@onlyTeamId IS NULL OR team_id = @onlyTeamId)',
  ).get(params);
  if (seen === undefined) return { day, slips: [], payments: [], beforeFen: 0, oldParts: [] };
  const payments = statement(
    db,
    `SELECT p.id, w.id AS orderId, w.number AS orderNumber, p.method, p.amount_fen AS amountFen, p.day
       FROM payment p LEFT JOIN work_order w ON w.id = p.work_order_id
       WHERE p.staff_id = @staffId AND p.handover_id IS NULL AND p.reversal_of IS NULL AND p.method IN ('cash', 'qr') AND p.day <= @day
       ORDER BY p.method = 'qr', p.day, p.seq LIMIT 500`,
  ).all({ staffId, day }) as { method: string; amountFen: number }[];
  const held = statement(db, `${heldSql} AND l.party_id = @staffId`).get({ staffId, day }) as {
    fen: number | null;
  };
  const cash = payments.filter((row) => row.method === 'cash');
  return {
    day,
    beforeFen: Math.max(0, held.fen ?? 0) - cash.reduce((sum, row) => sum + row.amountFen, 0),
    slips: statement(
      db,
      `SELECT s.id, s.number, s.state, s.day, w.id AS orderId, w.number AS orderNumber, w.title, c.name AS customerName
       FROM slip s JOIN work_order w ON w.id = s.work_order_id JOIN customer c ON c.id = w.customer_id
       WHERE s.staff_id = @staffId AND s.state IN ('out', 'back') AND s.day <= @day ORDER BY s.state DESC, s.day, s.seq LIMIT 500`,
    ).all({ staffId, day }),
    payments,
    oldParts: statement(
      db,
      `SELECT o.id, w.id AS orderId, w.number AS orderNumber, p.name_zh AS nameZh, p.name_en AS nameEn, o.quantity_milli AS quantityMilli,
         o.due_day AS dueDay, o.amount_fen AS amountFen
       FROM old_part o JOIN part p ON p.id = o.part_id LEFT JOIN work_order w ON w.id = o.work_order_id
       WHERE o.holder_staff_id = @staffId AND o.state = 'with_technician' ORDER BY o.due_day IS NULL, o.due_day, o.seq LIMIT 500`,
    ).all({ staffId }),
  };
}

/** Finished orders with open proof of the visit that counts, or with papers the platform sent back, through the index over states: they are few. */
function proofDesk(db: Db, params: { offset: number; limit: number } & Scoped) {
  const { offset, limit, ...scope } = params;
  const from = `FROM work_order w JOIN visit v ON v.work_order_id = w.id AND v.state = 'ended'
       AND v.visit_no = (SELECT max(visit_no) FROM visit l WHERE l.work_order_id = w.id AND l.state = 'ended')
     WHERE w.state = 'finished' AND coalesce(w.side_state, '') <> 'cancelled'
       AND (@onlyStaffId IS NULL OR w.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR w.team_id = @onlyTeamId)
       AND (w.verdict = 'refill' OR EXISTS (SELECT 1 FROM verification x WHERE x.visit_id = v.id AND x.state IN ('missing', 'repeated', 'refused')))`;
  const rows = statement(
    db,
    `SELECT w.id AS orderId, w.number, w.title, s.name AS staffName, p.name_zh AS payerNameZh, p.name_en AS payerNameEn,
       w.finished_at AS finishedAt, v.id AS visitId, w.verdict = 'refill' AS isBack, w.verdict_deadline_at AS dueAt,
       (SELECT d.reason FROM verdict d WHERE d.work_order_id = w.id AND d.cleared_at IS NULL ORDER BY d.at DESC, d.seq DESC LIMIT 1) AS reason,
       (SELECT number FROM slip l WHERE l.work_order_id = w.id AND l.state <> 'void' ORDER BY l.seq DESC LIMIT 1) AS slipNumber,
       (SELECT state FROM slip l WHERE l.work_order_id = w.id AND l.state <> 'void' ORDER BY l.seq DESC LIMIT 1) AS slipState
     FROM (SELECT w.*, v.id AS visit ${from} ORDER BY w.finished_at, w.seq LIMIT @limit OFFSET @offset) w
     JOIN visit v ON v.id = w.visit LEFT JOIN staff s ON s.id = w.staff_id LEFT JOIN payer p ON p.id = w.payer_id
     ORDER BY w.finished_at, w.seq`,
  ).all({ ...scope, offset, limit }) as {
    visitId: string;
    isBack: number | null;
    dueAt: number | null;
    reason: string | null;
  }[];
  const open = statement(
    db,
    "SELECT kind, name, state FROM verification WHERE visit_id = ? AND state IN ('missing', 'repeated', 'refused') ORDER BY seq",
  );
  const english = shotNamesEn(
    statement(
      db,
      "SELECT shot.value ->> 'nameZh' AS nameZh, coalesce(shot.value ->> 'nameEn', '') AS nameEn FROM photo_policy p, json_each(p.shots) shot ORDER BY p.code",
    ).all() as { nameZh: string; nameEn: string }[],
  );
  const openOf = (visitId: string) =>
    (open.all(visitId) as { kind: string; name: string; state: string }[]).map((item) => ({
      ...item,
      nameEn: item.kind === 'shot' ? (english.get(item.name) ?? '') : '',
    }));
  return {
    rows: rows.map(({ visitId, isBack, dueAt, reason, ...row }) => ({
      ...row,
      sentBack: isBack === 1 ? { reason, dueAt } : null,
      open: openOf(visitId),
    })),
    total: statement(db, `SELECT count(*) ${from}`).pluck().get(scope) as number,
  };
}

interface VoucherParams {
  states: string[];
  staffId: string | null;
  offset: number;
  limit: number;
}

/** Paper vouchers, those that moved the longest ago first. */
function vouchers(db: Db, params: VoucherParams) {
  const bound = { states: JSON.stringify(params.states), staffId: params.staffId };
  const where =
    'v.state IN (SELECT value FROM json_each(@states)) AND (@staffId IS NULL OR v.staff_id = @staffId)';
  return {
    rows: statement(
      db,
      `SELECT v.id, v.version, v.kind, v.number, v.state, v.holder, v.staff_id AS staffId, s.name AS staffName, v.work_order_id AS orderId,
         w.number AS orderNumber, v.at
       FROM paper_voucher v LEFT JOIN staff s ON s.id = v.staff_id LEFT JOIN work_order w ON w.id = v.work_order_id
       WHERE ${where} ORDER BY v.at, v.seq LIMIT @limit OFFSET @offset`,
    ).all({ ...bound, offset: params.offset, limit: params.limit }),
    total: statement(db, `SELECT count(*) FROM paper_voucher v WHERE ${where}`).pluck().get(bound) as number,
    staff: statement(db, 'SELECT id, code, name FROM staff WHERE left_day IS NULL ORDER BY code').all(),
  };
}

export const visitQueries = {
  'visits.slips': listSlips,
  'visits.evening': evening,
  'visits.eveningOf': eveningOf,
  'visits.proofDesk': proofDesk,
  'visits.vouchers': vouchers,
};
