import type { Db } from '../../db/connection.ts';
import { computeBags } from '../../main/services/parts/bag.ts';
import { readerOf } from '../../main/services/masters.ts';

/** The figures of the stock room: of every person's bag, of every key, and what each part of our own is worth. */
export interface Figures {
  bags: Record<
    string,
    { onHandMilli: number; reserved: number; requested: number; owed: number; owedFen: number }
  >;
  keys: Record<string, { onHandMilli: number; reservedMilli: number }>;
  worth: Record<string, { milli: number; fen: number }>;
}

/** Where values begin: the last move of the seed and what parts cost then. */
export interface Beginning {
  seq: number;
  cost: ReadonlyMap<string, number>;
  /** Old parts in the ledger that no row of the list stood for then. */
  oldBeside: Record<string, number>;
}

export function beginningOf(read: Db): Beginning {
  const parts = read.prepare('SELECT id, cost_fen AS fen FROM part').all() as { id: string; fen: number }[];
  return {
    seq: read.prepare('SELECT max(seq) FROM stock_move').pluck().get() as number,
    cost: new Map(parts.map((part) => [part.id, part.fen])),
    oldBeside: oldBeside(read),
  };
}

/** Per part and place: pieces in condition old by the moves, less those the list of old parts says lie there. */
export function oldBeside(read: Db): Record<string, number> {
  const out: Record<string, number> = {};
  const add = (rows: { at: string; milli: number }[], sign: number) => {
    for (const row of rows) out[row.at] = (out[row.at] ?? 0) + sign * row.milli;
  };
  add(
    read
      .prepare(
        "SELECT part_id || ' ' || location_id AS at, sum(m.quantity_milli) AS milli FROM stock_move m JOIN location l ON l.id = m.location_id WHERE m.condition = 'old' AND l.is_real = 1 GROUP BY 1",
      )
      .all() as { at: string; milli: number }[],
    1,
  );
  add(
    read
      .prepare(
        "SELECT part_id || ' ' || location_id AS at, sum(quantity_milli) AS milli FROM old_part WHERE location_id IS NOT NULL GROUP BY 1",
      )
      .all() as { at: string; milli: number }[],
    -1,
  );
  for (const [at, milli] of Object.entries(out)) if (milli === 0) delete out[at];
  return out;
}

const keyOf =
  "part_id || '|' || location_id || '|' || bin || '|' || condition || '|' || owner_kind || '|' || owner_id || '|' || lot || '|' || serial";

/** As the outlet keeps them in its sums and shows them to people. */
export function figuresKept(read: Db): Figures {
  const out: Figures = { bags: {}, keys: {}, worth: {} };
  for (const bag of computeBags(readerOf(read), null))
    out.bags[bag.staffId] = {
      onHandMilli: read
        .prepare('SELECT coalesce(sum(quantity_milli), 0) FROM stock_balance WHERE location_id = ?')
        .pluck()
        .get(bag.locationId) as number,
      reserved: bag.reservedLines,
      requested: bag.requestedLines,
      owed: bag.oldPartsOwed,
      owedFen: bag.oldPartsFen,
    };
  for (const row of read
    .prepare(`SELECT ${keyOf} AS key, quantity_milli AS milli, reserved_milli AS held FROM stock_balance`)
    .all() as { key: string; milli: number; held: number }[])
    if (row.milli !== 0 || row.held !== 0)
      out.keys[row.key] = { onHandMilli: row.milli, reservedMilli: row.held };
  for (const row of read
    .prepare('SELECT part_id AS part, quantity_milli AS milli, value_fen AS fen FROM stock_value')
    .all() as { part: string; milli: number; fen: number }[])
    out.worth[row.part] = { milli: row.milli, fen: row.fen };
  return out;
}

interface MoveRow {
  key: string;
  part: string;
  place: string;
  real: number;
  condition: string;
  owner: string;
  milli: number;
  kind: string;
  unit: number;
  pair: string;
  back: string | null;
  seq: number;
}

