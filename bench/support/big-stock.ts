import { join } from 'node:path';
import { openDatabase, type Db } from '../../db/connection.ts';
import { seedDemoOutlet } from '../../db/seed/index.ts';
import { stockKeyColumns } from '../../db/stock-balance.ts';
import { openStore, storeFiles } from '../../db/store.ts';
import { businessDay } from '../../domain/time/business-day.ts';
import { realEnv } from '../../main/host/env.ts';
import { uuid7 } from '../../main/host/uuid7.ts';
import { bigKey } from './big-store.ts';
import { seeded } from './orders.ts';
import { makeRoom } from './rooms.ts';

export const stockSeed = 20261124;
const dayMs = 86_400_000;
const names = ['压缩机', '主板', '电机', '滤芯', '铜管', '感温头', '排水泵', '遥控器', '导风板', '四通阀'];

/**
 * A demo outlet with `parts` more parts and `moves` more sides of moves over fourteen months, written past the gate:
 * masters, moves and their sums as the stock room reads them, with no log or events behind them. For reading only.
 */
export async function makeBigStock(parts: number, moves: number): Promise<string> {
  const dir = join(makeRoom('stock'), 'outlet');
  const env = realEnv();
  const today = businessDay(env.now());
  const store = await openStore({ dir, key: bigKey, env });
  seedDemoOutlet(store, { pinHashes: {}, today, firstMonth: today.slice(0, 7) });
  store.close();
  const db = openDatabase(join(dir, storeFiles.store), { key: bigKey, synchronous: 'OFF' });
  // What is written here refers to rows written just before; checking each costs a third of the time.
  db.pragma('foreign_keys = OFF');
  fill(db, parts, moves, env.now());
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return dir;
}

function fill(db: Db, parts: number, moves: number, now: number): void {
  const random = seeded(stockSeed);
  const below = (limit: number) => Math.floor(random() * limit);
  const bytes = () => Uint8Array.from({ length: 10 }, () => below(256));
  const bags = db
    .prepare("SELECT id FROM location WHERE kind = 'bag' ORDER BY seq")
    .pluck()
    .all() as string[];
  const part = db.prepare(
    `INSERT INTO part (id, code, name_zh, name_en, name_initials, kind, category, unit, owner_kind, payer_id, cost_fen, customer_price_fen, old_part_return, tracking, min_milli, max_milli)
     VALUES (?, ?, ?, '', '', 'part', '', '个', ?, ?, ?, ?, 0, ?, ?, ?)`,
  );
  const keyNames = stockKeyColumns.join(', ');
  const move = db.prepare(
    `INSERT INTO stock_move (id, ${keyNames}, quantity_milli, kind, pair_id, unit_cost_fen, business_day, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  db.exec('BEGIN');
  const ofPayer = (at: number) => at % 2 === 0;
  for (let at = 0; at < parts; at += 1)
    part.run(
      `BIG-${at}`,
      `BIG-${String(at).padStart(5, '0')}`,
      `${names[at % names.length]} ${at}`,
      ofPayer(at) ? 'payer' : 'own',
      ofPayer(at) ? 'PY-LZ' : null,
      1000 + below(50_000),
      2000 + below(90_000),
      at % 10 === 3 ? 'lot' : 'quantity',
      1000 * below(12),
      20_000,
    );
  db.exec('COMMIT');
  for (let at = 0; at < moves; at += 2) {
    if (at % 20_000 === 0) db.exec('BEGIN');
    const index = below(parts);
    const time = Math.floor(now - 425 * dayMs + (425 * dayMs * at) / moves);
    const day = businessDay(time);
    const lot = index % 10 === 3 ? `L${below(3)}` : '';
    const owner = ofPayer(index) ? ['payer', 'PY-LZ'] : ['own', ''];
    const bag = bags[below(bags.length)] as string;
    // Half comes in, a third goes to bags, the rest from bags into machines
    const way = random();
    const [kind, from, to] =
      way < 0.5
        ? ['receive', 'K-UP-LZ', 'K-MAIN']
        : way < 0.83
          ? ['issue', 'K-MAIN', bag]
          : ['use', bag, 'K-USER'];
    const milli = 1000 * (1 + below(way < 0.5 ? 9 : 2));
    const pair = uuid7(time, bytes());
    for (const [place, sign] of [
      [from, -1],
      [to, 1],
    ] as const)
      move.run(
        uuid7(time, bytes()),
        `BIG-${index}`,
        place,
        place === 'K-MAIN' ? `G${index % 40}` : '',
        'good',
        owner[0],
        owner[1],
        lot,
        '',
        sign * milli,
        kind,
        pair,
        1000,
        day,
        time,
      );
    if (at % 20_000 === 19_998 || at >= moves - 2) db.exec('COMMIT');
  }
  db.exec(
    `INSERT INTO stock_balance (id, ${keyNames}, quantity_milli, updated_at)
     SELECT 'bal-' || min(id), ${keyNames}, sum(quantity_milli), max(at) FROM stock_move WHERE part_id LIKE 'BIG-%' GROUP BY ${keyNames}`,
  );
  db.exec('ANALYZE');
}
