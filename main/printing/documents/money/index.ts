import { type ReceiptData, receipt } from './receipt.ts';

/** Papers of money: data by kind, and what composes it. */
export interface MoneyPapers {
  receipt: ReceiptData;
}
export const moneyComposers = { receipt };
