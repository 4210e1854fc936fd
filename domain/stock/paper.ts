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

/** Papers whose moves can simply be taken back. A parcel, a count, a box or an order of goods is undone where it is kept. */
export const undoableKinds: readonly StockPaperKind[] = ['issue', 'return', 'transfer', 'scrap'];

export const isUndoable = (kind: string, state: string): boolean =>
  state === 'posted' && undoableKinds.some((one) => one === kind);
