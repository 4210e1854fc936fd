import { type DifferenceSheetData, differenceSheet } from './difference-sheet.ts';
import { type HandInData, handIn } from './hand-in.ts';
import { type PaySlipData, paySlip } from './pay-slip.ts';
import { type ReceiptData, receipt } from './receipt.ts';
import {
  type CustomerStatementData,
  customerStatement,
  type PayerStatementData,
  payerStatement,
  type PlatformStatementData,
  platformStatement,
} from './statements.ts';
import {
  type AdvanceData,
  advance,
  type DepositBalanceData,
  depositBalance,
  type DepositReceiptData,
  depositReceipt,
  type FineData,
  fine,
} from './vouchers.ts';

/** Papers of money: data by kind, and what composes it. */
export interface MoneyPapers {
  receipt: ReceiptData;
  hand_in: HandInData;
  fine: FineData;
  advance: AdvanceData;
  deposit_receipt: DepositReceiptData;
  deposit_balance: DepositBalanceData;
  pay_slip: PaySlipData;
  payer_statement: PayerStatementData;
  platform_statement: PlatformStatementData;
  customer_statement: CustomerStatementData;
  difference_sheet: DifferenceSheetData;
}
export const moneyComposers = {
  receipt,
  hand_in: handIn,
  fine,
  advance,
  deposit_receipt: depositReceipt,
  deposit_balance: depositBalance,
  pay_slip: paySlip,
  payer_statement: payerStatement,
  platform_statement: platformStatement,
  customer_statement: customerStatement,
  difference_sheet: differenceSheet,
};
