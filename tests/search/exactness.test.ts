import { afterEach, expect, test } from 'vitest';
import { seeded } from '../../bench/support/orders.ts';
import type { SearchAnswer } from '../../db/search/protocol.ts';
import { joinFields, normaliseText, SEP } from '../../db/search/text.ts';
import { searchStore } from './store.ts';

type Doc = { kind: string; body: string; numbers: string };
let store: ReturnType<typeof searchStore> | undefined;
afterEach(() => store?.remove());

/** Few distinct pieces, so that fragments collide; and everything that breaks query languages. */
const pieces = [
  '张',
  '张伟',
  '株洲市',
  '天元区',
  '湖南省',
  'zhang',
  'ZW',
  '138',
  '0000',
  '１２３',
  'ａＢc',
  '%',
  '_',
  '%%',
  "'",
  '"',
  '*',
  '(',
  ')',
  'AND',
  'NEAR',
  'OR',
  '-',
  '^',
  ':',
  '\\',
  '[',
  '😀',
  '👨‍👩‍👧',
  '𠮷',
  '𠮷野',
  'é',
  'é',
  'ß',
  'İ',
  'ΑΣ',
  'ﬁ',
  '㎡',
  ' ',
  '　',
  '\t',
  'ー',
  '¥',
  '#',
]; // prettier-ignore

function world(seed: number) {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  const text = (most: number) =>
    Array.from({ length: 1 + below(most) }, () => pieces[below(pieces.length)]!).join('');
  const doc = (): Doc => {
    const numbers = [String(below(300)), String(1000 + below(200)), `gd${10000 + below(500)}`].slice(
      0,
      below(4),
    );
    return {
      kind: ['order', 'customer', 'part'][below(3)]!,
      // a number is not always a field of the body too
      body: joinFields([
        ...Array.from({ length: below(5) }, () => normaliseText(text(5))),
        ...numbers.slice(0, below(3)),
      ]),
      numbers: joinFields(numbers),
    };
  };
  const fragment = () => {
    const points = Array.from(text(4));
    const at = below(points.length);
    return below(4) === 0 ? String(below(2000)) : points.slice(at, at + 1 + below(8)).join('');
  };
  return { below, doc, fragment };
}

/** The definition: one pass over what was written. */
function truth(docs: Map<number, Doc>, text: string, kinds?: readonly string[], masked = false) {
  const fragment = normaliseText(text);
  const found = [...docs].filter(([, doc]) => {
    if (fragment === '' || (kinds !== undefined && !kinds.includes(doc.kind))) return false;
    return masked ? doc.numbers.includes(`${SEP}${fragment}${SEP}`) : doc.body.includes(fragment);
  });
  const rank = (body: string) =>
    masked || body.includes(`${SEP}${fragment}${SEP}`) ? 0 : body.includes(`${SEP}${fragment}`) ? 1 : 2;
  return found
    .map(([seq, doc]) => ({ kind: doc.kind, entityId: `id-${seq}`, seq, rank: rank(doc.body) }))
    .sort((a, b) => a.rank - b.rank || b.seq - a.seq);
}

test.each([
  { seed: 1 },
  { seed: 2 },
  { seed: 3, wholeBlockFrom: 3 },
  { seed: 4, wholeBlockFrom: 3 },
  { seed: 5, wholeBlockFrom: 8 },
])('%j: every answer equals one pass over the rows, at every moment', ({ seed, wholeBlockFrom }) => {
  const built = wholeBlockFrom === undefined ? {} : { wholeBlockFrom };
  store = searchStore();
  const { below, doc, fragment } = world(seed);
  const docs = new Map<number, Doc>();
  let last = 0;
  let through = 0;
  let index = store.openIndex({ ...built, onIndexed: (lsn) => (through = lsn) });
  for (let round = 0; round < 40; round++) {
    const rows = new Map<number, Doc | null>();
    for (let i = below(40); i >= 0; i--) {
      // new rows, edits, deletions; now and then far away, in another block
      if (docs.size === 0 || below(3) > 0) rows.set((last += below(30) === 0 ? 20_000 : 1 + below(2)), doc());
      else {
        const seq = [...docs.keys()][below(docs.size)]!;
        const old = docs.get(seq)!;
        rows.set(seq, below(4) === 0 ? null : { ...doc(), kind: old.kind });
      }
    }
    for (const [seq, row] of rows) {
      if (row === null) docs.delete(seq);
      else docs.set(seq, row);
    }
    store.commit([...rows].map(([seq, row]) => ({ seq, doc: row })));
    if (below(2) === 0) index.catchUp(1 + below(50));
    if (below(3) === 0) store.strikeOff(through);
    if (below(12) === 0) {
      index.closeAll();
      index = store.openIndex({ ...built, onIndexed: (lsn) => (through = lsn) });
    }
    if (below(20) === 0) index.rebuild();
    for (let i = 0; i < 12; i++) {
      const text = fragment();
      const kinds = below(3) === 0 ? ['order', 'part'] : undefined;
      const masked = below(4) === 0;
      const limit = below(20);
      const expected = truth(docs, text, kinds, masked);
      const answer = index.query({ text, limit, masked, ...(kinds && { kinds }) });
      const note = `seed ${seed} round ${round} ${JSON.stringify({ text, kinds, masked, limit })}`;
      expect(answer.hits, note).toEqual(expected.slice(0, limit));
      expect(answer.total, note).toBe(expected.length);
      expect(index.match({ text, masked, ...(kinds && { kinds }) }), note).toEqual(
        expected.map((hit) => hit.seq).sort((a, b) => a - b),
      );
    }
  }
  index.settle();
  expect(index.verify()).toMatchObject({ ok: true, problem: null });
  expect(index.stats()).toMatchObject({ docs: docs.size, pending: 0 });
  index.closeAll();
});

