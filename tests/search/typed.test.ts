import { afterEach, expect, test } from 'vitest';
import { seeded } from '../../bench/support/orders.ts';
import { joinFields, normaliseText, wrapBody } from '../../db/search/text.ts';
import { searchStore } from './store.ts';

let store: ReturnType<typeof searchStore> | undefined;
afterEach(() => store?.remove());

const seed = Number(process.env.SEED ?? 20261122);

/** Names, numbers of one day and phones of few ranges: what is typed is in many at first and in few at the end. */
function world() {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  const of = (text: string, length: number) => {
    const signs = Array.from(text);
    return Array.from({ length }, () => signs[below(signs.length)]!).join('');
  };
  const fields = () => [
    `gd2026${of('01', 2)}${of('12', 3)}-${of('0123456789', 3)}`,
    `1${of('35', 2)}${of('0123456789', 8)}`,
    of('张王李陈芳伟𠮷', 3),
    of('江山一品栖霞苑', 4),
  ];
  return { below, fields };
}

test('each letter typed finds what a pass over all bodies finds, whatever is committed and indexed meanwhile', () => {
  console.log(`seed ${seed}`);
  store = searchStore();
  const { below, fields } = world();
  const docs = new Map<number, { kind: string; body: string; numbers: string }>();
  const made = (kind: string) => ({ kind, body: joinFields(fields()), numbers: '' });
  const kinds = ['work_order', 'slip', 'part'];
  const write = (seqs: number[]) => {
    const rows = seqs.map((seq) => ({ seq, doc: made(kinds[seq % 3]!) }));
    for (const { seq, doc } of rows) docs.set(seq, doc);
    store!.commit(rows);
  };
  write(Array.from({ length: 3000 }, (_, at) => at + 1));
  const index = store.openIndex();
  index.settle();
  let asked = 0;
  for (let round = 0; round < 60; round += 1) {
    const whole = normaliseText(
      round % 7 === 0
        ? fields()[round % 4]!
        : docs.get(1 + below(docs.size))!.body.split('\u0001')[below(4)]!,
    );
    const only = round % 3 === 0 ? undefined : [kinds[below(3)]!, kinds[below(3)]!];
    for (let end = 1; end <= whole.length; end += 1) {
      // a pair of code units is typed at once
      if ((whole.codePointAt(end - 1) ?? 0) > 0xffff) continue;
      const text = whole.slice(0, end);
      const expected = [...docs].flatMap(([seq, doc]) =>
        (only === undefined || only.includes(doc.kind)) && wrapBody(doc.body).includes(text) ? [seq] : [],
      );
      const options = only === undefined ? {} : { kinds: only };
      expect(index.query({ text, limit: 5, ...options }).total, `${text} ${only}`).toBe(expected.length);
      expect(index.match({ text, ...options })).toEqual(expected.toSorted((a, b) => a - b));
      asked += 1;
      if (below(9) === 0) write([1 + below(3000), docs.size + 1]);
      if (below(12) === 0) index.catchUp(64);
    }
  }
  expect(asked).toBeGreaterThan(300);
  index.closeAll();
});
