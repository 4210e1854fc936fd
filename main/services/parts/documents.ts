import type { Tx } from '../../../db/tx.ts';
import { numberPrefix } from '../../../domain/paper/series.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import type { Condition, StockKey } from '../../../domain/stock/key.ts';
import type { StockPaperKind } from '../../../domain/stock/paper.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { nextNumber } from '../numbers.ts';
import { assertQuantity, assertWhole, candidatesOf, getPart, type PartRow } from './reservations.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { expiredFault, splitExpired } from './expiry.ts';
import { getLocation, partParams, refuseSerialElsewhere } from './ledger.ts';
import { toStockKey, type StockKeyRow } from '../../../db/stock-balance.ts';
import { searchThing } from '../search/index-thing.ts';

export interface OpenPaper {
  documentId: string;
  number: string;
  state: 'posted' | 'staged';
  totalFen: number;
}

interface ReadyLine {
  id: string;
  part_id: string;
  bin: string;
  lot: string;
  serial: string;
  work_order_id: string | null;
}

/** A paper of the stock room and its lines; `close` sums it up. */
export class PaperWriter {
  readonly documentId: string;
  readonly number: string;
  readonly day: string;
  readonly #tx: Tx;
  readonly #kind: StockPaperKind;
  #lines = 0;
  #ready: ReadyLine[] = [];
  #from: string | null;
  #totalFen = 0;

