import type { MoneyPapers } from '../../../../printing/documents/money/index.ts';
import type { PaperSource } from '../common.ts';
import { buildCustomerStatement } from './customer-statement.ts';
import { buildDifferenceSheet } from './difference-sheet.ts';
import { buildHandIn } from './hand-in.ts';
import {
  ownerByRow,
  ownerOfAccount,
  ownerOfDeposit,
  ownerOfDifferences,
  ownerOfHolder,
  ownerOfPayment,
  ownerOfStatement,
} from './owners.ts';
import { buildPaySlip } from './pay-slip.ts';
import { buildReceipt } from './receipt.ts';
import { buildPayerStatement, buildPlatformStatement } from './statements.ts';
import { buildAdvance, buildDepositBalance, buildDepositReceipt, buildFine } from './vouchers.ts';

export const moneySources: Record<keyof MoneyPapers, PaperSource> = {
  receipt: { ownerOf: ownerOfPayment, build: buildReceipt },
  hand_in: { ownerOf: ownerByRow('cash_handover'), build: buildHandIn },
  fine: { ownerOf: ownerByRow('fine'), build: buildFine },
  advance: { ownerOf: ownerByRow('advance'), build: buildAdvance },
  deposit_receipt: { ownerOf: ownerOfDeposit, build: buildDepositReceipt },
  deposit_balance: { ownerOf: ownerOfHolder, build: buildDepositBalance },
  pay_slip: { ownerOf: ownerByRow('pay_slip'), build: buildPaySlip },
  payer_statement: { ownerOf: ownerOfStatement('payer_statement'), build: buildPayerStatement },
  platform_statement: { ownerOf: ownerOfStatement('platform_statement'), build: buildPlatformStatement },
  customer_statement: { ownerOf: ownerOfAccount, build: buildCustomerStatement },
  difference_sheet: { ownerOf: ownerOfDifferences, build: buildDifferenceSheet },
};
