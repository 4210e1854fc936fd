/**
 * From what happened to journal lines: the one place that says which account a fee, a payment or a hand-in touches.
 * Signs as in journal.ts: debit positive. Every function returns balanced lines; zero amounts give none.
 */
import type { JournalLine } from './journal.ts';
import { compactLines } from './journal.ts';
import { incomeAccountOf } from './price.ts';
import type { Party } from './settlement.ts';

export interface PostedFee {
  /** Id of the fee line, kept on every journal line it makes. */
  id: string;
  party: Party;
  kind: string;
  amountFen: number;
  /** Payer, user, person or sub-shop. */
  holderId: string;
}

function pair(
  debit: { account: string; holderId?: string | null },
  credit: { account: string; holderId?: string | null },
  amountFen: number,
  sourceId: string | null,
): JournalLine[] {
  if (amountFen === 0) return [];
  return [
    { account: debit.account, holderId: debit.holderId ?? null, amountFen, sourceId },
    { account: credit.account, holderId: credit.holderId ?? null, amountFen: -amountFen, sourceId },
  ];
}

/** Receivable and income, or cost and payable; deductions (negative amounts) run the other way by themselves. */
export function postFee(fee: PostedFee): JournalLine[] {
  const { holderId } = fee;
  switch (fee.party) {
    case 'payer':
      return pair(
        { account: 'receivable_payer', holderId },
        { account: incomeAccountOf(fee.kind) },
        fee.amountFen,
        fee.id,
      );
    case 'user':
      return pair(
        { account: 'receivable_user', holderId },
        { account: incomeAccountOf(fee.kind) },
        fee.amountFen,
        fee.id,
      );
    case 'technician':
      return pair({ account: 'cost_pay' }, { account: 'payable_staff', holderId }, fee.amountFen, fee.id);
    case 'sub_shop':
      return pair(
        { account: 'cost_sub_shop' },
        { account: 'payable_sub_shop', holderId },
        fee.amountFen,
        fee.id,
      );
  }
}

export function postFees(fees: readonly PostedFee[]): JournalLine[] {
  return fees.flatMap(postFee);
}

export type Takings = 'cash' | 'merchant_qr';

/** Money a technician took at the door: cash is with him until handed in, QR money is with the merchant bank. */
export function postTaken(
  userId: string,
  staffId: string,
  how: Takings,
  amountFen: number,
  sourceId: string,
): JournalLine[] {
  const debit =
    how === 'cash' ? { account: 'cash_with_staff', holderId: staffId } : { account: 'merchant_qr' };
  return pair(debit, { account: 'receivable_user', holderId: userId }, amountFen, sourceId);
}

/** 交款: what should have come, what came. A shortfall stays with the person; nothing is forgiven here. */
export function postHandIn(staffId: string, amountFen: number, sourceId: string): JournalLine[] {
  return pair({ account: 'cash' }, { account: 'cash_with_staff', holderId: staffId }, amountFen, sourceId);
}

/** Money held for others: goods paid at the door, deposits and prepayments never touch income. */
export function postHeldForOthers(
  account: 'goods_money' | 'prepaid_user' | 'deposit_user',
  holderId: string,
  staffId: string,
  amountFen: number,
  sourceId: string,
): JournalLine[] {
  return pair({ account: 'cash_with_staff', holderId: staffId }, { account, holderId }, amountFen, sourceId);
}

/** What a statement changed against our fee lines, once a person (or an equal match) agreed to it. */
export interface AgreedDifference {
  payerId: string;
  /** theirs − ours: negative is money we will not get. */
  diffFen: number;
  kind: 'rounding' | 'short' | 'over' | 'unpaid' | 'missing' | 'fine' | 'coefficient' | 'old_part';
  /** A fine or old part passed on to a person: he owes it instead of the shop bearing it. */
  passToStaffId: string | null;
  sourceId: string;
}

const differenceAccounts: Record<AgreedDifference['kind'], string> = {
  rounding: 'income_difference',
  over: 'income_difference',
  coefficient: 'income_coefficient',
  short: 'cost_losses',
  unpaid: 'cost_losses',
  missing: 'cost_losses',
  fine: 'cost_fines',
  old_part: 'cost_old_parts',
};

export function postDifference(difference: AgreedDifference): JournalLine[] {
  const { payerId, diffFen, kind, passToStaffId, sourceId } = difference;
  const other =
    passToStaffId !== null && diffFen < 0
      ? { account: 'recoverable_staff', holderId: passToStaffId }
      : { account: differenceAccounts[kind] };
  return pair({ account: 'receivable_payer', holderId: payerId }, other, diffFen, sourceId);
}

/** The payer's transfer: paid into the bank, retention kept back, the rest of the receivable is met. */
export function postPayerPaid(
  payerId: string,
  bankFen: number,
  retentionFen: number,
  sourceId: string,
): JournalLine[] {
  return compactLines([
    ...pair({ account: 'bank' }, { account: 'receivable_payer', holderId: payerId }, bankFen, sourceId),
    ...pair(
      { account: 'retention_held_by_payer', holderId: payerId },
      { account: 'receivable_payer', holderId: payerId },
      retentionFen,
      sourceId,
    ),
  ]);
}

/** Pay put on hold or released again (negative amount). */
export function postPayHold(staffId: string, amountFen: number, sourceId: string): JournalLine[] {
  return pair(
    { account: 'payable_staff', holderId: staffId },
    { account: 'payable_staff_held', holderId: staffId },
    amountFen,
    sourceId,
  );
}

export interface PayOut {
  staffId: string;
  /** Gross that is due. */
  dueFen: number;
  advanceFen: number;
  recoverFen: number;
  depositFen: number;
  /** Cash the person still held and that is set off. */
  cashHeldFen: number;
  from: 'bank' | 'cash';
  sourceId: string;
}

/** A pay slip: what is due, minus what is set off, leaves what is paid. The paid sum is whatever remains. */
export function postPayOut(pay: PayOut): { lines: JournalLine[]; paidFen: number } {
  const { staffId: holderId, sourceId } = pay;
  const due = { account: 'payable_staff', holderId };
  const paidFen = pay.dueFen - pay.advanceFen - pay.recoverFen - pay.depositFen - pay.cashHeldFen;
  const lines = compactLines([
    ...pair(due, { account: 'advance_staff', holderId }, pay.advanceFen, sourceId),
    ...pair(due, { account: 'recoverable_staff', holderId }, pay.recoverFen, sourceId),
    ...pair(due, { account: 'deposit_staff', holderId }, pay.depositFen, sourceId),
    ...pair(due, { account: 'cash_with_staff', holderId }, pay.cashHeldFen, sourceId),
    ...pair(due, { account: pay.from }, paidFen, sourceId),
  ]);
  return { lines, paidFen };
}

/** What stands against own stock: its seller (by the place it comes from), work, loss, or what lay there at the beginning. */
export type StockCounter =
  | { account: 'payable_supplier'; holderId: string }
  | { account: 'cost_parts' | 'cost_stock_loss' | 'opening'; holderId?: undefined };

/** Own goods came in (positive) or left: their value moves between the stock and whoever stands against it. */
export function postStock(valueFen: number, counter: StockCounter, sourceId: string): JournalLine[] {
  return pair({ account: 'stock_own' }, counter, valueFen, sourceId);
}