  constructor(
    tx: Tx,
    kind: StockPaperKind,
    head: {
      staffId?: string | null;
      fromLocationId?: string | null;
      toLocationId?: string | null;
      approvedBy?: string | null;
      workOrderId?: string | null;
      head?: Record<string, unknown>;
      state?: 'posted' | 'staged';
    },
    /** A paper put ready before, which this one carries out: its number and lines stand. */
    staged: { documentId: string; number: string } | null = null,
  ) {
    this.#tx = tx;
    this.#kind = kind;
    this.#from = head.fromLocationId ?? null;
    this.day = businessDay(tx.at, getZone(tx));
    if (staged !== null) {
      this.number = staged.number;
      this.documentId = staged.documentId;
      this.#carryOut(head.head ?? {}, {
        approved_by: head.approvedBy ?? null,
        to_location_id: head.toLocationId ?? null,
      });
      return;
    }
    this.number = nextNumber(tx, numberPrefix(kind), this.day);
    this.documentId = tx.insert('document', {
      kind,
      number: this.number,
      state: head.state ?? 'posted',
      business_day: this.day,
      work_order_id: head.workOrderId ?? null,
      staff_id: head.staffId ?? null,
      from_location_id: head.fromLocationId ?? null,
      to_location_id: head.toLocationId ?? null,
      head: head.head ?? {},
      made_by: tx.staffId,
      approved_by: head.approvedBy ?? null,
      posted_at: head.state === 'staged' ? null : tx.at,
      at: tx.at,
    });
    searchThing(tx, 'document', this.documentId, [this.number]);
  }

  #carryOut(head: Record<string, unknown>, columns: Record<string, string | null>): void {
    const tx = this.#tx;
    const before = tx.value<string>('SELECT head FROM document WHERE id = ?', this.documentId) ?? '{}';
    tx.update('document', this.documentId, {
      state: 'posted',
      business_day: this.day,
      head: { ...(JSON.parse(before) as Record<string, unknown>), ...head },
      ...columns,
      posted_at: tx.at,
    });
    this.#ready = tx.all<ReadyLine>(
      'SELECT id, part_id, bin, lot, serial, work_order_id FROM document_line WHERE document_id = ?',
      this.documentId,
    );
    // What is asked for stays on the paper; what goes is written line by line
    for (const line of this.#ready) tx.update('document_line', line.id, { done_milli: 0, amount_fen: 0 });
    this.#lines =
      tx.value<number | null>(
        'SELECT max(line_no) FROM document_line WHERE document_id = ?',
        this.documentId,
      ) ?? 0;
  }

  /** Adds a line; answers its id, for the move that carries it. */
  line(input: {
    key: StockKey;
    quantityMilli: number;
    doneMilli?: number;
    unitFen: number;
    workOrderId?: string | null;
    oldPartDue?: boolean;
    note?: string;
  }): string {
    const amountFen = timesMilli(input.unitFen, input.quantityMilli);
    this.#totalFen += amountFen;
    this.#from ??= input.key.locationId;
    const { partId, bin, lot, serial } = input.key;
    const at = this.#ready.findIndex(
      (line) =>
        line.part_id === partId &&
        line.bin === bin &&
        line.lot === lot &&
        line.serial === serial &&
        line.work_order_id === (input.workOrderId ?? null),
    );
    const [ready] = at < 0 ? [] : this.#ready.splice(at, 1);
    if (ready !== undefined) {
      this.#tx.update('document_line', ready.id, {
        done_milli: input.doneMilli ?? input.quantityMilli,
        unit_fen: input.unitFen,
        amount_fen: amountFen,
        old_part_due: input.oldPartDue ?? false,
      });
      return ready.id;
    }
    this.#lines += 1;
    return this.#tx.insert('document_line', {
      document_id: this.documentId,
      line_no: this.#lines,
      part_id: input.key.partId,
      condition: input.key.condition,
      owner_kind: input.key.ownerKind,
      owner_id: input.key.ownerId,
      bin: input.key.bin,
      lot: input.key.lot,
      serial: input.key.serial,
      asked_milli: input.quantityMilli,
      done_milli: input.doneMilli ?? input.quantityMilli,
      unit_fen: input.unitFen,
      amount_fen: amountFen,
      work_order_id: input.workOrderId ?? null,
      old_part_due: input.oldPartDue ?? false,
      note: input.note ?? '',
    });
  }

  /** Sums up, writes event and audit row; `said` is the event of a paper that does not move anything yet. */
  close(state: 'posted' | 'staged' = 'posted', said: string | null = null): OpenPaper {
    const tx = this.#tx;
    tx.update('document', this.documentId, { total_fen: this.#totalFen, from_location_id: this.#from });
    const params = { kind: this.#kind, number: this.number, lines: this.#lines, totalFen: this.#totalFen };
    const about = { entity: 'document', entityId: this.documentId, params };
    tx.note(said === null ? { ...about, kind: `document.${this.#kind}` } : { ...about, kind: said });
    return { documentId: this.documentId, number: this.number, state, totalFen: this.#totalFen };
  }
}

export interface WantedLine {
  partId: string;
  quantityMilli: number;
  condition?: Condition;
  lot?: string | null;
  serial?: string | null;
}

/**
 * Keys of one place that make up a wanted line: the named serial or lot, else first expiry. Counts what is free
 * there, or all that lies there when `promised` says that promises will give way. A lot that is over is taken only
 * where `expired` says so: for the scrap, the way back. Faults: `stock_old_by_number`, `stock_lot_expired`, `stock_short`,
 * `stock_quantity`, `stock_whole`, `stock_serial_elsewhere` by the move that follows.
 */
export function takeAt(
  tx: Tx,
  locationId: string,
  wanted: WantedLine,
  options: { promised?: boolean; expired?: boolean } = {},
): { key: StockKey; quantityMilli: number }[] {
  const { partId, quantityMilli } = wanted;
  assertQuantity(tx, partId, quantityMilli);
  // An old part is one piece with a number, an order and a maker: it goes by its own steps, never by quantity
  if (wanted.condition === 'old') throw new Fault('stock_old_by_number', partParams(tx, partId));
  const part = getPart(tx, partId);
  const serial = wanted.serial ?? '';
  const lot = wanted.lot ?? '';
  const named = keysAt(tx, part, locationId, wanted.condition ?? 'good').filter(
    (one) => (serial === '' || one.key.serial === serial) && (lot === '' || one.key.lot === lot),
  );
  const { usable, over } = splitExpired(tx, named);
  const there = options.expired === true ? named : usable;
  // Half a piece is refused, unless that is what an older entry left lying there
  if (there.every((one) => one.onHandMilli % 1000 === 0)) assertWhole(tx, part, quantityMilli);
  const out: { key: StockKey; quantityMilli: number }[] = [];
  let left = quantityMilli;
  for (const one of there) {
    const room = options.promised === true ? one.onHandMilli : one.onHandMilli - one.reservedMilli;
    const take = Math.min(left, Math.max(0, room));
    if (take === 0) continue;
    out.push({ key: one.key, quantityMilli: take });
    left -= take;
    if (left === 0) return out;
  }
  const [late] = over;
  if (late !== undefined && options.expired !== true) throw expiredFault(tx, late);
  if (serial !== '') refuseSerialElsewhere(tx, part.id, serial, locationId);
  throw new Fault('stock_short', {
    ...partParams(tx, partId),
    location: getLocation(tx, locationId).name,
    freeMilli: quantityMilli - left,
  });
}

function keysAt(tx: Tx, part: PartRow, locationId: string, condition: Condition) {
  if (condition === 'good')
    return candidatesOf(tx, part.id, [locationId]).sort((a, b) =>
      (a.expires ?? '9999').localeCompare(b.expires ?? '9999'),
    );
  const rows = tx.all<StockKeyRow & { quantity_milli: number; reserved_milli: number }>(
    'SELECT * FROM stock_balance WHERE part_id = ? AND location_id = ? AND condition = ? AND quantity_milli > 0 ORDER BY seq',
    part.id,
    locationId,
    condition,
  );
  return rows.map((row) => ({
    key: toStockKey(row),
    onHandMilli: row.quantity_milli,
    reservedMilli: row.reserved_milli,
    expires: null as string | null,
  }));
}
