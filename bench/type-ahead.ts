import type { Db } from '../db/connection.ts';
import { spellings } from '../db/search/doc-text.ts';
import { normaliseText } from '../db/search/text.ts';
import type { Outlet } from '../main/host/outlet.ts';
import { bigIndex, bigSeed, bigStore, openBare, openBig } from './support/big-store.ts';
import { figure, lineOf, quantile, type BenchLine, type BenchOptions } from './support/line.ts';
import { seeded } from './support/orders.ts';
import { readerOfAll } from './support/people.ts';
import { passes, quietestLater, timeLikes } from './support/quietest.ts';

const orders = 200_000;
/** Orders somebody looks for; each is typed in one of the ways people type. */
const looked = 60;
const likes = 25;
const goal = 1 / 50;

/**
 * One box, typed into: what is there after each key is asked as the palette asks it – every kind, through the contract,
 * with scope, masks, the rows of the hits and JSON text – by a reader of everything and by one who sees masked data.
 * Against one LIKE count over the narrow table of the same store. Totals are held against a pass over all bodies.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  log?.(`writing ${orders} orders`);
  const dir = await bigStore(orders);
  log?.('building the index');
  await bigIndex(dir);
  const outlet = await openBig(dir);
  const bare = openBare(dir);
  try {
    const texts = typedTexts(bare);
    const like = timeLikes(bare, texts.slice(0, likes));
    const unequal = await countUnequal(outlet, bare, texts);
    for (const [name, person] of [
      ['type-ahead', readerOfAll(bare)],
      ['type-ahead.masked', maskedReader(bare)],
    ] as const) {
      const times = await quietestLater(texts, asker(outlet, person));
      const p95 = quantile(times, 0.95);
      yield lineOf(
        name,
        p95 / like,
        goal,
        {
          seed: bigSeed,
          keystrokes: texts.length,
          passes,
          unequal,
          likeMs: figure(like),
          p50Ms: figure(quantile(times, 0.5)),
          p95Ms: figure(p95),
          slowestMs: figure(Math.max(...times)),
        },
        unequal === 0,
      );
    }
  } finally {
    bare.close();
    await outlet.close();
  }
}

/** The box after each key of what people type: names, pinyin initials, tails and whole phones, numbers, estates. */
function typedTexts(db: Db): string[] {
  const random = seeded(bigSeed + 7);
  const pick = db.prepare(
    `SELECT w.number, c.name, c.phone, a.detail FROM work_order w JOIN customer c ON c.id = w.customer_id
     JOIN address a ON a.id = w.address_id WHERE w.seq = (SELECT seq FROM work_order WHERE seq >= ? ORDER BY seq LIMIT 1)`,
  );
  const last = db.prepare('SELECT max(seq) FROM work_order').pluck().get() as number;
  const ways: ((row: { number: string; name: string; phone: string; detail: string }) => string)[] = [
    (row) => row.name,
    (row) => spellings(row.name)[1] ?? row.name,
    (row) => row.phone.slice(-4),
    (row) => row.phone,
    (row) => row.number,
    (row) => /号(\D{3,6})/.exec(row.detail)?.[1] ?? row.detail.slice(6, 12),
  ];
  const texts: string[] = [];
  for (let at = 0; at < looked; at += 1) {
    const row = pick.get(1 + Math.floor(random() * last)) as Parameters<(typeof ways)[number]>[0];
    const whole = ways[at % ways.length]?.(row) ?? row.name;
    for (let end = 1; end <= whole.length; end += 1) texts.push(whole.slice(0, end));
  }
  return texts;
}

/** Asks as the palette does; a session may ask 3,000 times a minute, so there is a new one for each pass. */
function asker(outlet: Outlet, person: string): (text: string, pass: number) => Promise<unknown> {
  const sessions = new Map<number, ReturnType<Outlet['session']>>();
  return async (text, pass) => {
    const session = sessions.get(pass) ?? outlet.session({ as: person, deskId: `bench-${pass}` });
    sessions.set(pass, session);
    const answer = await outlet.callAny(session, 'search.find', { text, limit: 20 });
    if (!answer.ok) throw new Error(`search.find: ${answer.error.code}`);
    return JSON.stringify(answer);
  };
}

/** Somebody who reads orders and sees at least one personal field masked. */
function maskedReader(db: Db): string {
  const found = db
    .prepare(
      `SELECT r.staff_id FROM staff_role r JOIN role_permission p ON p.role_id = r.role_id GROUP BY r.staff_id
       HAVING sum(p.permission = 'orders.read' AND p.scope = 'all') > 0 AND sum(p.permission = 'personal.phone') = 0 LIMIT 1`,
    )
    .pluck()
    .get() as string | undefined;
  if (found === undefined) throw new Error('nobody reads masked data');
  return found;
}

/** Texts whose total differs from a pass over the bodies; one in seven is compared. */
async function countUnequal(outlet: Outlet, db: Db, texts: readonly string[]): Promise<number> {
  const session = outlet.session({ as: readerOfAll(db), deskId: 'bench-truth' });
  const count = db
    .prepare("SELECT count(*) FROM search_doc WHERE kind = 'work_order' AND instr(body, ?) > 0")
    .pluck();
  let unequal = 0;
  for (const [at, text] of texts.entries()) {
    if (at % 7 !== 0) continue;
    const answer = await outlet.callAny(session, 'search.find', { text, kinds: ['work_order'] });
    const total = answer.ok ? (answer.value as { total: number }).total : -1;
    if (total !== count.get(normaliseText(text))) unequal += 1;
  }
  return unequal;
}

if (process.argv[1] === import.meta.filename) {
  let ok = true;
  for await (const line of run({ full: true, log: (text) => console.error(text) })) {
    ok &&= line.ok;
    console.log(JSON.stringify(line));
  }
  process.exitCode = ok ? 0 : 1;
}
