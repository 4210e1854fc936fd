import type { Db } from '../connection.ts';
import { auditHash } from '../audit-hash.ts';
import { first, judge, type LawReport, type StoreReport } from './report.ts';
import { stockRoomLaws } from './stock-laws.ts';

const count = (db: Db, table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;

/** L1: every pulled payload is a canonical order or in quarantine with raw text and reason; none dropped, none doubled. */
function ordersComplete(db: Db): LawReport {
  return judge(count(db, 'inbox'), [
    first(
      db,
      'inbox',
      "SELECT id, 'applied without an order' AS problem FROM inbox i WHERE state IN ('applied', 'unchanged', 'replayed') AND NOT EXISTS (SELECT 1 FROM source_order s WHERE s.id = i.source_order_id)",
    ),
    first(
      db,
      'inbox',
      "SELECT id, 'in quarantine without a reason' AS problem FROM inbox WHERE state = 'quarantined' AND (reason IS NULL OR raw_sealed = '')",
    ),
    first(
      db,
      'source_order',
      "SELECT id, 'raw payload is missing' AS problem FROM source_order s WHERE NOT EXISTS (SELECT 1 FROM inbox i WHERE i.id = s.inbox_id AND i.source_order_id = s.id)",
    ),
    first(
      db,
      'source_order',
      "SELECT max(id) AS id, 'twice ' || upstream_id AS problem FROM source_order GROUP BY connection_id, upstream_id HAVING count(*) > 1",
    ),
    first(
      db,
      'source_order',
      `SELECT s.id, 'no work order and not over at arrival' AS problem FROM source_order s
       WHERE NOT EXISTS (SELECT 1 FROM work_order_source w WHERE w.source_order_id = s.id)
       AND NOT EXISTS (SELECT 1 FROM event e WHERE e.entity = 'source_order' AND e.entity_id = s.id AND e.kind = 'source.over_at_arrival')`,
    ),
    first(
      db,
      'work_order',
      "SELECT w.id, 'connection without a source order' AS problem FROM work_order w WHERE w.connection_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM work_order_source l WHERE l.work_order_id = w.id)",
    ),
  ]);
}

/** L2: whatever one command wrote is all there: lsns without gaps, events and audit rows of known commands. */
function commandsWhole(db: Db): LawReport {
  return judge(count(db, 'op'), [
    () => {
      const row = db.prepare('SELECT min(lsn) AS low, max(lsn) AS high, count(*) AS n FROM op').get() as {
        low: number | null;
        high: number | null;
        n: number;
      };
      return row.n > 0 && row.high !== row.n
        ? `op ${row.high}: ${row.n} commands for ${row.high} numbers`
        : null;
    },
    first(
      db,
      'audit',
      "SELECT seq AS id, 'command ' || lsn || ' is not there' AS problem FROM audit a WHERE NOT EXISTS (SELECT 1 FROM op o WHERE o.lsn = a.lsn)",
    ),
    first(
      db,
      'event',
      "SELECT id, 'command ' || lsn || ' is not there' AS problem FROM event e WHERE NOT EXISTS (SELECT 1 FROM op o WHERE o.lsn = e.lsn)",
    ),
    // Every state an order stands in was entered by an event of the same order.
    first(
      db,
      'work_order',
      `SELECT w.id, 'state ' || coalesce(w.side_state, w.state) || ' without its event' AS problem FROM work_order w
       WHERE coalesce(w.side_state, w.state) <> coalesce((SELECT json_extract(e.params, '$.to') FROM event e WHERE e.work_order_id = w.id AND e.entity = 'work_order'
         AND json_extract(e.params, '$.to') IS NOT NULL ORDER BY e.seq DESC LIMIT 1), CASE WHEN w.parent_id IS NOT NULL THEN 'ready' ELSE 'received' END)`,
    ),
    first(
      db,
      'event',
      "SELECT e.id, e.kind || ' has no audit row' AS problem FROM event e WHERE e.entity = 'work_order' AND e.kind GLOB 'order.*' AND json_extract(e.params, '$.to') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.lsn = e.lsn AND a.entity_id = e.entity_id AND a.action = e.kind)",
    ),
    () => {
      const broken = db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
      const one = broken[0];
      return one === undefined ? null : `${one.table} ${one.rowid}: points at a missing ${one.parent}`;
    },
    ...documentsSettled(db),
  ]);
}

/** L3: messages of one source order are numbered without gaps and finished in that order. */
function messagesInOrder(db: Db): LawReport {
  return judge(count(db, 'outbox'), [
    first(
      db,
      'outbox',
      "SELECT max(id) AS id, 'positions with a gap in ' || source_order_id AS problem FROM outbox GROUP BY source_order_id HAVING max(position) <> count(*)",
    ),
    first(
      db,
      'outbox',
      `SELECT o.id, 'done before position ' || p.position AS problem FROM outbox o JOIN outbox p ON p.source_order_id = o.source_order_id AND p.position < o.position
       WHERE o.state = 'done' AND p.state IN ('waiting', 'sending')`,
    ),
    first(
      db,
      'outbox',
      "SELECT id, 'done without a time' AS problem FROM outbox WHERE state = 'done' AND done_at IS NULL",
    ),
    first(
      db,
      'outbox',
      "SELECT max(id) AS id, 'key used twice' AS problem FROM outbox GROUP BY idempotency_key HAVING count(*) > 1",
    ),
  ]);
}

const stockKey = 'part_id, location_id, bin, condition, owner_kind, owner_id, lot, serial';
const sameKey = stockKey
  .split(', ')
  .map((column) => `m.${column} = b.${column}`)
  .join(' AND ');

/** L4: on hand = Σ moves, never below zero where stock is real; Σ reservations ≤ on hand. */
function stockAddsUp(db: Db): LawReport {
  return judge(count(db, 'stock_move'), [
    first(
      db,
      'stock_move',
      "SELECT max(id) AS id, 'pair ' || pair_id || ' does not sum to zero' AS problem FROM stock_move GROUP BY pair_id HAVING sum(quantity_milli) <> 0",
    ),
    first(
      db,
      'stock_balance',
      `SELECT b.id, 'says ' || b.quantity_milli || ', moves say ' || coalesce((SELECT sum(quantity_milli) FROM stock_move m WHERE ${sameKey}), 0) AS problem FROM stock_balance b WHERE b.quantity_milli <> coalesce((SELECT sum(quantity_milli) FROM stock_move m WHERE ${sameKey}), 0)`,
    ),
    first(
      db,
      'stock_move',
      `SELECT max(m.id) AS id, 'no balance for its key' AS problem FROM stock_move m WHERE NOT EXISTS (SELECT 1 FROM stock_balance b WHERE ${sameKey}) GROUP BY ${stockKey}`,
    ),
    first(
      db,
      'stock_balance',
      "SELECT b.id, 'below zero: ' || b.quantity_milli AS problem FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE l.is_real = 1 AND b.quantity_milli < 0",
    ),
    first(
      db,
      'stock_balance',
      "SELECT b.id, 'reserved ' || b.reserved_milli || ' of ' || b.quantity_milli AS problem FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE l.is_real = 1 AND b.reserved_milli > b.quantity_milli",
    ),
    first(
      db,
      'stock_balance',
      `SELECT b.id, 'reserved ' || b.reserved_milli || ', reservations say otherwise' AS problem FROM stock_balance b WHERE b.reserved_milli <> coalesce((SELECT sum(quantity_milli) FROM reservation m WHERE ${sameKey} AND m.state = 'held'), 0)`,
    ),
    first(
      db,
      'reservation',
      "SELECT r.id, 'held for an order that is over' AS problem FROM reservation r JOIN work_order w ON w.id = r.work_order_id WHERE r.state = 'held' AND (w.side_state = 'cancelled' OR w.state IN ('finished', 'verified', 'audited', 'closed'))",
    ),
    ...stockRoomLaws(db),
  ]);
}

/** L5: every entry balances in integer fen; a closed period does not change after its close. */
function booksBalance(db: Db): LawReport {
  return judge(count(db, 'journal_entry'), [
    first(
      db,
      'journal_entry',
      "SELECT entry_id AS id, 'debit ' || sum(debit_fen) || ', credit ' || sum(credit_fen) AS problem FROM journal_line GROUP BY entry_id HAVING sum(debit_fen) <> sum(credit_fen)",
    ),
    first(
      db,
      'journal_entry',
      "SELECT id, 'has no lines' AS problem FROM journal_entry e WHERE NOT EXISTS (SELECT 1 FROM journal_line l WHERE l.entry_id = e.id)",
    ),
    first(
      db,
      'journal_entry',
      "SELECT e.id, 'entered after ' || p.id || ' was closed' AS problem FROM journal_entry e JOIN period p ON p.id = e.period WHERE p.state = 'closed' AND e.at > p.closed_at",
    ),
    first(
      db,
      'journal_entry',
      "SELECT e.id, 'day ' || e.business_day || ' outside ' || e.period AS problem FROM journal_entry e JOIN period p ON p.id = e.period WHERE e.business_day < p.from_day OR e.business_day > p.to_day",
    ),
    first(
      db,
      'journal_line',
      "SELECT l.id, 'unknown account ' || l.account_code AS problem FROM journal_line l WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.code = l.account_code)",
    ),
  ]);
}

/** L2 for what is settled in slices: a document that owes its lines nothing any more has them all where it says. */
function documentsSettled(db: Db): (() => string | null)[] {
  const atRest = 'NOT EXISTS (SELECT 1 FROM settling o WHERE o.document_id = s.id)';
  return [
    first(
      db,
      'pay_slip',
      `SELECT s.id, 'paid, fee line ' || f.id || ' is ' || f.state AS problem FROM pay_slip s JOIN pay_slip_line l ON l.pay_slip_id = s.id JOIN fee_line f ON f.id = l.fee_line_id
       WHERE s.state = 'paid' AND f.state NOT IN ('paid', 'void') AND ${atRest}`,
    ),
    first(
      db,
      'pay_slip',
      "SELECT s.id, 'says ' || s.due_fen || ', lines say ' || coalesce(sum(l.amount_fen), 0) AS problem FROM pay_slip s LEFT JOIN pay_slip_line l ON l.pay_slip_id = s.id WHERE s.state <> 'void' GROUP BY s.id HAVING s.due_fen <> coalesce(sum(l.amount_fen), 0)",
    ),
    first(
      db,
      'fee_line',
      "SELECT l.fee_line_id AS id, 'on ' || count(*) || ' slips' AS problem FROM pay_slip_line l JOIN pay_slip s ON s.id = l.pay_slip_id WHERE s.state IN ('confirmed', 'paid') AND l.fee_line_id IS NOT NULL GROUP BY l.fee_line_id HAVING count(*) > 1",
    ),
    first(
      db,
      'statement',
      `SELECT s.id, 'agreed, row ' || l.row_no || ' is ' || l.state AS problem FROM statement s JOIN statement_line l ON l.statement_id = s.id
       WHERE s.state = 'agreed' AND l.state IN ('matched', 'difference') AND ${atRest}`,
    ),
    // A line of two statements (cross_month) waits for the second
    first(
      db,
      'fee_line',
      `SELECT f.id, 'agreed, though all its statements are paid' AS problem FROM fee_line f WHERE f.state = 'agreed' AND f.party = 'payer'
       AND EXISTS (SELECT 1 FROM statement_match m WHERE m.fee_line_id = f.id AND m.undone_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM statement_match m JOIN statement_line l ON l.id = m.statement_line_id JOIN statement s ON s.id = l.statement_id
         WHERE m.fee_line_id = f.id AND m.undone_at IS NULL AND (s.paid_fen < s.total_fen OR s.total_fen <= 0 OR NOT (${atRest})))`,
    ),
  ];
}

/** L6: the audit chain verifies from its first row. */
function auditChain(db: Db): LawReport {
  let previous = '';
  let expected = 1;
  for (const raw of db.prepare('SELECT * FROM audit ORDER BY seq').iterate()) {
    const row = raw as Parameters<typeof auditHash>[0] & { hash: string };
    if (row.seq !== expected)
      return { ok: false, detail: `audit ${expected}: row is missing`, checked: expected };
    if (row.prev_hash !== previous)
      return { ok: false, detail: `audit ${row.seq}: chain broken`, checked: expected };
    if (auditHash(row) !== row.hash)
      return { ok: false, detail: `audit ${row.seq}: changed`, checked: expected };
    previous = row.hash;
    expected += 1;
  }
  return { ok: true, detail: `${expected - 1} rows`, checked: expected - 1 };
}

/** Checks the laws L1–L6 over a whole store; each report names the first broken row. Reads only. */
export function verifyStore(db: Db): StoreReport {
  return {
    L1: ordersComplete(db),
    L2: commandsWhole(db),
    L3: messagesInOrder(db),
    L4: stockAddsUp(db),
    L5: booksBalance(db),
    L6: auditChain(db),
  };
}
