import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchHit } from '../../db/search/protocol.ts';
import { openFirst } from '../../domain/search/open-first.ts';
import { deskRig, type DeskRig } from '../orders/rig.ts';

const hit = (
  kind: string,
  entityId: string,
  rank: SearchHit['rank'],
  seq: number,
  dueAt?: number | null,
): SearchHit => ({ kind, entityId, rank, seq, ...(dueAt === undefined ? {} : { dueAt }) });

test('work ahead stands before what is over, the nearest deadline first, the newest among equals', () => {
  const ranked = [
    hit('work_order', 'whole', 0, 1),
    hit('slip', 's1', 0, 9),
    hit('work_order', 'old', 1, 8),
    hit('work_order', 'timeless', 2, 2, null),
    hit('part', 'p1', 2, 3),
    hit('work_order', 'newer', 2, 7, null),
    hit('work_order', 'soon', 2, 4, 2000),
    hit('work_order', 'paid', 2, 6),
    hit('work_order', 'late', 2, 5, 1000),
  ];
  const placed = openFirst(ranked);
  expect(placed.map((one) => one.entityId)).toEqual([
    'whole',
    's1',
    'late',
    'soon',
    'p1',
    'newer',
    'timeless',
    'old',
    'paid',
  ]);
  // Places keep their ranks: what is merged in by rank later finds the list in order
  expect(placed.map((one) => one.rank)).toEqual(ranked.map((one) => one.rank));
});

let rig: DeskRig;
beforeAll(async () => {
  rig = await deskRig(5);
});
afterAll(() => rig.close());

test('digits of a day: its closed orders stand below those still to be done', async () => {
  const { read, gate } = rig.outlet.store;
  const ids = read
    .prepare("SELECT id FROM work_order WHERE number LIKE '261122-%' ORDER BY seq DESC LIMIT 12")
    .pluck()
    .all() as string[];
  expect(ids.length).toBe(12);
  const [due = ''] = ids.slice(-1);
  gate.run({ command: 'test.over', requestId: 'over', deskId: 'test', staffId: null }, (tx) => {
    // The newest of the day are over; one of the older ones is due before all others
    for (const id of ids.slice(0, 6)) tx.update('work_order', id, { state: 'closed', queue: 'done' });
    tx.update('work_order', due, { deadline_at: 1 });
  });
  const session = rig.outlet.session({ as: 'S01', deskId: 'desk-open' });
  const ask = async () => {
    const answer = await rig.outlet.call(session, 'search.find', { text: '1122', limit: 50 });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value.hits.filter((one) => one.kind === 'work_order');
  };
  const hits = await ask();
  const over = hits.map((one) => one.state === 'closed');
  expect(over.filter(Boolean)).toHaveLength(6);
  expect(over).toEqual(over.toSorted((left, right) => Number(left) - Number(right)));
  expect(hits[0]?.id).toBe(due);
  expect((await ask()).map((one) => one.id)).toEqual(hits.map((one) => one.id));
});
