import { Fault } from '../../../domain/kernel/fault.ts';
import type { Db } from '../../../db/connection.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { Tx } from '../../../db/tx.ts';
import { compactLines, type JournalLine } from '../../../domain/money/journal.ts';
import { postPayOut } from '../../../domain/money/posting.ts';
import { nextNumber } from '../numbers.ts';
import { postEntry, today } from './post-entry.ts';
import { refreshOrder } from './refresh-order.ts';
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

async function writeSlip(
  writer: Writer,
  of: Party,
  period: string,
  lines: readonly DueLine[],
): Promise<void> {
  const slipId = write(writer, (tx) => {
    const column = of.party === 'technician' ? 'staff_id' : 'sub_shop_id';
    for (const old of tx.all<{ id: string }>(
      `SELECT id FROM pay_slip WHERE ${column} = ? AND period = ? AND state = 'draft'`,
      of.partyId,
      period,
    )) {
      tx.update('pay_slip', old.id, { state: 'void' });
    }
    const due = lines.reduce((sum, line) => sum + line.amount_fen - line.paid_fen, 0);
    const deducted = of.party === 'technician' ? deductionsOf(tx, of.partyId, due) : { total: 0 };
    return tx.insert('pay_slip', {
      number: nextNumber(tx, 'GZ', today(tx)),
      [column]: of.partyId,
      period,
      state: 'draft',
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
}

function shareOf(explain: string): number {
  const { params = {} } = JSON.parse(explain) as { params?: { weight?: number; ofWeights?: number } };
  return params.weight === undefined || params.ofWeights === undefined
    ? 1000
    : Math.round((params.weight * 1000) / params.ofWeights);
}

/** What a person owes us: fines passed on, advances, money he took and keeps. Never more than the pay. */
function deductionsOf(
  tx: Tx,
  staffId: string,
  dueFen: number,
): { recover: number; advance: number; cash: number; total: number } {
  const balance = (account: string) =>
    tx.value<number>(
      'SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = ? AND party_id = ?',
      account,
      staffId,
    ) ?? 0;
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

function getSlip(db: Db, input: { id: string; version: number }, state: string, step: string): Slip {
  const slip = statement(
    db,
    'SELECT id, version, number, staff_id, sub_shop_id, state, due_fen, period FROM pay_slip WHERE id = ?',
  ).get(input.id) as Slip | undefined;
  if (slip === undefined) throw new Fault('not_found', { entity: 'pay_slip', id: input.id });
  if (slip.version !== input.version) throw new Fault('conflict', { entity: 'pay_slip', id: input.id });
  if (slip.state !== state) throw new Fault('pay_step', { state: slip.state, step });
  return slip;
}

const feesOf = (db: Db, slipId: string) =>
  statement(
    db,
    `SELECT f.id, f.amount_fen AS fen, f.state, f.work_order_id AS "order" FROM pay_slip_line l JOIN fee_line f ON f.id = l.fee_line_id WHERE l.pay_slip_id = ? ORDER BY l.line_no`,
  ).all(slipId) as { id: string; fen: number; state: string; order: string }[];

type Last = <T>(fn: (tx: Tx) => T) => T;

/** The person agreed: his lines stand on this slip. Lines that were frozen meanwhile make the slip be made anew. */
export async function confirmPay(writer: Writer, db: Db, input: { id: string; version: number }, last: Last) {
  const slip = getSlip(db, input, 'draft', 'confirm');
  const fees = feesOf(db, slip.id);
  if (fees.some((fee) => fee.state !== 'open' && fee.state !== 'agreed'))
    throw new Fault('pay_step', { state: 'held', step: 'confirm' });
  await writeSliced(writer, fees, (tx, fee) => {
    if (fee.state === 'open') tx.update('fee_line', fee.id, { state: 'agreed' });
  });
  return last((tx) => stepDone(tx, slip, 'confirmed', {}));
}

/** Pays a confirmed slip: what he owes is set off, the rest leaves bank or drawer; his lines are paid. */
export async function payOut(
  writer: Writer,
  db: Db,
  input: { id: string; version: number; from: 'bank' | 'cash' },
  last: Last,
) {
  const slip = getSlip(db, input, 'confirmed', 'pay');
  const fees = feesOf(db, slip.id);
  const done = last((tx) => {
    const { lines, paidFen, deducted } = slipLines(tx, slip, input.from);
    const entry = postEntry(tx, {
      kind: 'pay_out',
      documentKind: 'pay_slip',
      documentId: slip.id,
      lines,
      params: { period: slip.period },
    });
    const back = stepDone(tx, slip, 'paid', {
      entry_id: entry?.id ?? null,
      deducted_fen: deducted,
      net_fen: paidFen,
    });
    return { ...back, paidFen, entryNumber: entry?.number ?? '' };
  });
  await writeSliced(writer, fees, (tx, fee) => {
    if (fee.state !== 'paid') tx.update('fee_line', fee.id, { state: 'paid', paid_fen: fee.fen });
    refreshOrder(tx, fee.order);
  });
  return done;
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
  tx.event({ entity: 'pay_slip', entityId: slip.id, kind: `pay.${state}`, params });
  tx.audit({ action: `pay.${state}`, entity: 'pay_slip', entityId: slip.id, params });
  return { id: slip.id, version, state };
}
