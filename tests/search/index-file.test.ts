import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { benchOrders } from '../../bench/support/orders.ts';
import { composeSearchText } from '../../db/search/doc-text.ts';
import { searchStore } from './store.ts';

let store: ReturnType<typeof searchStore>;
afterEach(() => store.remove());

function rows(from: number, to: number) {
  const orders = benchOrders(from);
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const { customerName, number, upstreamId, phone, address, product } = orders.next().value;
    const text = composeSearchText({
      names: [customerName],
      numbers: [number, upstreamId],
      phones: [phone],
      texts: [address, product],
    });
    return { seq: from + i, doc: { kind: 'order', ...text } };
  });
}

/** A store of 700 rows with its index built, struck off and closed. */
function built() {
  store = searchStore();
  store.commit(rows(1, 700));
  const index = store.openIndex({ onIndexed: (lsn) => store.strikeOff(lsn) });
  index.settle();
  expect(index.stats()).toMatchObject({ docs: 700, rebuiltBecause: 'missing' });
  index.closeAll();
}

/** Opens again: the answer is right at once, and the file is whole after catching up. */
function expectHealed(because: string | null, town = 700) {
  const index = store.openIndex({ onIndexed: (lsn) => store.strikeOff(lsn) });
  expect(index.query({ text: '株洲市', limit: 5 })).toMatchObject({ total: town });
  index.settle();
  expect(index.query({ text: '株洲市', limit: 5 })).toMatchObject({ total: town, tookDirty: 0 });
  expect(index.verify()).toMatchObject({ ok: true });
  expect(index.stats().rebuiltBecause).toBe(because);
  index.closeAll();
}

test('a good file is used again as it is', () => {
  built();
  expectHealed(null);
});

test('a lost file is made anew', () => {
  built();
  rmSync(store.indexPath);
  expectHealed('missing');
});

test('a file of rubbish is made anew', () => {
  built();
  writeFileSync(store.indexPath, Buffer.alloc(60_000, 7));
  expectHealed('damaged');
});

test('a file cut short is made anew', () => {
  built();
  truncateSync(store.indexPath, Math.floor(statSync(store.indexPath).size / 3));
  expectHealed('damaged');
});

test('one flipped bit anywhere never gives a wrong answer', () => {
  built();
  const whole = readFileSync(store.indexPath);
  for (let page = 0; page < whole.length / 4096; page += 37) {
    const at = page * 4096 + 1234;
    const file = openSync(store.indexPath, 'r+');
    writeSync(file, Buffer.from([whole[at]! ^ 4]), 0, 1, at);
    closeSync(file);
    const index = store.openIndex();
    for (const text of ['株洲市', '138', '张', 'zh', '天元区']) {
      const like = store.db.prepare('SELECT count(*) FROM search_doc WHERE instr(body, ?) > 0').pluck();
      expect(index.query({ text, limit: 3 }).total, `page ${page} ${text}`).toBe(like.get(text));
    }
    index.closeAll();
    rmSync(`${store.indexPath}-wal`, { force: true });
    rmSync(`${store.indexPath}-shm`, { force: true });
    writeFileSync(store.indexPath, whole);
  }
});

test('an older copy of the file is recognised by what was struck off', () => {
  built();
  copyFileSync(store.indexPath, `${store.indexPath}.old`);
  store.commit(rows(701, 705));
  store.commit([{ seq: 3, doc: null }]);
  const index = store.openIndex({ onIndexed: (lsn) => store.strikeOff(lsn) });
  index.settle();
  index.closeAll();
  copyFileSync(`${store.indexPath}.old`, store.indexPath);
  expectHealed('older', 704);
});

test('an index newer than its store (the store came back from a copy) is made anew', () => {
  built();
  store.db.prepare('UPDATE search_dirty SET lsn = 0 WHERE seq = 0').run();
  expectHealed('newer');
});

test('an index of another outlet or epoch is made anew', () => {
  built();
  const index = store.openIndex({ identity: 'outlet:2' });
  expect(index.stats().rebuiltBecause).toBe('foreign');
  index.closeAll();
});

test('between commit and catching up the change is already found, and the old text is not', () => {
  built();
  const index = store.openIndex();
  store.commit([
    { seq: 10, doc: { kind: 'order', ...composeSearchText({ names: ['欧阳静'], phones: ['13900001234'] }) } },
  ]);
  expect(index.query({ text: '欧阳', limit: 5 })).toMatchObject({
    total: 1,
    tookDirty: 1,
    hits: [{ seq: 10, rank: 1 }],
  });
  expect(index.query({ text: '株洲市', limit: 5 }).total).toBe(699);
  index.settle();
  expect(index.query({ text: 'oyj', limit: 5 })).toMatchObject({
    total: 1,
    tookDirty: 0,
    hits: [{ seq: 10, rank: 0 }],
  });
  expect(index.query({ text: '株洲市', limit: 5 }).total).toBe(699);
  index.closeAll();
});

test('masked: whole numbers and four-digit tails, nothing else', () => {
  built();
  store.commit([
    {
      seq: 900,
      doc: {
        kind: 'order',
        ...composeSearchText({ names: ['欧阳静'], numbers: ['GD-77001'], phones: ['139-0000-9876'] }),
      },
    },
  ]);
  const index = store.openIndex();
  const masked = (text: string) => index.query({ text, limit: 5, masked: true }).hits.map((hit) => hit.seq);
  for (const settled of [false, true]) {
    if (settled) index.settle();
    expect(masked('9876')).toContain(900);
    for (const text of ['13900009876', '139 0000 9876', 'gd-77001', 'ＧＤ-77001'])
      expect(masked(text)).toEqual([900]);
    for (const text of ['欧阳', 'oyj', '876', '1390000', '7700', '0000'])
      expect(masked(text)).not.toContain(900);
  }
  index.closeAll();
});

test('the WAL stays bounded and the file holds no plain text', () => {
  store = searchStore();
  const index = store.openIndex({ onIndexed: (lsn) => store.strikeOff(lsn) });
  for (let from = 1; from < 4000; from += 500) {
    store.commit(rows(from, from + 499));
    index.settle();
    expect(index.stats().walBytes).toBeLessThan(32 * 1024 * 1024);
  }
  expect(index.verify()).toMatchObject({ ok: true, checkedDocs: 4000 });
  index.closeAll();
  expect(readFileSync(store.indexPath).includes(Buffer.from('株洲市'))).toBe(false);
});

test('a row number given out again after its row was removed is searched anew, though new rows are not marked', () => {
  built();
  const index = store.openIndex({ onIndexed: (lsn) => store.strikeOff(lsn) });
  store.commit([{ seq: 700, doc: null }]);
  index.settle();
  store.commitUnmarked(700, { kind: 'order', ...composeSearchText({ names: ['欧阳静'] }) });
  expect(index.query({ text: '欧阳静', limit: 5 })).toMatchObject({ total: 1, tookDirty: 1 });
  index.settle();
  expect(index.query({ text: '欧阳静', limit: 5 })).toMatchObject({ total: 1, tookDirty: 0 });
  expect(index.verify()).toMatchObject({ ok: true, checkedDocs: 700 });
  index.closeAll();
});
