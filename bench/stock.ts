import type { Db } from '../db/connection.ts';
import { onHandOf } from '../db/queries/stock-card.ts';
import { stockRowColumns, stockListSql, type StockListParams } from '../db/queries/parts.ts';
import { sameKeySql, stockKeyColumns, toStockKey, type StockKeyRow } from '../db/stock-balance.ts';
import { openBare, openBig } from './support/big-store.ts';
import { makeBigStock, stockSeed } from './support/big-stock.ts';
import { figure, lineOf, quantile, type BenchLine, type BenchOptions } from './support/line.ts';
import { seeded } from './support/orders.ts';
import { readerOfAll } from './support/people.ts';

const parts = 5000;
const moves = 1_000_000;
const page = 50;
const lookups = { rounds: 12, keys: 5000 };
const lists = 40;

const lookSql = `SELECT quantity_milli FROM stock_balance WHERE ${sameKeySql}`;
const none = { text: '', ownerKind: null, payerId: null, kind: null, locationId: null, view: 'all' } as const;
const asked: StockListParams[] = [
  { filter: none, sort: 'code', descending: false },
  { filter: none, sort: 'store', descending: true },
  { filter: { ...none, view: 'low' }, sort: 'code', descending: false },
  { filter: { ...none, text: '滤芯' }, sort: 'name', descending: false },
];

/**
 * A stock room of a million moves: what any key holds, against the bare lookup of its row; the stock list and its middle
 * page through the contract, against the two bare statements on one handle. Both take turns.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  log?.(`writing ${moves} moves of ${parts} parts`);
  const dir = await makeBigStock(parts, moves);
  const outlet = await openBig(dir);
  const bare = openBare(dir);
  try {
    yield onHand(bare);
    const session = outlet.session({ as: readerOfAll(outlet.store.read) });
    const call = async (channel: string, input: unknown) =>
      JSON.parse(JSON.stringify(await outlet.callAny(session, channel, input)));
    yield await list(bare, call);
  } finally {
    bare.close();
    await outlet.close();
  }
}

/** Keys at random, each looked up by both ways in turn; the sum of each round is compared. */
function onHand(bare: Db): BenchLine {
  const random = seeded(stockSeed);
  const rows = bare
    .prepare(`SELECT ${stockKeyColumns.join(', ')}, quantity_milli AS milli FROM stock_balance`)
    .all() as (StockKeyRow & { milli: number })[];
  const look = bare.prepare(lookSql).pluck();
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = -2; round < lookups.rounds; round += 1) {
    const chosen = Array.from({ length: lookups.keys }, () => rows[Math.floor(random() * rows.length)]!);
    const keys = chosen.map(toStockKey);
    const values = chosen.map((row) => stockKeyColumns.map((column) => row[column]));
    let begun = performance.now();
    let expected = 0;
    for (const one of values) expected += look.get(...one) as number;
    const bareMs = performance.now() - begun;
    begun = performance.now();
    let got = 0;
    for (const key of keys) got += onHandOf(bare, key);
    const oursMs = performance.now() - begun;
    if (got !== expected) throw new Error(`on hand ${got}, the lookups say ${expected}`);
    if (round < 0) continue;
    times.bare.push(bareMs);
    times.ours.push(oursMs);
  }
  const [ours, base] = [quantile(times.ours, 0.5), quantile(times.bare, 0.5)];
  return lineOf('stock.onHand', ours / base, 3, {
    seed: stockSeed,
    moves,
    keys: rows.length,
    bareMicros: figure((base * 1000) / lookups.keys),
    oursMicros: figure((ours * 1000) / lookups.keys),
  });
}

async function list(
  bare: Db,
  call: (
    channel: string,
    input: unknown,
  ) => Promise<{ ok: boolean; value: { snapshotId: string; total: number; rows: unknown[] } }>,
): Promise<BenchLine> {
  const rowsSql = `SELECT ${stockRowColumns} FROM part p WHERE p.seq IN (SELECT value FROM json_each(?))`;
  const rows = bare.prepare(rowsSql);
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = -asked.length; round < lists * asked.length; round += 1) {
    const params = asked[(round + asked.length) % asked.length] as StockListParams;
    const { sql, bindings } = stockListSql(params);
    let begun = performance.now();
    const numbers = bare
      .prepare(sql)
      .pluck()
      .all(...bindings) as number[];
    const from = Math.max(0, Math.floor(numbers.length / 2) - page / 2);
    const expected = rows.all(JSON.stringify(numbers.slice(from, from + page))).length;
    const bareMs = performance.now() - begun;
    begun = performance.now();
    const { value } = await call('parts.open', params);
    const at = Math.max(0, Math.floor(value.total / 2) - page / 2);
    const slice = await call('parts.slice', { snapshotId: value.snapshotId, from: at, to: at + page });
    const oursMs = performance.now() - begun;
    if (slice.value.rows.length !== expected)
      throw new Error(`the list gave ${slice.value.rows.length} rows, the statements ${expected}`);
    if (round < 0) continue;
    times.bare.push(bareMs);
    times.ours.push(oursMs);
  }
  const shown = (values: number[]) => ({
    p50: figure(quantile(values, 0.5)),
    p95: figure(quantile(values, 0.95)),
  });
  return lineOf('stock.list', quantile(times.ours, 0.95) / quantile(times.bare, 0.95), 2.5, {
    seed: stockSeed,
    moves,
    parts,
    samples: times.ours.length,
    bareMs: shown(times.bare),
    oursMs: shown(times.ours),
  });
}
