import type { Sides } from './columns.ts';
import type { Pairing, PairingKind } from './types.ts';

interface Entry {
  rows: number[];
  orders: number[];
  kind: PairingKind;
  confidence: number;
  evidence: readonly string[];
}

/** What has been paired so far: which rows are taken and how much each order has been paid. */
export class Ledger {
  readonly #sides: Sides;
  readonly #entries: Entry[] = [];
  readonly #rowTaken: Uint8Array;
  readonly #paid: Float64Array;
  readonly #named: Uint8Array;
  /** Rows that repeat another, by the row they repeat. */
  readonly repeats = new Map<number, number>();
  pairedRows = 0;

  constructor(sides: Sides) {
    this.#sides = sides;
    this.#rowTaken = new Uint8Array(sides.theirs.length);
    this.#paid = new Float64Array(sides.ours.length);
    this.#named = new Uint8Array(sides.ours.length);
  }

  take(entry: Entry): void {
    this.#entries.push(entry);
    for (const row of entry.rows) this.#rowTaken[row] = 1;
    this.pairedRows += entry.rows.length;
    if (entry.kind === 'refund' || entry.kind === 'fine') return;
    for (const order of entry.orders) this.#named[order] = 1;
    const { ours, theirs } = this.#sides;
    if (entry.orders.length > 1) {
      for (const order of entry.orders) this.#paid[order] = ours.amount[order]!;
      return;
    }
    const [order] = entry.orders;
    const sum = entry.rows.reduce((total, row) => total + theirs.amount[row]!, 0);
    // what a payer keeps for himself leaves nothing open that another row could pay
    this.#paid[order!]! += entry.kind === 'net' ? ours.amount[order!]! : sum;
  }

  /** Notes that `row` is `of` once more; it is nobody's any longer. */
  repeat(row: number, of: number): void {
    this.repeats.set(row, of);
    this.#rowTaken[row] = 1;
  }

  isFree(row: number): boolean {
    return this.#rowTaken[row] === 0;
  }

  /** Some row pays it, wholly or in part. */
  isNamed(order: number): boolean {
    return this.#named[order] === 1;
  }

  /** Fen of the order no row has paid yet. */
  openFen(order: number): number {
    return this.#sides.ours.amount[order]! - this.#paid[order]!;
  }

  isSettled(order: number): boolean {
    return this.#named[order] === 1 && this.openFen(order) <= 0;
  }

  entries(): readonly Readonly<Entry>[] {
    return this.#entries;
  }

  pairings(): Pairing[] {
    const { orders, rows } = this.#sides;
    return this.#entries.map((entry) => ({
      rows: entry.rows.map((row) => rows[row]!.row),
      ids: entry.orders.map((order) => orders[order]!.id),
      kind: entry.kind,
      confidence: entry.confidence,
      evidence: [...entry.evidence],
      auto: true,
    }));
  }
}
