/** Papers of the stock room, in the order its list names them. */
export const stockPaperKinds = [
  'issue',
  'return',
  'receipt',
  'transfer',
  'parcel',
  'scrap',
  'count',
  'old_return',
  'custody',
  'supply',
] as const;
export type StockPaperKind = (typeof stockPaperKinds)[number];
