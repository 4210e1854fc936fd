import { join } from 'node:path';
import { openDatabase, type Db } from '../../db/connection.ts';
import { composeSearchText } from '../../db/search/doc-text.ts';
import { seedDemoOutlet, type DemoFile } from '../../db/seed/index.ts';
import { openStore, storeFiles } from '../../db/store.ts';
import { queueOf } from '../../domain/orders/queue.ts';
import { businessDay } from '../../domain/time/business-day.ts';
import { realEnv } from '../../main/host/env.ts';
import { openOutlet, type Outlet } from '../../main/host/outlet.ts';
import { uuid7 } from '../../main/host/uuid7.ts';
import { benchOrders, seeded, type BenchOrder } from './orders.ts';
import { makeRoom } from './rooms.ts';

export const bigKey = '5e'.repeat(32);
export const bigSeed = 20261123;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

const kept = new Map<number, Promise<string>>();

/** Folder of a demo outlet with this many orders; made once per run. */
export const bigStore = (orders: number): Promise<string> => {
  const known = kept.get(orders) ?? makeBigStore(orders);
  kept.set(orders, known);
  return known;
};

const indexed = new Map<string, Promise<number>>();

/** Has a host build the search index of such a folder, once per run; milliseconds it took. */
export const bigIndex = (dir: string): Promise<number> => {
  const known = indexed.get(dir) ?? buildIndex(dir);
  indexed.set(dir, known);
  return known;
};

async function buildIndex(dir: string): Promise<number> {
  const outlet = await openBig(dir);
  const begun = performance.now();
  await outlet.ports.search({ type: 'settle' });
  const took = performance.now() - begun;
  await outlet.close();
  return took;
}

/** A host in this process over such a folder: two reader threads, answers unchecked as in the packaged program. */
export const openBig = (dir: string): Promise<Outlet> =>
  openOutlet({ dir, key: bigKey, env: realEnv(), readerThreads: 2, checkOutputs: false });

/** A handle beside it that only reads: for the bare statements. */
export const openBare = (dir: string): Db =>
  openDatabase(join(dir, storeFiles.store), { key: bigKey, readonly: true });

/**
 * A demo outlet whose orders were written past the gate: customers, addresses, work orders, machine lines, flags and
 * search rows as lists and search read them, with no log, events or sources behind them. For reading benches only.
 */
async function makeBigStore(orders: number): Promise<string> {
  const dir = join(makeRoom('big'), 'outlet');
  const env = realEnv();
  const today = businessDay(env.now());
  const store = await openStore({ dir, key: bigKey, env });
  const demo = seedDemoOutlet(store, { pinHashes: {}, today, firstMonth: today.slice(0, 7) });
  store.close();
  const db = openDatabase(join(dir, storeFiles.store), { key: bigKey, synchronous: 'OFF' });
  // What is written here refers to rows written just before; checking each costs a third of the time.
  db.pragma('foreign_keys = OFF');
  fill(db, demo, orders, env.now());
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return dir;
}

/** Share of orders per way of standing, as an outlet of fourteen months has them: nearly all are over. */
const standings = [
  { share: 0.93, state: 'closed', side: null, settled: true },
  { share: 0.02, state: 'received', side: 'cancelled', settled: true },
  { share: 0.02, state: 'audited', side: null, settled: false },
  { share: 0.01, state: 'finished', side: null, settled: false },
  { share: 0.007, state: 'accepted', side: null, settled: false },
  { share: 0.005, state: 'dispatched', side: null, settled: false },
  { share: 0.004, state: 'ready', side: null, settled: false },
  { share: 0.004, state: 'received', side: null, settled: false },
] as const;