/** The same from the rows people cannot change: moves, promises, requests and old parts, folded here one by one. */
export function figuresRecomputed(read: Db, beginning: Beginning): Figures {
  const out: Figures = { bags: {}, keys: {}, worth: {} };
  const moves = read
    .prepare(
      `SELECT ${keyOf} AS key, part_id AS part, location_id AS place, l.is_real AS "real", condition, owner_kind AS owner, quantity_milli AS milli,
         m.kind, unit_cost_fen AS unit, pair_id AS pair, reversal_of AS back, m.seq FROM stock_move m JOIN location l ON l.id = m.location_id ORDER BY m.seq`,
    )
    .all() as MoveRow[];
  const bags = read
    .prepare(
      "SELECT l.id AS place, s.id AS staff FROM location l JOIN staff s ON s.id = l.staff_id WHERE l.kind = 'bag' AND l.retired_at IS NULL AND s.left_day IS NULL",
    )
    .all() as { place: string; staff: string }[];
  for (const { staff } of bags)
    out.bags[staff] = { onHandMilli: 0, reserved: 0, requested: 0, owed: 0, owedFen: 0 };
  const keyAt = (key: string) => (out.keys[key] ??= { onHandMilli: 0, reservedMilli: 0 });
  for (const move of moves) {
    keyAt(move.key).onHandMilli += move.milli;
    const staff = bags.find((bag) => bag.place === move.place)?.staff;
    if (staff !== undefined) (out.bags[staff] as { onHandMilli: number }).onHandMilli += move.milli;
  }
  for (const one of read
    .prepare(
      `SELECT ${keyOf} AS key, r.quantity_milli AS milli, w.staff_id AS staff FROM reservation r JOIN work_order w ON w.id = r.work_order_id WHERE r.state = 'held'`,
    )
    .all() as { key: string; milli: number; staff: string | null }[]) {
    keyAt(one.key).reservedMilli += one.milli;
    const bag = out.bags[one.staff ?? ''];
    if (bag !== undefined) bag.reserved += 1;
  }
  const requests = new Map<
    string,
    { staff: string | null; lines: { asked: number; yes: number; came: number }[] }
  >();
  for (const { id, staff, state, ...line } of read
    .prepare(
      'SELECT r.id, w.staff_id AS staff, r.state, l.asked_milli AS asked, l.approved_milli AS yes, l.received_milli AS came FROM parts_request_line l JOIN parts_request r ON r.id = l.request_id JOIN work_order w ON w.id = r.work_order_id',
    )
    .all() as {
    id: string;
    staff: string | null;
    state: string;
    asked: number;
    yes: number;
    came: number;
  }[]) {
    if (['draft', 'received', 'cancelled'].includes(state)) continue;
    const request = requests.get(id) ?? { staff, lines: [] };
    request.lines.push(line);
    requests.set(id, request);
  }
  for (const { staff, lines } of requests.values()) {
    const bag = out.bags[staff ?? ''];
    // What the maker said counts from its first word on
    const said = lines.some((line) => line.yes > 0);
    if (bag !== undefined)
      bag.requested += lines.filter((line) => line.came < (said ? line.yes : line.asked)).length;
  }
  for (const one of read
    .prepare('SELECT holder_staff_id AS staff, state, amount_fen AS fen FROM old_part')
    .all() as {
    staff: string | null;
    state: string;
    fen: number;
  }[]) {
    const bag = out.bags[one.staff ?? ''];
    if (bag === undefined || one.state !== 'with_technician') continue;
    bag.owed += 1;
    bag.owedFen += one.fen;
  }
  for (const [key, sums] of Object.entries(out.keys))
    if (sums.onHandMilli === 0 && sums.reservedMilli === 0) delete out.keys[key];
  worthOf(moves, beginning, out.worth);
  return out;
}

/** Moving average over pairs of moves: whole fen, halves up, the last piece takes the rest. */
function worthOf(moves: readonly MoveRow[], beginning: Beginning, worth: Figures['worth']): void {
  const round = (over: bigint, under: bigint) => Number((over * 2n + under) / (under * 2n));
  const part = (fen: number, milli: number, of: number) => round(BigInt(fen) * BigInt(milli), BigInt(of));
  const mine = (row: MoveRow) =>
    row.owner === 'own' && row.real === 1 && row.condition !== 'old' && row.condition !== 'scrap';
  const seeded = new Map<string, number>();
  const pairs = new Map<string, { milli: number; fen: number }>();
  const cost = new Map(beginning.cost);
  for (const move of moves)
    if (move.seq <= beginning.seq && mine(move))
      seeded.set(move.part, (seeded.get(move.part) ?? 0) + move.milli);
  for (let at = 0; at < moves.length; at += 2) {
    const giver = moves[at] as MoveRow;
    const taker = moves[at + 1] as MoveRow;
    if (giver.seq <= beginning.seq || mine(giver) === mine(taker)) continue;
    const unit = cost.get(giver.part) ?? 0;
    const lay = seeded.get(giver.part) ?? 0;
    const stock = (worth[giver.part] ??= { milli: lay, fen: part(unit, lay, 1000) });
    const comes = mine(taker);
    const milli = taker.milli;
    const open = giver.back === null ? undefined : pairs.get(`${giver.part} ${giver.back}`);
    let fen: number;
    if (giver.back !== null) {
      const left = { milli: Math.abs(open?.milli ?? 0), fen: Math.abs(open?.fen ?? 0) };
      fen = left.milli === 0 ? 0 : milli >= left.milli ? left.fen : part(left.fen, milli, left.milli);
    } else if (!comes) fen = part(stock.fen, milli, stock.milli);
    else if (giver.kind === 'receive') fen = part(giver.unit, milli, 1000);
    else fen = stock.milli > 0 ? part(stock.fen, milli, stock.milli) : part(unit, milli, 1000);
    if (!comes) fen = milli >= stock.milli ? stock.fen : Math.min(fen, stock.fen);
    const sign = comes ? 1 : -1;
    stock.milli += sign * milli;
    stock.fen += sign * fen;
    for (const pair of [giver.pair, giver.back])
      if (pair !== null) {
        const of = `${giver.part} ${pair}`;
        const so = pairs.get(of) ?? { milli: 0, fen: 0 };
        pairs.set(of, { milli: so.milli + sign * milli, fen: so.fen + sign * fen });
      }
    if (stock.milli > 0) cost.set(giver.part, part(stock.fen, 1000, stock.milli));
  }
}