test('a block built whole: between its pieces rows change, go and come, the program dies, and every answer stays exact', () => {
  store = searchStore();
  const { below, doc, fragment } = world(77);
  const docs = new Map<number, Doc>();
  for (let seq = 1; seq <= 600; seq++) docs.set(seq, doc());
  store.commit([...docs].map(([seq, row]) => ({ seq, doc: row })));
  let index = store.openIndex({ wholeBlockFrom: 100 });
  const compare = (step: string) => {
    for (let i = 0; i < 4; i++) {
      const text = fragment();
      const expected = truth(docs, text);
      const { total, hits } = index.query({ text, limit: 5 });
      expect({ total, seqs: hits.map((hit) => hit.seq) }, `${step} ${text}`).toEqual({
        total: expected.length,
        seqs: expected.slice(0, 5).map((hit) => hit.seq),
      });
    }
  };
  let pieces = 0;
  let before = index.stats().headSeq;
  for (let step = 0; step < 60; step++) {
    index.catchUp(64);
    if (index.stats().headSeq === before) pieces++;
    before = index.stats().headSeq;
    const changed = 1 + below(600);
    docs.set(changed, { ...doc(), kind: docs.get(changed)?.kind ?? 'order' });
    store.commit([{ seq: changed, doc: docs.get(changed)! }]);
    if (step === 9) {
      // the last row goes, and a new one gets its number, which nothing marks
      docs.delete(600);
      store.commit([{ seq: 600, doc: null }]);
      store.strikeOff(0);
      docs.set(600, doc());
      store.commitUnmarked(600, docs.get(600)!);
    }
    if (step === 4) {
      index.closeAll();
      index = store.openIndex({ wholeBlockFrom: 100 });
      expect(index.stats()).toMatchObject({ docs: 0, headSeq: 0 });
    }
    compare(`step ${step}`);
  }
  expect(pieces).toBeGreaterThan(12);
  index.settle();
  expect(index.verify()).toMatchObject({ ok: true, problem: null });
  expect(index.stats()).toMatchObject({ docs: docs.size, pending: 0 });
  index.closeAll();
});

test('a block whose last rows went while it was built is not kept', () => {
  store = searchStore();
  const { doc } = world(5);
  const docs = Array.from({ length: 32 }, (_, i) => ({ seq: i + 1, doc: doc() }));
  for (const { seq, doc: row } of docs) store.commitUnmarked(seq, row);
  const index = store.openIndex({ wholeBlockFrom: 10 });
  for (let step = 0; step < 2; step++) index.catchUp(16);
  expect(index.stats().headSeq).toBe(0);
  store.db.exec('DELETE FROM search_doc WHERE seq = 32');
  index.catchUp(16);
  expect(index.stats()).toMatchObject({ headSeq: 0, docs: 0 });
  store.commitUnmarked(32, { kind: 'order', body: joinFields(['后来的']), numbers: SEP });
  index.settle();
  expect(index.query({ text: '后来的', limit: 5 }).total).toBe(1);
  expect(index.verify()).toMatchObject({ ok: true, problem: null });
  index.closeAll();
});

test.each(['', '   ', '　\t', '\u0001', '\u200b'])(
  'text of nothing but blanks (%j) finds nothing',
  (text) => {
    store = searchStore();
    store.commit([{ seq: 1, doc: { kind: 'order', body: joinFields(['a']), numbers: SEP } }]);
    const index = store.openIndex();
    expect(index.query({ text, limit: 10 })).toEqual({ hits: [], total: 0, exact: true, tookDirty: 0 });
    expect(index.match({ text })).toEqual([]);
    index.closeAll();
  },
);

test('with what is still ahead: it is among the hits however many newer things match, those due first', () => {
  store = searchStore();
  const named = (seq: number, doc: Doc = { kind: 'order', body: joinFields(['张三']), numbers: SEP }) => ({
    seq,
    doc,
  });
  store.commit(Array.from({ length: 200 }, (_, i) => named(i + 1)));
  let ahead: { seq: number; dueAt: number | null }[] = [
    { seq: 3, dueAt: null },
    { seq: 5, dueAt: 900 },
    { seq: 9, dueAt: 100 },
    { seq: 198, dueAt: 50 },
  ];
  const index = store.openIndex({ readAhead: () => ahead });
  const ask = (withAhead: boolean) =>
    index.page(
      {
        text: '三',
        asks: [
          { limit: 4, withAhead },
          { kinds: ['part'], limit: 4 },
        ],
        params: null,
      },
      (_db, answers) => answers,
    ) as SearchAnswer[];
  const seen = (withAhead: boolean) => ask(withAhead)[0]!.hits.map(({ seq, dueAt }) => [seq, dueAt]);
  const plain = [200, 199, 198, 197].map((seq) => [seq, undefined]);
  const expected = [
    [200, undefined],
    [199, undefined],
    [198, 50],
    [197, undefined],
    [9, 100],
    [5, 900],
    [3, null],
  ];
  // Scanned and indexed alike
  expect(seen(true)).toEqual(expected);
  index.settle();
  expect(seen(true)).toEqual(expected);
  expect(seen(false)).toEqual(plain);
  expect(ask(true).map((answer) => answer.total)).toEqual([200, 0]);
  // Read again only once the store has changed
  ahead = [];
  expect(seen(true)).toEqual(expected);
  store.commit([named(201)]);
  expect(seen(true)).toEqual([201, 200, 199, 198].map((seq) => [seq, undefined]));
  index.closeAll();
});
