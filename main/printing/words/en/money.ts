import type { money as zh } from '../zh/money.ts';

/** Words on papers of money. */
export const money: Record<keyof typeof zh, string> = {
  // receipt
  receipt: 'Receipt',
  receivedFrom: 'From',
  receivedFor: 'For',
  received: 'Received',
  change: 'Change',
  paymentMethod: 'Paid by',
  cashier: 'Cashier',
  receiptThanks: 'Please keep this receipt; ask for an invoice within 30 days.',
};