function fill(db: Db, demo: DemoFile, orders: number, now: number): void {
  const random = seeded(bigSeed);
  const bytes = () => Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const ids = (table: string) => db.prepare(`SELECT id FROM ${table} ORDER BY seq`).pluck().all() as string[];
  const staff = ids('staff');
  const payers = ids('payer');
  const connections = ids('connection');
  const items = db
    .prepare('SELECT id, service_type AS type, name_zh AS name FROM service_item ORDER BY seq')
    .all() as { id: string; type: string; name: string }[];
  const divisions = demo.divisions;
  const put = writers(db);
  const source = benchOrders(bigSeed);
  const spanMs = 425 * dayMs;
  const begin = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  for (let index = 0; index < orders; index += 1) {
    if (index % 2000 === 0) begin.run();
    const order: BenchOrder = source.next().value;
    const at = Math.floor(now - spanMs + (spanMs * index) / orders);
    const standing = standingOf(random());
    const [item, payer, connection, division] = [
      pick(items),
      pick(payers),
      pick(connections),
      pick(divisions),
    ];
    const made = { customer: uuid7(at, bytes()), address: uuid7(at, bytes()), order: uuid7(at, bytes()) };
    const startAt = at + Math.floor(random() * 72) * hourMs;
    const booked = standing.state !== 'received';
    const assigned = booked && standing.state !== 'ready' ? pick(staff) : null;
    const day = businessDay(at);
    put.customer(made.customer, index + 1, order.customerName, order.phone, order.phone.slice(-4), at);
    put.address(made.address, made.customer, index + 1, division.code, division.name, order.address);
    put.workOrder({
      id: made.order,
      number: order.number,
      state: standing.state,
      side_state: standing.side,
      queue: queueOf({
        state: standing.side ?? standing.state,
        holdKey: null,
        appointment: booked ? 'agreed' : 'none',
        visit: 'none',
        verdict: 'none',
        settled: standing.settled,
      }),
      title: item.name,
      service_type: item.type,
      service_item_id: item.id,
      warranty: random() < 0.7 ? 'in_warranty' : 'out_of_warranty',
      customer_id: made.customer,
      address_id: made.address,
      division_code: division.code,
      payer_id: payer,
      connection_id: connection,
      upstream_number: order.upstreamId,
      staff_id: assigned,
      appointment_state: booked ? 'agreed' : 'none',
      appointment_day: booked ? businessDay(startAt) : null,
      appointment_start_at: booked ? startAt : null,
      appointment_end_at: booked ? startAt + 2 * hourMs : null,
      urgent: random() < 0.05 ? 1 : 0,
      deadline_at: standing.settled ? null : at + 48 * hourMs,
      deadline_kind: standing.settled ? null : 'finish',
      money_at_risk_fen: standing.settled ? 0 : 5000,
      amount_fen: 5000 + Math.floor(random() * 40_000),
      key_id: index + 1,
      received_day: day,
      received_at: at,
      finished_at: standing.settled ? startAt + hourMs : null,
      updated_at: at,
    });
    put.machine(uuid7(at, bytes()), made.order, order.model, order.product);
    if (random() < 0.1) put.flag(uuid7(at, bytes()), made.order, at);
    const text = composeSearchText({
      names: [order.customerName],
      phones: [order.phone],
      numbers: [order.number, order.upstreamId],
      texts: [order.address, order.product, order.model],
    });
    put.search(uuid7(at, bytes()), made.order, text.body, text.numbers, order.number, index + 1);
    if (index % 2000 === 1999 || index === orders - 1) commit.run();
  }
}

function standingOf(chance: number) {
  let left = chance;
  for (const standing of standings) {
    left -= standing.share;
    if (left <= 0) return standing;
  }
  return standings[0];
}

function writers(db: Db) {
  const run = (sql: string) => {
    const statement = db.prepare(sql);
    return (...values: unknown[]) => void statement.run(...values);
  };
  let workOrder: ((row: Record<string, unknown>) => void) | null = null;
  return {
    customer: run(
      'INSERT INTO customer (id, key_id, name, phone, phone_tail, created_at, phone_masked) VALUES (?, ?, ?, ?, ?, ?, 0)',
    ),
    address: run(
      'INSERT INTO address (id, customer_id, key_id, division_code, county, detail) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    /** Every row names the same columns. */
    workOrder: (row: Record<string, unknown>) => {
      if (workOrder === null) {
        const columns = Object.keys(row);
        const statement = db.prepare(
          `INSERT INTO work_order (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
        );
        workOrder = (values) => void statement.run(values);
      }
      workOrder(row);
    },
    machine: run(
      'INSERT INTO machine_line (id, work_order_id, line_no, model, product_name) VALUES (?, ?, 1, ?, ?)',
    ),
    flag: run(
      "INSERT INTO order_flag (id, work_order_id, code, params, severity, raised_at) VALUES (?, ?, 'warranty_unclear', '{}', 'info', ?)",
    ),
    search: run(
      "INSERT INTO search_doc (id, kind, entity_id, body, numbers, title, key_id) VALUES (?, 'work_order', ?, ?, ?, ?, ?)",
    ),
  };
}
