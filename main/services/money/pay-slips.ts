import { Fault } from '../../../domain/kernel/fault.ts';
import type { Db } from '../../../db/connection.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { Tx } from '../../../db/tx.ts';
import { compactLines, type JournalLine } from '../../../domain/money/journal.ts';
import { postPayOut } from '../../../domain/money/posting.ts';
import type { RowReader } from '../masters.ts';
import { nextNumber } from '../numbers.ts';
import { postEntry, today } from './post-entry.ts';
import { assertAtRest, beginSettling } from './settling.ts';
import { write, writeSliced, type Writer } from './sliced.ts';

interface Party {
  party: 'technician' | 'sub_shop';
  partyId: string;
}

interface DueLine {
  id: string;
  work_order_id: string;
  fee_kind: string;
  quantity_milli: number;
  unit_fen: number;
  amount_fen: number;
  paid_fen: number;
  explain: string;
}

/** Pay that is booked, not held, of this period or an earlier one, and on no slip yet. */
const dueSql = `FROM fee_line f WHERE f.party = @party AND f.state = 'open' AND f.entry_id IS NOT NULL AND f.amount_fen <> 0 AND f.period <= @period
  AND NOT EXISTS (SELECT 1 FROM pay_slip_line l JOIN pay_slip s ON s.id = l.pay_slip_id WHERE l.fee_line_id = f.id AND s.state IN ('confirmed', 'paid'))`;

/**
 * Makes draft slips of a period, one per person or sub-shop; drafts of the period are made anew. Returns how many and
 * their sum. Faults: `pay_none`.
 */
export async function preparePay(
  writer: Writer,
  db: Db,
  input: { period: string; staffId: string | null },
): Promise<{ slips: number; dueFen: number }> {
  voidStale(writer, db, input);
  const parties = (['technician', 'sub_shop'] as const)
    .flatMap((party): Party[] =>
      (
        statement(db, `SELECT DISTINCT f.party_id AS id ${dueSql}`).all({ party, period: input.period }) as {
          id: string;
        }[]
      ).map((row) => ({ party, partyId: row.id })),
    )
    .filter((one) => input.staffId === null || one.partyId === input.staffId);
  if (parties.length === 0) throw new Fault('pay_none', { period: input.period });
  let dueFen = 0;
  for (const one of parties) {
    const lines = statement(
      db,
      `SELECT f.id, f.work_order_id, f.fee_kind, f.quantity_milli, f.unit_fen, f.amount_fen, f.paid_fen, f.explain ${dueSql} AND f.party_id = @partyId ORDER BY f.seq`,
    ).all({ party: one.party, period: input.period, partyId: one.partyId }) as DueLine[];
    dueFen += lines.reduce((sum, line) => sum + line.amount_fen - line.paid_fen, 0);
    await writeSlip(writer, one, input.period, lines);
  }
  return { slips: parties.length, dueFen };
}

/** A confirmed slip with a line that was frozen or taken back since is never paid: its other lines go on a new one. */
function voidStale(writer: Writer, db: Db, input: { period: string; staffId: string | null }): void {
  const stale = statement(
    db,
    `SELECT s.id, s.number FROM pay_slip s WHERE s.state = 'confirmed' AND s.period <= @period AND (@staffId IS NULL OR coalesce(s.staff_id, s.sub_shop_id) = @staffId)
     AND EXISTS (SELECT 1 FROM pay_slip_line l JOIN fee_line f ON f.id = l.fee_line_id WHERE l.pay_slip_id = s.id AND (f.state <> 'open' OR f.entry_id IS NULL))`,
  ).all(input) as { id: string; number: string }[];
  if (stale.length === 0) return;
  write(writer, (tx) => {
    for (const { id, number } of stale) {
      tx.update('pay_slip', id, { state: 'void' });
      tx.note({ entity: 'pay_slip', entityId: id, kind: 'pay.void', params: { number } });
    }
  });
}

async function writeSlip(
  writer: Writer,
  of: Party,
  period: string,
  lines: readonly DueLine[],
): Promise<void> {
  const column = of.party === 'technician' ? 'staff_id' : 'sub_shop_id';
  const slipId = write(writer, (tx) => {
    const due = lines.reduce((sum, line) => sum + line.amount_fen - line.paid_fen, 0);
    const deducted = of.party === 'technician' ? deductionsOf(tx, of.partyId, due) : { total: 0 };
    return tx.insert('pay_slip', {
      number: nextNumber(tx, 'GZ', today(tx)),
      [column]: of.partyId,
      period,
      // Nobody sees it before all its lines are there; a crash until then leaves a number and nothing else
      state: 'void',
      due_fen: due,
      deducted_fen: deducted.total,
      net_fen: due - deducted.total,
      at: tx.at,
    });
  });
  await writeSliced(
    writer,
    lines.map((line, index) => ({ line, no: index + 1 })),
    (tx, { line, no }) => {
      tx.insert('pay_slip_line', {
        pay_slip_id: slipId,
        line_no: no,
        kind: line.fee_kind,
        fee_line_id: line.id,
        work_order_id: line.work_order_id,
        quantity_milli: line.quantity_milli,
        unit_fen: line.unit_fen,
        share_milli: shareOf(line.explain),
        amount_fen: line.amount_fen - line.paid_fen,
        explain: line.explain,
      });
    },
  );
  write(writer, (tx) => {
    for (const old of tx.all<{ id: string }>(
      `SELECT id FROM pay_slip WHERE ${column} = ? AND period = ? AND state = 'draft'`,
      of.partyId,
      period,
    )) {
      tx.update('pay_slip', old.id, { state: 'void' });
    }
    tx.update('pay_slip', slipId, { state: 'draft' });
  });
}

