import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { seeded } from '../../bench/support/orders.ts';
import { listDdl, listTable } from '../../db/search/list-table.ts';

test('grams of one hash keep their own lists through every order of putting and dropping', () => {
  const seed = 20261122;
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  const db = new Database(':memory:');
  db.exec(listDdl('post'));
  // three keys for twenty grams in two blocks
  const table = listTable(db, 'post', (block, gram) => block * 2 ** 40 + (gram.charCodeAt(0) % 3));
  const truth = new Map<string, number>();
  for (let i = 0; i < 5000; i++) {
    const block = below(2);
    const gram = String.fromCharCode(97 + below(20));
    const name = `${block}${gram}`;
    if (below(2) === 0) {
      table.change(block, gram, () => Uint8Array.of(i & 255));
      truth.set(name, i & 255);
    } else {
      table.change(block, gram, () => null);
      truth.delete(name);
    }
    const probe = { block: below(2), gram: String.fromCharCode(97 + below(20)) };
    expect(table.find(probe.block, probe.gram)?.[0], `seed ${seed} step ${i}`).toBe(
      truth.get(`${probe.block}${probe.gram}`),
    );
  }
  db.close();
});
