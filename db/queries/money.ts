import type { Db } from '../connection.ts';
import type { SnapshotQuery } from '../snapshots.ts';
import { statement } from './statements.ts';

/** Name of a party, whoever it is. Users are not named here: a sum of money needs no person. */
const partyName = (language: 'zh' | 'en') =>
  `CASE f.party WHEN 'payer' THEN (SELECT ${language === 'zh' ? 'name_zh' : "coalesce(nullif(name_en, ''), name_zh)"} FROM payer WHERE id = f.party_id)
   WHEN 'technician' THEN (SELECT name FROM staff WHERE id = f.party_id)
   WHEN 'sub_shop' THEN (SELECT ${language === 'zh' ? 'name_zh' : "coalesce(nullif(name_en, ''), name_zh)"} FROM sub_shop WHERE id = f.party_id) ELSE '' END`;

/** The man agreed to a line when he agreed to its slip: the slip says so, the line is not written again for that. */
const feeState = `CASE WHEN f.state = 'open' AND EXISTS (SELECT 1 FROM pay_slip_line l JOIN pay_slip s ON s.id = l.pay_slip_id
  WHERE l.fee_line_id = f.id AND s.state IN ('confirmed', 'paid')) THEN 'agreed' ELSE f.state END`;

const feeColumns = `f.seq, f.id, f.version, f.work_order_id AS orderId, w.number AS orderNumber, w.title AS orderTitle, f.party, f.party_id AS partyId,
  coalesce(${partyName('zh')}, '') AS partyNameZh, coalesce(${partyName('en')}, '') AS partyNameEn, f.fee_kind AS feeKind, f.name, f.quantity_milli AS quantityMilli,
  f.unit_fen AS unitFen, f.amount_fen AS amountFen, f.paid_fen AS paidFen, ${feeState} AS state, f.period, f.rule_code AS ruleCode, f.rule_version AS ruleVersion, f.explain,
  (SELECT number FROM journal_entry WHERE id = f.entry_id) AS entryNumber, f.at`;
const feeFrom = 'FROM fee_line f JOIN work_order w ON w.id = f.work_order_id';

interface RawFee {
  seq: number;
  explain: string;
}

function typedFee<T extends RawFee>(row: T): T & { explain: { code: string; params: object } } {
  const { code = '', params = {} } = JSON.parse(row.explain) as { code?: string; params?: object };
  return { ...row, explain: { code, params } } as never;
}

export function listFeesOfOrder(db: Db, orderId: string) {
  const rows = statement(
    db,
    `SELECT ${feeColumns} ${feeFrom} WHERE f.work_order_id = ? AND f.state <> 'void' ORDER BY f.party, f.seq`,
  ).all(orderId) as RawFee[];
  return rows.map(typedFee);
}

export interface FeeListParams {
  party: string | null;
  partyId: string | null;
  period: string | null;
  states: string[];
  orderId: string | null;
}

function feeWhere(params: FeeListParams): { sql: string; values: unknown[] } {
  const where = ["f.state <> 'void'"];
  const values: unknown[] = [];
  const add = (sql: string, ...more: unknown[]) => {
    where.push(sql);
    values.push(...more);
  };
  if (params.orderId !== null) add('f.work_order_id = ?', params.orderId);
  if (params.party !== null) add('f.party = ?', params.party);
  if (params.partyId !== null) add('f.party_id = ?', params.partyId);
  if (params.period !== null) add('f.period = ?', params.period);
  if (params.states.length > 0)
    add(`${feeState} IN (${params.states.map(() => '?').join(', ')})`, ...params.states);
  return { sql: where.join(' AND '), values };
}

/** Even numbers are rows of the file, odd ones orders it does not name. */
const ofLine = (seq: number) => seq * 2;
const ofMissing = (seq: number) => seq * 2 + 1;

const viewWhere: Readonly<Record<string, string>> = {
  todo: "(l.state = 'open' OR EXISTS (SELECT 1 FROM difference d WHERE d.statement_line_id = l.id AND d.state = 'open'))",
  short: "l.difference_kind IN ('short', 'over', 'unpaid', 'coefficient')",
  fine: "l.difference_kind IN ('fine', 'old_part')",
  open: "l.state = 'open'",
  not_ours: "l.state IN ('not_ours', 'duplicate')",
  equal: "l.difference_kind IN ('equal', 'rounding', 'cross_month')",
  all: '1',
  missing: '0',
};
const withMissing = new Set(['todo', 'missing', 'all']);
const counted = "NOT (l.state = 'duplicate' AND l.reason = 'superseded')";

