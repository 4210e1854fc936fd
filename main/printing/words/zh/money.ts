/** Words on papers of money, as the shop says them. */
export const money = {
  // receipt
  receipt: '收据',
  receivedFrom: '交款人',
  receivedFor: '收款事由',
  received: '实收',
  change: '找零',
  paymentMethod: '付款方式',
  cashier: '收款人',
  receiptThanks: '请保管好本收据,开票请在30天内提出。',
} as const;
