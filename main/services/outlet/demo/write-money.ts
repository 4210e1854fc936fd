import type { Tx } from '../../../../db/tx.ts';
import type { OrderPlan, PlannedTaking } from '../../../../db/seed/history/plan-types.ts';
import { findAccount } from '../../../../domain/money/accounts.ts';
import { assertEntry, type JournalLine } from '../../../../domain/money/journal.ts';
import { postFees, postHandIn, postTaken } from '../../../../domain/money/posting.ts';
import { addMonths, monthOf } from '../../../../domain/time/business-day.ts';
import { nextNumber } from '../../numbers.ts';
import { searchThing } from '../../search/index-thing.ts';

interface Written {
  orderId: string;
  number: string;
  customerId: string;
  machineLineId: string | null;
  visitId: string | null;
}

interface FeeRow {
  id: string;
  party: 'payer' | 'user' | 'technician' | 'sub_shop';
  partyId: string;
  kind: string;
  amountFen: number;
}

/** Fee lines, their entry at the audit, money taken at the door, and the settlement of months long paid. */
export function writeMoney(tx: Tx, plan: OrderPlan, written: Written): void {
  if (plan.fees.length === 0 || plan.finishedAt === null) return;
  const period = plan.auditedDay === null ? null : monthOf(plan.auditedDay);
  const takenFen = plan.taking?.amountFen ?? 0;
  const rows: FeeRow[] = plan.fees.map((fee) => ({
    id: tx.newId(),
    party: fee.party,
    partyId: fee.party === 'user' ? written.customerId : fee.partyId,
    kind: fee.kind,
    amountFen: fee.amountFen,
  }));
  const audit =
    plan.auditedDay === null
      ? null
      : entryOf(
          tx,
          plan.auditedDay,
          'fees',
          written,
          postFees(rows.map((row) => ({ ...row, holderId: row.partyId }))),
          rows,
        );
  plan.fees.forEach((fee, index) => {
    const row = rows[index] as FeeRow;
    const userPaid = fee.party === 'user' && takenFen > 0;
    const paid = plan.settled || userPaid;
    tx.insert('fee_line', {
      id: row.id,
      work_order_id: written.orderId,
      machine_line_id: written.machineLineId,
      visit_id: written.visitId,
      party: fee.party,
      party_id: row.partyId,
      fee_kind: fee.kind,
      name: fee.name,
      quantity_milli: fee.quantityMilli,
      unit_fen: fee.unitFen,
      amount_fen: fee.amountFen,
      rule_code: fee.ruleCode,
      rule_version: fee.ruleCode === null ? null : 1,
      explain: { unitFen: fee.unitFen, quantityMilli: fee.quantityMilli },
      state: paid ? 'paid' : 'open',
      paid_fen: paid ? fee.amountFen : 0,
      period,
      entry_id: audit,
      at: plan.finishedAt,
    });
  });
  if (plan.taking !== null) writeTaking(tx, plan, written, takenFen);
  if (plan.settled && plan.auditedDay !== null) writeSettled(tx, plan.auditedDay, written, rows);
}

function writeTaking(tx: Tx, plan: OrderPlan, written: Written, amountFen: number): void {
  const { taking } = plan;
  if (taking === null || plan.staffId === null) return;
  const paymentId = tx.newId();
  const lines = postTaken(
    written.customerId,
    plan.staffId,
    taking.method === 'cash' ? 'cash' : 'merchant_qr',
    amountFen,
    paymentId,
  );
  const entryId = entryOf(tx, taking.day, 'payment', written, lines, []);
  const handoverId = taking.handedIn ? handOver(tx, plan.staffId, taking, written) : null;
  const number = nextNumber(tx, 'SK', taking.day);
  const receiptNumber = nextNumber(tx, 'SJ', taking.day);
  tx.insert('payment', {
    id: paymentId,
    number,
    work_order_id: written.orderId,
    visit_id: written.visitId,
    staff_id: plan.staffId,
    method: taking.method,
    purpose: 'fee',
    amount_fen: amountFen,
    receipt_number: receiptNumber,
    handover_id: handoverId,
    entry_id: entryId,
    at: taking.at,
    day: taking.day,
  });
  searchThing(tx, 'receipt', paymentId, [number, receiptNumber]);
}