export const moneySnapshots = {
  'money.fees': {
    numbers: (db: Db, params: FeeListParams) => {
      const { sql, values } = feeWhere(params);
      return statement(db, `SELECT f.seq FROM fee_line f WHERE ${sql} ORDER BY f.seq DESC`)
        .pluck()
        .all(...values) as number[];
    },
    rows: (db: Db, numbers: readonly number[]) =>
      (
        statement(db, `SELECT ${feeColumns} ${feeFrom} WHERE f.seq IN (SELECT value FROM json_each(?))`).all(
          JSON.stringify(numbers),
        ) as RawFee[]
      ).map(typedFee),
  },
  'money.desk': {
    numbers: (db: Db, params: { statementId: string; view: string }) => {
      const lines = statement(
        db,
        `SELECT l.seq FROM statement_line l WHERE l.statement_id = ? AND ${counted} AND ${viewWhere[params.view] ?? '1'} ORDER BY l.row_no, l.seq`,
      )
        .pluck()
        .all(params.statementId) as number[];
      if (!withMissing.has(params.view)) return lines.map(ofLine);
      const missing = statement(
        db,
        `SELECT d.seq FROM difference d JOIN statement s ON s.payer_id = d.payer_id AND s.period = d.period
         WHERE s.id = ? AND d.kind = 'missing' AND (? <> 'todo' OR d.state = 'open') ORDER BY d.seq`,
      )
        .pluck()
        .all(params.statementId, params.view) as number[];
      return [...lines.map(ofLine), ...missing.map(ofMissing)];
    },
    rows: (db: Db, numbers: readonly number[]) => [
      ...lineRows(
        db,
        numbers.filter((one) => one % 2 === 0).map((one) => one / 2),
      ),
      ...missingRows(
        db,
        numbers.filter((one) => one % 2 === 1).map((one) => (one - 1) / 2),
      ),
    ],
  },
} satisfies Record<string, SnapshotQuery>;

const payOf = `(SELECT coalesce(sum(amount_fen), 0) FROM fee_line p WHERE p.work_order_id = w.id AND p.party IN ('technician', 'sub_shop') AND p.state <> 'void')`;

function lineRows(db: Db, seqs: readonly number[]): { seq: number }[] {
  if (seqs.length === 0) return [];
  const rows = statement(
    db,
    `SELECT l.seq, l.id AS lineId, l.version, l.row_no AS rowNo, l.order_number AS number, l.item, l.day, l.amount_fen AS theirsFen, l.deduction_fen AS deductionFen,
     l.work_order_id AS orderId, w.number AS orderNumber, w.title AS orderTitle, l.amount_fen - l.difference_fen AS oursFen, ${payOf} AS payFen, l.state,
     coalesce(l.difference_kind, 'unplaced') AS kind, l.difference_fen AS diffFen, m.how, m.evidence, coalesce(m.confidence_milli, 0) AS confidenceMilli,
     d.id AS differenceId, d.state AS differenceState, coalesce(nullif(l.reason, ''), '') AS reason, l.payer_id AS payerId, l.amount_fen AS amountFen
     FROM statement_line l LEFT JOIN work_order w ON w.id = l.work_order_id
     LEFT JOIN statement_match m ON m.seq = (SELECT min(seq) FROM statement_match WHERE statement_line_id = l.id AND undone_at IS NULL)
     LEFT JOIN difference d ON d.seq = (SELECT max(seq) FROM difference WHERE statement_line_id = l.id)
     WHERE l.seq IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(seqs)) as Record<string, unknown>[];
  return rows.map((row) => {
    const { payerId, amountFen, ...rest } = row;
    const open = row.state === 'open';
    return {
      ...rest,
      seq: ofLine(row.seq as number),
      oursFen: row.orderId === null ? null : row.oursFen,
      payFen: row.orderId === null ? null : row.payFen,
      evidence: row.evidence === null ? [] : (JSON.parse(row.evidence as string) as string[]),
      candidates: open ? countCandidates(db, payerId as string, amountFen as number) : 0,
    } as unknown as { seq: number };
  });
}

/** Orders with an open sum equal to the row's; what a person will be offered first. */
function countCandidates(db: Db, payerId: string, fen: number): number {
  return statement(
    db,
    `SELECT count(*) FROM (SELECT 1 FROM fee_line WHERE party = 'payer' AND party_id = ? AND state = 'open' GROUP BY work_order_id HAVING sum(amount_fen - paid_fen) = ?)`,
  )
    .pluck()
    .get(payerId, fen) as number;
}

function missingRows(db: Db, seqs: readonly number[]): { seq: number }[] {
  if (seqs.length === 0) return [];
  const rows = statement(
    db,
    `SELECT d.seq, d.version, d.id AS differenceId, d.state AS differenceState, w.id AS orderId, w.number AS orderNumber, w.title AS orderTitle, d.ours_fen AS oursFen,
     ${payOf} AS payFen, -d.ours_fen AS diffFen, d.reason FROM difference d JOIN work_order w ON w.id = d.work_order_id WHERE d.seq IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(seqs)) as Record<string, unknown>[];
  return rows.map(
    (row) =>
      ({
        ...row,
        seq: ofMissing(row.seq as number),
        lineId: null,
        rowNo: null,
        number: null,
        item: '',
        day: null,
        theirsFen: null,
        deductionFen: 0,
        state: 'missing',
        kind: 'missing',
        how: null,
        evidence: [],
        confidenceMilli: 0,
        candidates: 0,
      }) as unknown as { seq: number },
  );
}

