import type { Tx } from '../../../db/tx.ts';
import { postStock, type StockCounter } from '../../../domain/money/posting.ts';
import type { MoveKindCode } from '../../../domain/stock/moves.ts';
import { postEntry } from '../money/post-entry.ts';
import type { Place } from './ledger.ts';

export interface ValuePosting {
  kind: MoveKindCode;
  /** The other side of the move: where own goods came from, or went. */
  other: Pick<Place, 'id' | 'kind'>;
  /** What own stock gained; below zero what it lost. Fen. */
  valueFen: number;
  pairId: string;
  workOrderId: string | null;
}

/** Which account stands against own stock: who sold it, the cost of the work it went into, or what was lost. */
function counterOf({ kind, other }: ValuePosting): StockCounter {
  if (kind === 'opening') return { account: 'opening' };
  if (other.kind === 'user') return { account: 'cost_parts' };
  if (other.kind === 'upper' || other.kind === 'maker')
    return { account: 'payable_supplier', holderId: other.id };
  // A place for losses, or our own among the worn out and the scrap
  return { account: 'cost_stock_loss' };
}

/**
 * Books a move of own goods with what it is worth, in the move's transaction and on its day. Answers the entry's id; null
 * where the goods are worth nothing. Faults: `period_closed`.
 */
export function postValue(tx: Tx, posting: ValuePosting): string | null {
  const { pairId, workOrderId } = posting;
  const entry = postEntry(tx, {
    kind: `stock_${posting.kind}`,
    documentKind: 'stock_move',
    documentId: pairId,
    orderId: workOrderId,
    lines: postStock(posting.valueFen, counterOf(posting), pairId),
  });
  return entry?.id ?? null;
}

/**
 * A store whose stock was valued before anything of it was booked: all of it is taken over once, as the beginning.
 * Stock that is touched for the first time later begins by itself.
 */
export function adoptValues(tx: Tx): void {
  if (tx.get("SELECT 1 AS yes FROM journal_line WHERE account_code = 'stock_own' LIMIT 1") !== undefined)
    return;
  const valueFen =
    tx.value<number>("SELECT coalesce(sum(value_fen), 0) FROM stock_value WHERE owner_kind = 'own'") ?? 0;
  postOpening(tx, valueFen, 'stock_own');
}

/** What lay there when the books began. Answers the entry's id. */
export function postOpening(tx: Tx, valueFen: number, ofId: string): string | null {
  const entry = postEntry(tx, {
    kind: 'stock_opening',
    documentKind: 'stock_value',
    documentId: ofId,
    lines: postStock(valueFen, { account: 'opening' }, ofId),
  });
  return entry?.id ?? null;
}
