import { toKeyRow } from '../../../db/stock-balance.ts';
import type { Tx } from '../../../db/tx.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import type { MoveKindCode } from '../../../domain/stock/moves.ts';
import {
  amountOf,
  averageOf,
  mayLeave,
  type Worth,
  worthBack,
  worthFound,
  worthOf,
} from '../../../domain/stock/valuation.ts';
import { adoptValues, postOpening, postValue } from './journal.ts';
import type { Place } from './ledger.ts';

export interface ValuedMove {
  kind: MoveKindCode;
  key: StockKey;
  /** The other side of the move. */
  other: Pick<Place, 'id' | 'kind'>;
  direction: 'in' | 'out';
  quantityMilli: number;
  pairId: string;
  day: string;
  /** Fen per whole base unit that was paid; null where nobody paid for it now. */
  unitCostFen: number | null;
  documentId: string | null;
  workOrderId: string | null;
  reversalOf: string | null;
}

interface ValueRow {
  id: string;
  quantity_milli: number;
  value_fen: number;
}

/**
 * Keeps what our stock of a part is worth, beside the ledger and in the same transaction: called before the pair is
 * written, because the first touch takes up what lay there till then. Goods we paid for come in at their price; found
 * ones at the average; what leaves leaves at the average; a counter-move brings back what its pair took. The part's
 * cost is the average from then on. Each change is booked: the account of own stock is what the stock is worth.
 * Faults: `period_closed`.
 */
export function moveValue(tx: Tx, move: ValuedMove): void {
  const { part_id, owner_kind, owner_id } = toKeyRow(move.key);
  const known = tx.get<ValueRow>(
    'SELECT id, quantity_milli, value_fen FROM stock_value WHERE part_id = ? AND owner_kind = ? AND owner_id = ?',
    part_id,
    owner_kind,
    owner_id,
  );
  const costFen = tx.value<number>('SELECT cost_fen FROM part WHERE id = ?', part_id) ?? 0;
  const owner = { part_id, owner_kind, owner_id };
  adoptValues(tx);
  const row = known ?? beginValue(tx, owner, costFen, move.day);
  const stock: Worth = { quantityMilli: row.quantity_milli, valueFen: row.value_fen };
  const open = move.reversalOf === null ? null : openOf(tx, owner, move.reversalOf);
  const { quantityMilli, direction, unitCostFen } = move;
  let valueFen: number;
  if (direction === 'in') {
    valueFen =
      open !== null
        ? worthBack({ quantityMilli: -open.quantityMilli, valueFen: -open.valueFen }, quantityMilli)
        : unitCostFen === null
          ? worthFound(stock, quantityMilli, costFen)
          : amountOf(quantityMilli, unitCostFen);
  } else {
    const wanted = open === null ? worthOf(stock, quantityMilli) : worthBack(open, quantityMilli);
    valueFen = mayLeave(stock, quantityMilli, wanted);
  }
  const sign = direction === 'in' ? 1 : -1;
  const next: Worth = {
    quantityMilli: stock.quantityMilli + sign * quantityMilli,
    valueFen: stock.valueFen + sign * valueFen,
  };
  const entryId = postValue(tx, {
    kind: move.kind,
    other: move.other,
    valueFen: sign * valueFen,
    pairId: move.pairId,
    workOrderId: move.workOrderId,
  });
  tx.insert('stock_value_move', {
    ...owner,
    kind: move.kind,
    pair_id: move.pairId,
    quantity_milli: sign * quantityMilli,
    value_fen: sign * valueFen,
    document_id: move.documentId,
    work_order_id: move.workOrderId,
    entry_id: entryId,
    reversal_of: move.reversalOf,
    business_day: move.day,
    at: tx.at,
  });
  tx.update('stock_value', row.id, {
    quantity_milli: next.quantityMilli,
    value_fen: next.valueFen,
    updated_at: tx.at,
  });
  const average = averageOf(next);
  if (average !== null && average !== costFen) tx.update('part', part_id, { cost_fen: average });
}

interface Owner {
  part_id: string;
  owner_kind: string;
  owner_id: string;
}

/** A store that was run without values: what lies there now at the part's cost is the beginning. */
function beginValue(tx: Tx, owner: Owner, costFen: number, day: string): ValueRow {
  const quantityMilli =
    tx.value<number>(
      `SELECT coalesce(sum(b.quantity_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id
       WHERE b.part_id = ? AND b.owner_kind = ? AND b.owner_id = ? AND l.is_real = 1 AND b.condition NOT IN ('old', 'scrap')`,
      owner.part_id,
      owner.owner_kind,
      owner.owner_id,
    ) ?? 0;
  const valueFen = amountOf(quantityMilli, costFen);
  const id = tx.insert('stock_value', {
    ...owner,
    quantity_milli: quantityMilli,
    value_fen: valueFen,
    updated_at: tx.at,
  });
  if (quantityMilli !== 0)
    tx.insert('stock_value_move', {
      ...owner,
      kind: 'opening',
      quantity_milli: quantityMilli,
      value_fen: valueFen,
      entry_id: postOpening(tx, valueFen, id),
      business_day: day,
      at: tx.at,
    });
  return { id, quantity_milli: quantityMilli, value_fen: valueFen };
}

/** What is still open of a pair: what it brought less what counter-moves took back already. */
function openOf(tx: Tx, owner: Owner, pairId: string): Worth {
  const row = tx.get<{ milli: number | null; fen: number | null }>(
    `SELECT sum(quantity_milli) AS milli, sum(value_fen) AS fen FROM stock_value_move
     WHERE part_id = ? AND owner_kind = ? AND owner_id = ? AND (pair_id = ? OR reversal_of = ?)`,
    owner.part_id,
    owner.owner_kind,
    owner.owner_id,
    pairId,
    pairId,
  );
  return { quantityMilli: row?.milli ?? 0, valueFen: row?.fen ?? 0 };
}
