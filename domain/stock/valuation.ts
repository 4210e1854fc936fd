/**
 * Moving average with its total kept: what came in less what went out is the value, to the fen. Quantities are
 * thousandths of the base unit, money is fen. Rounding of one move stays with what is left and never drifts.
 */
import { isReal, type LocationKind, type StockKey } from './key.ts';

export interface Worth {
  quantityMilli: number;
  valueFen: number;
}

export const nothing: Worth = { quantityMilli: 0, valueFen: 0 };

/** Whether pieces at a key are part of what our stock is worth: our own, in a place of ours, and not worn out. */
export function isValued(key: StockKey, kind: LocationKind): boolean {
  return key.ownerKind === 'own' && isReal(kind) && key.condition !== 'old' && key.condition !== 'scrap';
}

/** Half up, for amounts that are not negative. */
function share(valueFen: number, partMilli: number, ofMilli: number): number {
  return Number((BigInt(valueFen) * BigInt(partMilli) * 2n + BigInt(ofMilli)) / (BigInt(ofMilli) * 2n));
}

/** What a quantity is worth at a price for a whole base unit. */
export const amountOf = (quantityMilli: number, unitFen: number): number =>
  share(unitFen, quantityMilli, 1000);

/** What leaves with a quantity: its share; with the last piece all that is left. */
export function worthOf(stock: Worth, quantityMilli: number): number {
  if (quantityMilli >= stock.quantityMilli) return stock.valueFen;
  return share(stock.valueFen, quantityMilli, stock.quantityMilli);
}

/** What pieces bring in that nobody paid for now (found, left over): the average, or the part's cost where none is left. */
export function worthFound(stock: Worth, quantityMilli: number, unitFen: number): number {
  return stock.quantityMilli > 0
    ? share(stock.valueFen, quantityMilli, stock.quantityMilli)
    : amountOf(quantityMilli, unitFen);
}

/**
 * What a counter-move brings back or takes: what is still open of the pair it takes back, by quantity. Taking never
 * leaves value without pieces, nor takes more than there is.
 */
export function worthBack(open: Worth, quantityMilli: number): number {
  if (open.quantityMilli <= 0) return 0;
  return quantityMilli >= open.quantityMilli
    ? open.valueFen
    : share(open.valueFen, quantityMilli, open.quantityMilli);
}

/** Bounds of what may leave: all with the last piece, at most what there is. */
export function mayLeave(stock: Worth, quantityMilli: number, wantedFen: number): number {
  if (quantityMilli >= stock.quantityMilli) return stock.valueFen;
  return Math.max(0, Math.min(wantedFen, stock.valueFen));
}

/** Fen for a whole base unit; null where nothing is left to have an average. */
export function averageOf(stock: Worth): number | null {
  return stock.quantityMilli > 0 ? share(stock.valueFen, 1000, stock.quantityMilli) : null;
}
