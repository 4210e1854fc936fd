import { join } from 'node:path';
import type { Db } from '../db/connection.ts';
import { openIndexFile } from '../db/search/index-file.ts';
import { SearchIndex } from '../db/search/search-index.ts';
import { openSource } from '../db/search/source.ts';
import { SEP } from '../db/search/text.ts';
import { storeFiles } from '../db/store.ts';
import { bigIndex, bigKey, bigStore, openBare } from './support/big-store.ts';
import { figure, lineOf, quantile, type BenchLine, type BenchOptions } from './support/line.ts';
import { seeded } from './support/orders.ts';
import { quietest, timeLikes } from './support/quietest.ts';

const ORDERS = 200_000;
const FRAGMENTS = 1000;
const LIKES = 50;
const LIMIT = 50;
const SEED = 20261122;

/**
 * Search over 200,000 orders. Timed: one `query` = the first 50 hits in order and the exact total, against a
 * LIKE count over the narrow table of the same store with the same cipher. Each is timed five times in passes over all
 * and the quietest counts, because a busy machine otherwise shows in the tail. Equality: the full set of row numbers, the
 * total and the fragment's first hits, against one pass over the bodies in memory. The index is the host's own.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  log?.(`writing ${ORDERS} orders`);
  const dir = await bigStore(ORDERS);
  log?.('building the index');
  const builtMs = await bigIndex(dir);
  const indexPath = join(dir, storeFiles.search);
  const db = openBare(dir);
  const source = openSource(join(dir, storeFiles.store), bigKey);
  const index = new SearchIndex({ source, indexPath, keyHex: bigKey, identity: identityOf(indexPath) });
  try {
    const bodies = readBodies(db);
    const random = seeded(SEED + 1);
    const fragments = Array.from({ length: FRAGMENTS }, () => fragmentOf(bodies, random));
    const times = quietest(fragments, (text) => index.query({ text, limit: LIMIT })).sort((a, b) => a - b);
    const like = timeLikes(db, fragments.slice(0, LIKES));
    const unequal = fragments.filter((fragment) => !equal(index, bodies, fragment)).length;
    const figures = { seed: SEED, fragments: FRAGMENTS, unequal, likeMs: figure(like) };
    for (const [name, share, goal] of [
      ['search', 0.95, 1 / 50],
      ['search.p99', 0.99, 1 / 20],
    ] as const) {
      const ms = quantile(times, share);
      yield lineOf(
        name,
        ms / like,
        goal,
        {
          ...figures,
          ms: figure(ms),
          p50Ms: figure(quantile(times, 0.5)),
          slowestMs: figure(times.at(-1) ?? 0),
          shareOfLike: `1/${Math.round(like / ms)}`,
        },
        unequal === 0,
      );
    }
    const stats = index.stats();
    yield lineOf('search.index', stats.fileBytes / bodies.bytes, 6, {
      docsPerSecond: Math.round(stats.docs / (builtMs / 1000)),
      fileMb: figure(stats.fileBytes / 1e6),
      walMb: figure(stats.walBytes / 1e6),
    });
  } finally {
    index.close();
    source.close();
    db.close();
  }
}

/** Which store the host built this index for: opened with another identity it would be thrown away. */
function identityOf(indexPath: string): string {
  const file = openIndexFile(indexPath, bigKey);
  const { identity } = file.readHead();
  file.close();
  return identity;
}

interface Bodies {
  /** Index = row number − 1. */
  list: string[];
  /** UTF-8 bytes of all bodies. */
  bytes: number;
}

function readBodies(db: Db): Bodies {
  const rows = db.prepare('SELECT seq, body FROM search_doc ORDER BY seq').all() as {
    seq: number;
    body: string;
  }[];
  const bodies: Bodies = { list: [], bytes: 0 };
  for (const { seq, body } of rows) {
    // A number nobody has any more holds nothing
    while (bodies.list.length < seq - 1) bodies.list.push('');
    bodies.list.push(body);
    bodies.bytes += Buffer.byteLength(body);
  }
  return bodies;
}

/** 1–8 characters out of a random field of a random order. */
function fragmentOf(bodies: Bodies, random: () => number): string {
  for (;;) {
    const fields = bodies.list[Math.floor(random() * bodies.list.length)]!.split(SEP).filter(
      (field) => field !== '',
    );
    const field = fields[Math.floor(random() * fields.length)] ?? '';
    const length = 1 + Math.floor(random() * 8);
    if (field.length < length) continue;
    const from = Math.floor(random() * (field.length - length + 1));
    return field.slice(from, from + length);
  }
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

if (process.argv[1] === import.meta.filename) {
  let ok = true;
  for await (const line of run()) {
    ok &&= line.ok === true;
    console.log(JSON.stringify(line));
  }
  process.exitCode = ok ? 0 : 1;
}
