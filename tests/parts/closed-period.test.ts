import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { applyPartUse } from '../../main/services/parts/use.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
/** A maker's part and one of our own, both kept by number. */
let theirs: string;
let ours: string;
beforeAll(async () => {
  rig = await partsRig(31);
  const one = (owner: string) =>
    rig.value<string>(
      `SELECT p.id FROM part p JOIN stock_balance b ON b.part_id = p.id AND b.location_id = 'K-MAIN' WHERE p.owner_kind = ? AND p.tracking = 'quantity'
       AND p.kind = 'part' AND p.old_part_return = 0 AND b.quantity_milli >= 4000 AND p.cost_fen > 0 ORDER BY p.id LIMIT 1`,
      owner,
    );
  theirs =
    one('payer') ??
    rig.value<string>("SELECT id FROM part WHERE owner_kind = 'payer' AND tracking = 'quantity' LIMIT 1");
  ours =
    one('own') ??
    rig.value<string>("SELECT id FROM part WHERE owner_kind = 'own' AND tracking = 'quantity' LIMIT 1");
  for (const partId of [theirs, ours])
    await rig.ok(rig.store, 'parts.receive', { lines: [{ partId, quantityMilli: 9000 }] });
  rig.run((tx) => tx.update('staff', 'T03', { parts_limit_fen: 50_000_000 }));
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read)).toMatchObject({ L4: { ok: true }, L5: { ok: true } });
  await rig.close();
});

const setPeriod = (state: 'open' | 'soft_closed') =>
  rig.run((tx) => {
    const id = tx.value<string>("SELECT id FROM period WHERE id = '2026-11'");
    if (id === undefined)
      tx.insert('period', { id: '2026-11', from_day: '2026-11-01', to_day: '2026-11-30', state });
    else tx.update('period', id, { state });
  });

test('into a month that is closed nothing moves, whoever owns it: one sentence, nothing half posted', async () => {
  const moved = await rig.ok(rig.store, 'parts.transfer', {
    fromLocationId: 'K-MAIN',
    toLocationId: 'V-T03',
    lines: [{ partId: theirs, quantityMilli: 1000 }],
  });
  setPeriod('soft_closed');
  const rows = () =>
    ['stock_move', 'document', 'journal_entry', 'stock_value_move', 'custody_item'].map((table) =>
      rig.value<number>(`SELECT count(*) FROM ${table}`),
    );
  const before = rows();
  const lines = (partId: string) => [{ partId, quantityMilli: 1000 }];
  const closed = { code: 'period_closed', params: { period: '2026-11' } };
  for (const partId of [theirs, ours]) {
    expect(await rig.refused(rig.store, 'parts.receive', { lines: lines(partId) })).toMatchObject(closed);
    expect(
      await rig.refused(rig.store, 'parts.issue', { staffId: 'T03', lines: lines(partId) }),
    ).toMatchObject(closed);
    expect(
      await rig.refused(rig.manager, 'parts.scrap', {
        fromLocationId: 'K-MAIN',
        reason: '压扁',
        lines: lines(partId),
      }),
    ).toMatchObject(closed);
  }
  expect(await rig.refused(rig.store, 'parts.undoPaper', { documentId: moved.documentId })).toMatchObject(
    closed,
  );
  expect(
    await rig.refused(rig.store, 'parts.custodyTake', { kind: 'repair', name: '甲', what: '挂机' }),
  ).toMatchObject(closed);
  expect(rows()).toEqual(before);
  // Opened again, the same paper is taken back
  setPeriod('open');
  await rig.ok(rig.store, 'parts.undoPaper', { documentId: moved.documentId, reason: '发错人' });
  expect(rig.value('SELECT state FROM document WHERE id = ?', moved.documentId)).toBe('void');
});

test('a use of a closed month is put right in the open one: the closed month keeps its moves and entries', async () => {
  const { id, visitId } = await rig.order('T03');
  const used = rig.run((tx) =>
    applyPartUse(tx, {
      visitId,
      workOrderId: id,
      machineLineId: null,
      partId: ours,
      quantityMilli: 1000,
      fromLocationId: 'K-MAIN',
      payer: 'outlet',
    }),
  );
  const inMonth = (month: string) =>
    rig.value<string>(
      `SELECT (SELECT count(*) FROM stock_move WHERE business_day LIKE ?) || ' ' || (SELECT count(*) FROM journal_entry WHERE period = ?)`,
      `${month}%`,
      month,
    );
  const november = inMonth('2026-11');
  rig.env.jump(20 * 86_400_000);
  setPeriod('soft_closed');
  await rig.ok(rig.manager, 'parts.undoUse', { partUseId: used.partUseId });
  expect(inMonth('2026-11')).toBe(november);
  expect(
    rig.value(
      "SELECT business_day FROM stock_move WHERE part_id = ? AND kind = 'unuse' ORDER BY seq DESC LIMIT 1",
      ours,
    ),
  ).toBe('2026-12-12');
});
