import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { composeSearchText } from '../db/search/doc-text.ts';
import { SearchIndex } from '../db/search/search-index.ts';
import { openSource, STRIKE_OFF_SQL, STRUCK_SQL } from '../db/search/source.ts';
import { SEP } from '../db/search/text.ts';
import { benchOrders, seeded } from './support/orders.ts';
import { quietest, timeLikes } from './support/quietest.ts';

const ORDERS = 200_000;
const FRAGMENTS = 1000;
const LIKES = 50;
const LIMIT = 50;
const SEED = 20261122;
const keyHex = '5e'.repeat(32);

/**
 * Search over 200,000 orders. Timed: one `query` = the first 50 hits in order and the exact total, against a
 * LIKE count over the same narrow table with the same cipher. Each is timed five times in passes over all and
 * the quietest counts, because a busy machine otherwise shows in the tail. Equality: the full set of row numbers, the total and
 * the fragment's first hits, against one pass over the bodies in memory.
 */
export async function* run(_options: { full?: boolean } = {}): AsyncGenerator<Record<string, unknown>> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-search-'));
  try {
    yield* measure(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function* measure(dir: string): Generator<Record<string, unknown>> {
  const storePath = join(dir, 'outlet.db');
  const indexPath = join(dir, 'search.db');
  const db = openBare(storePath);
  const bodies = fill(db);
  const source = openSource(storePath, keyHex);
  const strike = (lsn: number) => {
    db.prepare(STRIKE_OFF_SQL).run(lsn);
    db.prepare(STRUCK_SQL).run(lsn);
  };
  const index = new SearchIndex({ source, indexPath, keyHex, identity: 'bench:1', onIndexed: strike });
  const built = build(index);

  const random = seeded(SEED + 1);
  const fragments = Array.from({ length: FRAGMENTS }, () => fragmentOf(bodies, random));
  const times = timeQueries(index, fragments);
  const like = timeLikes(db, fragments.slice(0, LIKES));
  const unequal = fragments.filter((fragment) => !equal(index, bodies, fragment));
  const stats = index.stats();
  index.close();
  source.close();
  db.close();

  const figures = { fragments: FRAGMENTS, unequal: unequal.length, likeMs: round(like) };
  for (const [name, share, goal] of [
    ['search', 0.95, 1 / 50],
    ['search.p99', 0.99, 1 / 20],
  ] as const) {
    const ms = at(times, share);
    yield {
      bench: name,
      ratio: Number((ms / like).toFixed(5)),
      goal,
      ok: ms / like <= goal && unequal.length === 0,
      ms: round(ms),
      p50Ms: round(at(times, 0.5)),
      slowestMs: round(times.at(-1)!),
      ...figures,
    };
  }
  yield {
    bench: 'search.index',
    ratio: Number((stats.fileBytes / bodies.bytes).toFixed(2)),
    goal: 6,
    ok: stats.fileBytes / bodies.bytes <= 6,
    docsPerSecond: Math.round(ORDERS / (built.ms / 1000)),
    docsPerCpuSecond: Math.round(ORDERS / (built.cpuMs / 1000)),
    longestSliceMs: round(built.longestMs),
    fileMb: round(stats.fileBytes / 1e6),
    walMb: round(stats.walBytes / 1e6),
  };
}

interface Bodies {
  list: string[];
  /** UTF-8 bytes of all bodies. */
  bytes: number;
}

function openBare(path: string): Database.Database {
  const db = new Database(path);
  db.pragma(`cipher='aegis'`);
  db.pragma(`key='raw:${keyHex}'`);
  db.pragma('journal_mode=WAL');
  db.exec(`CREATE TABLE search_doc (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
      entity_id TEXT NOT NULL, body TEXT NOT NULL, numbers TEXT NOT NULL, title TEXT NOT NULL, key_id INTEGER,
      UNIQUE (kind, entity_id)) STRICT;
    CREATE TABLE search_dirty (seq INTEGER PRIMARY KEY, lsn INTEGER NOT NULL) STRICT;`);
  return db;
}

/** Writes the orders; returns their bodies (index = row number − 1). */
function fill(db: Database.Database): Bodies {
  const put = db.prepare(`INSERT INTO search_doc VALUES (?, ?, 'order', ?, ?, ?, ?, NULL)`);
  const mark = db.prepare('INSERT INTO search_dirty VALUES (?, ?)');
  const orders = benchOrders(SEED);
  const bodies: Bodies = { list: [], bytes: 0 };
  const commit = db.transaction((from: number, to: number) => {
    for (let seq = from; seq <= to; seq++) {
      const order = orders.next().value;
      const { body, numbers } = composeSearchText({
        names: [order.customerName],
        numbers: [order.number, order.upstreamId],
        phones: [order.phone],
        texts: [order.address, order.product, order.model],
      });
      const id = `01980000-0000-7000-8000-${String(seq).padStart(12, '0')}`;
      put.run(seq, id, id, body, numbers, order.number);
      mark.run(seq, to);
      bodies.list.push(body);
      bodies.bytes += Buffer.byteLength(body);
    }
  });
  for (let from = 1; from <= ORDERS; from += 1000) commit(from, from + 999);
  return bodies;
}

function build(index: SearchIndex) {
  const start = performance.now();
  const cpu = process.cpuUsage();
  let longestMs = 0;
  for (let more = true; more; ) {
    const before = performance.now();
    more = index.catchUp(4096).more;
    longestMs = Math.max(longestMs, performance.now() - before);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000, longestMs };
}

/** 1–8 characters out of a random field of a random order. */
function fragmentOf(bodies: Bodies, random: () => number): string {
  for (;;) {
    const fields = bodies.list[Math.floor(random() * ORDERS)]!.split(SEP).filter((field) => field !== '');
    const field = fields[Math.floor(random() * fields.length)]!;
    const length = 1 + Math.floor(random() * 8);
    if (field.length < length) continue;
    const from = Math.floor(random() * (field.length - length + 1));
    return field.slice(from, from + length);
  }
}

/** The quietest of five runs of each, rising. */
function timeQueries(index: SearchIndex, fragments: readonly string[]): number[] {
  return quietest(fragments, (text) => index.query({ text, limit: LIMIT })).sort((a, b) => a - b);
}

function equal(index: SearchIndex, bodies: Bodies, text: string): boolean {
  const truth: number[] = [];
  for (let i = 0; i < bodies.list.length; i++) if (bodies.list[i]!.includes(text)) truth.push(i + 1);
  const { hits, total } = index.query({ text, limit: LIMIT });
  const found = index.match({ text });
  if (total !== truth.length || found.length !== truth.length) return false;
  const rank = (seq: number) => {
    const body = bodies.list[seq - 1]!;
    return body.includes(`${SEP}${text}${SEP}`) ? 0 : body.includes(SEP + text) ? 1 : 2;
  };
  const ordered = truth
    .map((seq) => ({ seq, rank: rank(seq) }))
    .sort((a, b) => a.rank - b.rank || b.seq - a.seq);
  return found.every((seq, i) => seq === truth[i]) && hits.every((hit, i) => hit.seq === ordered[i]!.seq);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

const round = (value: number) => Number(value.toFixed(3));

if (process.argv[1] === import.meta.filename) {
  let ok = true;
  for await (const line of run()) {
    ok &&= line.ok === true;
    console.log(JSON.stringify(line));
  }
  process.exitCode = ok ? 0 : 1;
}