/** What he took that day goes in together in the evening: cash on the table, paid by code seen in the account. */
function handOver(tx: Tx, staffId: string, taking: PlannedTaking, written: Written): string {
  const { day, method, amountFen } = taking;
  const known = tx.get<{ id: string; cash_fen: number; qr_fen: number; entry_id: string | null }>(
    'SELECT id, cash_fen, qr_fen, entry_id FROM cash_handover WHERE staff_id = ? AND day = ? AND received_by IS NULL',
    staffId,
    day,
  );
  const id = known?.id ?? tx.newId();
  const cashFen = method === 'cash' ? amountFen : 0;
  const lines = postHandIn(staffId, cashFen, id);
  const entryId = entryOf(tx, day, 'hand_in', { ...written, orderId: '' }, lines, []);
  const sums = {
    due_fen: (known?.cash_fen ?? 0) + cashFen,
    cash_fen: (known?.cash_fen ?? 0) + cashFen,
    qr_fen: (known?.qr_fen ?? 0) + amountFen - cashFen,
    entry_id: known?.entry_id ?? entryId,
  };
  if (known !== undefined) {
    tx.update('cash_handover', id, sums);
    return id;
  }
  return tx.insert('cash_handover', {
    ...sums,
    id,
    number: nextNumber(tx, 'JK', day),
    staff_id: staffId,
    day,
    difference_fen: 0,
    at: tx.at,
  });
}

/** What the payer transferred and what the men were paid, a month after the work. */
function writeSettled(tx: Tx, auditedDay: string, written: Written, rows: readonly FeeRow[]): void {
  const day = `${addMonths(monthOf(auditedDay), 1)}-26`;
  const lines: JournalLine[] = [];
  for (const row of rows) {
    const sourceId = row.id;
    if (row.party === 'payer')
      lines.push(
        { account: 'bank', holderId: null, amountFen: row.amountFen, sourceId },
        { account: 'receivable_payer', holderId: row.partyId, amountFen: -row.amountFen, sourceId },
      );
    else if (row.party !== 'user')
      lines.push(
        {
          account: row.party === 'technician' ? 'payable_staff' : 'payable_sub_shop',
          holderId: row.partyId,
          amountFen: row.amountFen,
          sourceId,
        },
        { account: 'bank', holderId: null, amountFen: -row.amountFen, sourceId },
      );
  }
  entryOf(tx, day, 'settled', written, lines, rows);
}

function entryOf(
  tx: Tx,
  day: string,
  kind: string,
  written: Written,
  lines: readonly JournalLine[],
  fees: readonly FeeRow[],
): string | null {
  const kept = lines.filter((line) => line.amountFen !== 0);
  if (kept.length === 0) return null;
  assertEntry({ day, kind, lines: [...kept] });
  const ids = new Set(fees.map((fee) => fee.id));
  const id = tx.insert('journal_entry', {
    number: nextNumber(tx, 'PZ', day),
    period: monthOf(day),
    business_day: day,
    kind,
    document_kind: 'work_order',
    document_id: written.orderId === '' ? written.number : written.orderId,
    work_order_id: written.orderId === '' ? null : written.orderId,
    at: tx.at,
  });
  kept.forEach((line, index) => {
    const sourceId = line.sourceId ?? null;
    tx.insert('journal_line', {
      entry_id: id,
      line_no: index + 1,
      account_code: line.account,
      party_kind: line.holderId === null ? '' : (findAccount(line.account)?.holder ?? ''),
      party_id: line.holderId ?? '',
      debit_fen: line.amountFen > 0 ? line.amountFen : 0,
      credit_fen: line.amountFen < 0 ? -line.amountFen : 0,
      fee_line_id: sourceId !== null && ids.has(sourceId) ? sourceId : null,
    });
  });
  return id;
}