const left = 'f.amount_fen - f.paid_fen';
const feeSums = `count(*) AS lines, count(DISTINCT f.work_order_id) AS orders, sum(f.amount_fen) AS dueFen,
  sum(CASE WHEN f.state = 'paid' THEN f.amount_fen ELSE f.paid_fen END) AS paidFen,
  sum(CASE WHEN f.state IN ('open', 'in_statement', 'agreed', 'estimate') THEN ${left} ELSE 0 END) AS openFen,
  sum(CASE WHEN f.state = 'held' THEN ${left} ELSE 0 END) AS heldFen,
  sum(CASE WHEN f.state IN ('waived', 'lost') THEN ${left} ELSE 0 END) AS goneFen`;

export const moneyQueries = {
  /** Due, paid, open, held and given up per party; users as one. */
  'money.feeTotals': (db: Db, params: { period: string | null; party: string | null }) =>
    statement(
      db,
      `SELECT f.party, CASE f.party WHEN 'user' THEN '' ELSE f.party_id END AS partyId, coalesce(${partyName('zh')}, '') AS nameZh, coalesce(${partyName('en')}, '') AS nameEn, ${feeSums}
       FROM fee_line f WHERE f.state <> 'void' AND f.amount_fen <> 0 AND (@period IS NULL OR f.period = @period) AND (@party IS NULL OR f.party = @party)
       GROUP BY 1, 2 ORDER BY CASE f.party WHEN 'payer' THEN 1 WHEN 'user' THEN 2 WHEN 'technician' THEN 3 ELSE 4 END, sum(f.amount_fen) DESC`,
    ).all(params),

  /** Balances by account: before the period, in it, after it. Without a period everything stands in the middle. */
  'money.trialBalance': (db: Db, params: { period: string | null }) =>
    statement(
      db,
      `SELECT l.account_code AS account, a.name_zh AS nameZh, a.name_en AS nameEn, a.kind,
       sum(CASE WHEN @period IS NOT NULL AND e.period < @period THEN l.debit_fen - l.credit_fen ELSE 0 END) AS openFen,
       sum(CASE WHEN @period IS NULL OR e.period = @period THEN l.debit_fen ELSE 0 END) AS debitFen,
       sum(CASE WHEN @period IS NULL OR e.period = @period THEN l.credit_fen ELSE 0 END) AS creditFen,
       sum(l.debit_fen - l.credit_fen) AS balanceFen
       FROM journal_line l JOIN journal_entry e ON e.id = l.entry_id LEFT JOIN account a ON a.code = l.account_code
       WHERE @period IS NULL OR e.period <= @period GROUP BY l.account_code ORDER BY a.seq`,
    ).all(params),

  'money.periods': (db: Db) =>
    statement(
      db,
      `SELECT p.id, p.version, p.from_day AS fromDay, p.to_day AS toDay, p.state, p.closed_at AS closedAt, (SELECT name FROM staff WHERE id = p.closed_by) AS closedByName,
       (SELECT count(*) FROM journal_entry e WHERE e.period = p.id) AS entries,
       coalesce((SELECT sum(l.credit_fen - l.debit_fen) FROM journal_entry e JOIN journal_line l ON l.entry_id = e.id JOIN account a ON a.code = l.account_code WHERE e.period = p.id AND a.kind = 'income'), 0) AS incomeFen,
       coalesce((SELECT sum(l.debit_fen - l.credit_fen) FROM journal_entry e JOIN journal_line l ON l.entry_id = e.id JOIN account a ON a.code = l.account_code WHERE e.period = p.id AND a.kind = 'cost'), 0) AS costFen
       FROM period p ORDER BY p.id DESC`,
    ).all(),

  'money.statementTotals': (
    db: Db,
    params: { statementId: string; payerId: string; period: string; now: number },
  ) => {
    const byKind = statement(
      db,
      `SELECT coalesce(l.difference_kind, 'unplaced') AS kind, count(*) AS count, sum(l.difference_fen) AS diffFen, sum(l.amount_fen) AS theirsFen
       FROM statement_line l WHERE l.statement_id = ? AND ${counted} GROUP BY 1`,
    ).all(params.statementId) as { kind: string; count: number; diffFen: number; theirsFen: number }[];
    const missing = statement(
      db,
      "SELECT count(*) AS count, coalesce(sum(ours_fen), 0) AS oursFen FROM difference WHERE payer_id = ? AND period = ? AND kind = 'missing' AND state <> 'won'",
    ).get(params.payerId, params.period) as { count: number; oursFen: number };
    const appealFen = statement(
      db,
      `SELECT coalesce(sum(d.ours_fen - d.theirs_fen), 0) FROM difference d LEFT JOIN statement_line l ON l.id = d.statement_line_id
       WHERE d.state = 'open' AND d.ours_fen > d.theirs_fen AND (d.appeal_due_at IS NULL OR d.appeal_due_at > @now)
       AND (l.statement_id = @statementId OR (d.kind = 'missing' AND d.payer_id = @payerId AND d.period = @period))`,
    )
      .pluck()
      .get(params) as number;
    const payFen = statement(
      db,
      `SELECT coalesce(sum(f.amount_fen), 0) FROM fee_line f WHERE f.party IN ('technician', 'sub_shop') AND f.state <> 'void'
       AND f.work_order_id IN (SELECT work_order_id FROM statement_line WHERE statement_id = ?)`,
    )
      .pluck()
      .get(params.statementId) as number;
    const views = Object.fromEntries(
      Object.entries(viewWhere).map(([view, where]) => {
        const lines = statement(
          db,
          `SELECT count(*) FROM statement_line l WHERE l.statement_id = ? AND ${counted} AND ${where}`,
        )
          .pluck()
          .get(params.statementId) as number;
        return [view, lines];
      }),
    );
    const openMissing = statement(
      db,
      "SELECT count(*) FROM difference WHERE payer_id = ? AND period = ? AND kind = 'missing' AND state = 'open'",
    )
      .pluck()
      .get(params.payerId, params.period) as number;
    return { byKind, missing, appealFen, payFen, views, openMissing };
  },

  'money.closeCheck': (db: Db, params: { period: string; toDay: string }) => {
    const one = (sql: string) =>
      statement(db, sql).get(params) as { count: number; amountFen: number | null };
    return {
      lines_open: one(
        "SELECT count(*) AS count, sum(l.amount_fen) AS amountFen FROM statement_line l JOIN statement s ON s.id = l.statement_id WHERE s.period <= @period AND l.state = 'open'",
      ),
      differences_open: one(
        "SELECT count(*) AS count, sum(theirs_fen - ours_fen) AS amountFen FROM difference WHERE period <= @period AND state = 'open'",
      ),
      cash_out: one(
        // By the account, as 交款 and the trial balance, so what was short stays owed. What is handed in pays the oldest
        // first: takings after the last day are not of this month
        `SELECT count(*) AS count, sum(owed) AS amountFen FROM (
           SELECT sum(l.debit_fen - l.credit_fen) - coalesce(sum(l.debit_fen) FILTER (WHERE e.business_day > @toDay), 0) AS owed
           FROM journal_line l JOIN journal_entry e ON e.id = l.entry_id WHERE l.account_code = 'cash_with_staff' GROUP BY l.party_id) WHERE owed > 0`,
      ),
      takings_out: one(
        "SELECT count(*) AS count, sum(amount_fen) AS amountFen FROM payment WHERE day <= @toDay AND method = 'cash' AND staff_id IS NOT NULL AND handover_id IS NULL",
      ),
      orders_unaudited: one(
        "SELECT count(*) AS count, coalesce(sum((SELECT sum(f.amount_fen) FROM fee_line f WHERE f.work_order_id = w.id AND f.party IN ('payer', 'user') AND f.state <> 'void')), 0) AS amountFen FROM work_order w WHERE w.state IN ('finished', 'verified') AND w.side_state IS NULL AND w.finished_at IS NOT NULL AND w.received_day <= @toDay",
      ),
      old_parts: one(
        "SELECT count(*) AS count, coalesce(sum(amount_fen), 0) AS amountFen FROM old_part WHERE state IN ('with_technician', 'in_store', 'boxed', 'in_transit', 'refused', 'appealed')",
      ),
    };
  },
};
