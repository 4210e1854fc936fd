import type { common as zh } from '../zh/common.ts';

/** Words on every paper. */
export const common: Record<keyof typeof zh, string> = {
  voided: 'VOID',
  voidReason: 'Void because',
  printedAt: 'Printed',
  copyNo: 'print no. {n}',
  printedBy: 'by',
  yes: 'yes',
  total: 'Total',
  totalInWords: 'In words',
  seq: 'No.',
  quantity: 'Qty',
  unit: 'Unit',
  unitPrice: 'Price',
  amount: 'Amount',
  remark: 'Remark',
  date: 'Date',
  slipNumber: 'Slip no.',
  workOrderNumber: 'Order no.',
  missingGlyph: '〓 = not in the font:',
};