function shareOf(explain: string): number {
  const { params = {} } = JSON.parse(explain) as { params?: { weight?: number; ofWeights?: number } };
  return params.weight === undefined || params.ofWeights === undefined
    ? 1000
    : Math.round((params.weight * 1000) / params.ofWeights);
}

/** What a person owes us: fines passed on, advances, money he took and keeps. Never more than the pay. */
export function deductionsOf(
  read: RowReader,
  staffId: string,
  dueFen: number,
): { recover: number; advance: number; cash: number; total: number } {
  const balance = (account: string) =>
    read.get<{ fen: number }>(
      'SELECT coalesce(sum(debit_fen - credit_fen), 0) AS fen FROM journal_line WHERE account_code = ? AND party_id = ?',
      account,
      staffId,
    )?.fen ?? 0;
  let left = Math.max(0, dueFen);
  const take = (account: string): number => {
    const fen = Math.max(0, Math.min(left, balance(account)));
    left -= fen;
    return fen;
  };
  const recover = take('recoverable_staff');
  const advance = take('advance_staff');
  // Cash he holds is handed in, not set off, unless the outlet decides so (settings of the money issue)
  return { recover, advance, cash: 0, total: recover + advance };
}

interface Slip {
  id: string;
  version: number;
  number: string;
  staff_id: string | null;
  sub_shop_id: string | null;
  state: string;
  due_fen: number;
  period: string;
}

/** The slip as the step needs it. Faults: `not_found`, `conflict`, `pay_step`, `document_settling`. */
function getSlip(tx: Tx, input: { id: string; version: number }, state: string, step: string): Slip {
  const slip = tx.get<Slip>(
    'SELECT id, version, number, staff_id, sub_shop_id, state, due_fen, period FROM pay_slip WHERE id = ?',
    input.id,
  );
  if (slip === undefined) throw new Fault('not_found', { entity: 'pay_slip', id: input.id });
  if (slip.version !== input.version) throw new Fault('conflict', { entity: 'pay_slip', id: input.id });
  assertAtRest(tx, slip.id, slip.number);
  if (slip.state !== state) throw new Fault('pay_step', { state: slip.state, step });
  const moved = tx.value<number>(
    `SELECT count(*) FROM pay_slip_line l JOIN fee_line f ON f.id = l.fee_line_id WHERE l.pay_slip_id = @id AND (f.state <> 'open' OR f.entry_id IS NULL
     OR EXISTS (SELECT 1 FROM pay_slip_line o JOIN pay_slip s ON s.id = o.pay_slip_id WHERE o.fee_line_id = f.id AND s.id <> @id AND s.state IN ('confirmed', 'paid')))`,
    { id: slip.id },
  );
  if (moved !== undefined && moved > 0) throw new Fault('pay_stale', { number: slip.number, count: moved });
  return slip;
}

/** The person agreed: his lines stand on this slip, and on no other. Fault `pay_stale` where one was frozen meanwhile. */
export function confirmPay(tx: Tx, input: { id: string; version: number }) {
  return stepDone(tx, getSlip(tx, input, 'draft', 'confirm'), 'confirmed', {});
}

/**
 * Pays a confirmed slip: what he owes is set off, the rest leaves bank or drawer. His lines follow (`settleDocument`).
 * Faults: `pay_stale`, `period_closed`.
 */
export function payOut(tx: Tx, input: { id: string; version: number; from: 'bank' | 'cash' }) {
  const slip = getSlip(tx, input, 'confirmed', 'pay');
  const { lines, paidFen, deducted } = slipLines(tx, slip, input.from);
  const entry = postEntry(tx, {
    kind: 'pay_out',
    documentKind: 'pay_slip',
    documentId: slip.id,
    lines,
    params: { period: slip.period },
  });
  const done = stepDone(tx, slip, 'paid', {
    entry_id: entry?.id ?? null,
    deducted_fen: deducted,
    net_fen: paidFen,
  });
  const until = tx.value<number>('SELECT max(line_no) FROM pay_slip_line WHERE pay_slip_id = ?', slip.id);
  beginSettling(tx, { step: 'pay_out', document_id: slip.id, cursor: 0, until: until ?? 0 });
  return { ...done, paidFen, entryNumber: entry?.number ?? '' };
}

function slipLines(
  tx: Tx,
  slip: Slip,
  from: 'bank' | 'cash',
): { lines: JournalLine[]; paidFen: number; deducted: number } {
  if (slip.staff_id !== null) {
    const off = deductionsOf(tx, slip.staff_id, slip.due_fen);
    const out = postPayOut({
      staffId: slip.staff_id,
      dueFen: slip.due_fen,
      advanceFen: off.advance,
      recoverFen: off.recover,
      depositFen: 0,
      cashHeldFen: off.cash,
      from,
      sourceId: slip.id,
    });
    return { ...out, deducted: off.total };
  }
  const lines = compactLines([
    { account: 'payable_sub_shop', holderId: slip.sub_shop_id, amountFen: slip.due_fen, sourceId: slip.id },
    { account: from, holderId: null, amountFen: -slip.due_fen, sourceId: slip.id },
  ]);
  return { lines, paidFen: slip.due_fen, deducted: 0 };
}

function stepDone(tx: Tx, slip: Slip, state: string, patch: Record<string, unknown>) {
  const version = tx.update('pay_slip', slip.id, { state, ...patch }, { version: slip.version });
  const params = { number: slip.number, dueFen: slip.due_fen };
  tx.note({ entity: 'pay_slip', entityId: slip.id, kind: `pay.${state}`, params });
  return { id: slip.id, version, state };
}
