import type { Db } from '../db/connection.ts';
import { orderListColumns, orderListJoins, orderListSql } from '../db/queries/orders.ts';
import { startHttp } from '../main/host/http.ts';
import type { Outlet } from '../main/host/outlet.ts';
import { bigSeed, bigStore, openBare, openBig } from './support/big-store.ts';
import { openerOf, openHttpDesk } from './support/http-desk.ts';
import { figure, lineOf, quantile, type BenchLine, type BenchOptions } from './support/line.ts';
import { readerOfAll } from './support/people.ts';
import { makeRoom } from './support/rooms.ts';
import { findWorstSparse, listParams, noFilter } from './support/sparse.ts';

export const listOrders = 200_000;
const page = 50;
const samples = { sparse: 100, whole: 40 };

type Filter = typeof noFilter;
type Way = 'inProcess' | 'http';
type Times = Record<Way | 'bare', number[]>;

/**
 * Taking a list and reading the page in its middle: through the contract (input check, scope, snapshot in a reader
 * thread, masks, JSON text), in process and over HTTP, against the two bare statements on one handle. The three take
 * turns. Filters: the slowest sparse one of all pairs and triples of conditions, and none at all.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  log?.(`writing ${listOrders} orders`);
  const dir = await bigStore(listOrders);
  const outlet = await openBig(dir);
  const bare = openBare(dir);
  const door = await startHttp({ ...outlet, openers: outlet.openers, staticDir: makeRoom('pages') });
  let ways: Ways | null = null;
  try {
    const worst = findWorstSparse(bare, listOrders);
    log?.(`slowest sparse list of ${worst.tried}: ${worst.names.join(' + ')}, ${worst.total} orders`);
    ways = await openWays(outlet, door);
    for (const [name, filter, count] of [
      ['list', worst.filter, samples.sparse],
      ['list.whole', noFilter, samples.whole],
    ] as const) {
      const times = await measure(ways, bare, filter, count);
      const figures = figuresOf(
        times,
        name === 'list' ? { filter: worst.names, orders: worst.total } : { orders: listOrders },
      );
      const base = quantile(times.bare, 0.95);
      yield lineOf(name, quantile(times.inProcess, 0.95) / base, 2.5, figures);
      yield lineOf(name.replace('list', 'list.http'), quantile(times.http, 0.95) / base, 8, figures);
    }
  } finally {
    ways?.close();
    await door.close();
    bare.close();
    await outlet.close();
  }
}

type Ways = Record<Way, (channel: string, input: unknown) => Promise<unknown>> & { close(): void };

async function openWays(outlet: Outlet, door: Awaited<ReturnType<typeof startHttp>>): Promise<Ways> {
  const person = readerOfAll(outlet.store.read);
  const session = outlet.session({ as: person });
  const desk = await openHttpDesk(openerOf(door, outlet.deskId));
  // The browser desk logs in as everyone else would, but without waiting for the slow hash of a PIN.
  for (const one of outlet.sessions.list()) if (one.id !== session.id) outlet.sessions.login(one, person);
  return {
    inProcess: async (channel, input) =>
      JSON.parse(JSON.stringify(await outlet.callAny(session, channel, input))),
    http: async (channel, input) => JSON.parse(await desk.call(channel, input)),
    close: () => desk.close(),
  };
}

async function measure(ways: Ways, bare: Db, filter: Filter, count: number): Promise<Times> {
  const times: Times = { bare: [], inProcess: [], http: [] };
  const { sql, bindings } = orderListSql(listParams(filter));
  const numbers = bare.prepare(sql).pluck();
  const rows = bare.prepare(
    `SELECT ${orderListColumns} ${orderListJoins} WHERE w.seq IN (SELECT value FROM json_each(?))`,
  );
  const readBare = (): number => {
    const all = numbers.all(...bindings) as number[];
    const from = Math.max(0, Math.floor(all.length / 2) - page / 2);
    return rows.all(JSON.stringify(all.slice(from, from + page))).length;
  };
  for (let round = -5; round < count; round += 1) {
    const kept = round >= 0;
    let begun = performance.now();
    const expected = readBare();
    if (kept) times.bare.push(performance.now() - begun);
    for (const way of ['inProcess', 'http'] as const) {
      begun = performance.now();
      const got = await readThrough(ways[way], filter);
      if (kept) times[way].push(performance.now() - begun);
      if (got !== expected) throw new Error(`${way} gave ${got} rows, the statements ${expected}`);
    }
  }
  return times;
}

interface Said<T> {
  ok: boolean;
  value: T;
  error?: { code: string };
}

async function readThrough(call: Ways[Way], filter: Filter): Promise<number> {
  const opened = (await call('orders.open', { filter, sort: 'deadline' })) as Said<{
    snapshotId: string;
    total: number;
  }>;
  if (!opened.ok) throw new Error(`orders.open: ${opened.error?.code ?? ''}`);
  const { snapshotId, total } = opened.value;
  const from = Math.max(0, Math.floor(total / 2) - page / 2);
  const slice = (await call('orders.slice', { snapshotId, from, to: from + page })) as Said<{
    rows: unknown[];
  }>;
  if (!slice.ok) throw new Error(`orders.slice: ${slice.error?.code ?? ''}`);
  return slice.value.rows.length;
}

function figuresOf(times: Times, more: Record<string, unknown>): Record<string, unknown> {
  const shown = (values: number[]) => ({
    p50: figure(quantile(values, 0.5)),
    p95: figure(quantile(values, 0.95)),
  });
  return {
    seed: bigSeed,
    ...more,
    samples: times.bare.length,
    bareMs: shown(times.bare),
    inProcessMs: shown(times.inProcess),
    httpMs: shown(times.http),
  };
}
