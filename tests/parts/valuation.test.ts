import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { openPackOf } from '../../main/services/parts/cutting.ts';
import { applyPartUse, undoPartUse } from '../../main/services/parts/use.ts';
import { mulberry32 } from '../support/fake-env.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
let part: string;
beforeAll(async () => {
  rig = await partsRig(37);
  part = rig.value<string>(
    "SELECT id FROM part WHERE owner_kind = 'own' AND tracking = 'quantity' AND cost_fen > 0 ORDER BY id LIMIT 1",
  );
});
afterAll(() => rig.close());

const balance = (account: string) =>
  rig.value<number>(
    'SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = ?',
    account,
  );
const worth = () => rig.value<number>('SELECT coalesce(sum(value_fen), 0) FROM stock_value');
const books = () => ({
  stock: balance('stock_own'),
  supplier: balance('payable_supplier'),
  cost: balance('cost_parts'),
  loss: balance('cost_stock_loss'),
});
/** What a step changed in the books, fen; the trial balance stays at zero and the account is what the stock is worth. */
async function booked(step: () => unknown): Promise<ReturnType<typeof books>> {
  const before = books();
  await step();
  const after = books();
  expect(balance('stock_own')).toBe(worth());
  expect(rig.value('SELECT sum(debit_fen) - sum(credit_fen) FROM journal_line')).toBe(0);
  return {
    stock: after.stock - before.stock,
    supplier: after.supplier - before.supplier,
    cost: after.cost - before.cost,
    loss: after.loss - before.loss,
  };
}
const receive = (quantityMilli: number, unitCostFen: number) =>
  rig.ok(rig.store, 'parts.receive', { lines: [{ partId: part, quantityMilli, unitCostFen }] });

test('bought goods are owed to who sold them, used ones are a cost, scrapped ones a loss; each the other way when taken back', async () => {
  // The first touch takes over what lay there, at the part's cost
  const [there, cost] = [
    rig.value<number>(
      "SELECT sum(b.quantity_milli) FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.part_id = ? AND b.owner_kind = 'own' AND l.is_real = 1 AND b.condition NOT IN ('old', 'scrap')",
      part,
    ),
    rig.value<number>('SELECT cost_fen FROM part WHERE id = ?', part),
  ];
  await receive(2000, cost);
  expect(balance('opening')).toBe(-Math.round((there * cost) / 1000));
  expect(await booked(() => receive(10_000, cost))).toEqual({
    stock: 10 * cost,
    supplier: -10 * cost,
    cost: 0,
    loss: 0,
  });
  const { id, visitId } = await rig.order('T03');
  let useId = '';
  const used = await booked(() => {
    useId = rig.run(
      (tx) =>
        applyPartUse(tx, {
          visitId,
          workOrderId: id,
          machineLineId: null,
          partId: part,
          quantityMilli: 3000,
          fromLocationId: 'K-MAIN',
          payer: 'user',
        }).partUseId,
    );
  });
  expect(used).toEqual({ stock: -3 * cost, supplier: 0, cost: 3 * cost, loss: 0 });
  expect(await booked(() => rig.run((tx) => undoPartUse(tx, useId)))).toEqual({
    stock: 3 * cost,
    supplier: 0,
    cost: -3 * cost,
    loss: 0,
  });
  let paper = '';
  const scrapped = await booked(async () => {
    const done = await rig.ok(rig.manager, 'parts.scrap', {
      fromLocationId: 'K-MAIN',
      reason: '受潮',
      lines: [{ partId: part, quantityMilli: 1000 }],
    });
    paper = done.documentId;
  });
  expect(scrapped).toEqual({ stock: -cost, supplier: 0, cost: 0, loss: cost });
  expect(
    await booked(() => rig.ok(rig.store, 'parts.undoPaper', { documentId: paper, reason: '没坏' })),
  ).toEqual({ stock: cost, supplier: 0, cost: 0, loss: -cost });
  // Each value of a move names its entry, and the entry is of the same amount
  expect(
    rig.value(
      `SELECT count(*) FROM stock_value_move m LEFT JOIN journal_line l ON l.entry_id = m.entry_id AND l.account_code = 'stock_own'
       WHERE m.value_fen <> 0 AND (l.id IS NULL OR l.debit_fen - l.credit_fen <> m.value_fen)`,
    ),
  ).toBe(0);
});

test("a maker's part and a move between our places book nothing", async () => {
  const theirs = rig.value<string>(
    "SELECT id FROM part WHERE owner_kind = 'payer' AND tracking = 'quantity' ORDER BY id LIMIT 1",
  );
  const entries = () => rig.value<number>('SELECT count(*) FROM journal_entry');
  const before = entries();
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: theirs, quantityMilli: 3000 }] });
  for (const partId of [theirs, part])
    await rig.ok(rig.store, 'parts.transfer', {
      fromLocationId: 'K-MAIN',
      toLocationId: 'V-T04',
      lines: [{ partId, quantityMilli: 1000 }],
    });
  expect(entries()).toBe(before);
});

test.each([5, 20261122, Number(process.env.OUTLET_SEED ?? 91)])(
  'random prices and quantities, seed %i: the account is the value of the stock, to the fen, and nothing drifts',
  async (seed) => {
    console.log(`seed ${seed}`);
    const random = mulberry32(seed);
    const metre = rig.value<string>(
      "SELECT p.id FROM part p JOIN part_unit u ON u.part_id = p.id WHERE p.owner_kind = 'own' AND p.tracking = 'quantity' ORDER BY p.id LIMIT 1",
    );
    const unit = rig.value<string>('SELECT unit FROM part_unit WHERE part_id = ? LIMIT 1', metre);
    const holds = rig.value<number>('SELECT per_milli FROM part_unit WHERE part_id = ? LIMIT 1', metre);
    const { id, visitId } = await rig.order('T05');
    const uses: string[] = [];
    const amount = () => 1 + Math.floor(random() * 9);
    for (let step = 0; step < 30; step += 1) {
      const which = Math.floor(random() * 4);
      const partId = which === 3 ? metre : part;
      if (which === 0 || which === 3)
        await rig.ok(rig.store, 'parts.receive', {
          lines: [{ partId, quantityMilli: amount() * 1000, unitCostFen: 1 + Math.floor(random() * 9999) }],
        });
      else if (which === 1)
        uses.push(
          rig.run((tx) =>
            applyPartUse(tx, {
              visitId,
              workOrderId: id,
              machineLineId: null,
              partId,
              quantityMilli: 1000,
              fromLocationId: 'K-MAIN',
              payer: 'outlet',
            }),
          ).partUseId,
        );
      else if (uses.length > 0) rig.run((tx) => undoPartUse(tx, uses.pop() ?? ''));
      if (which === 3)
        rig.run((tx) =>
          openPackOf(tx, {
            partId: metre,
            locationId: 'K-MAIN',
            bin:
              tx.value<string>(
                "SELECT bin FROM stock_balance WHERE part_id = ? AND location_id = 'K-MAIN' AND quantity_milli > 0 ORDER BY quantity_milli DESC LIMIT 1",
                metre,
              ) ?? '',
            lot: '',
            unit,
            packs: 1,
            actualMilli: holds - 300 + Math.floor(random() * 600),
            note: '',
          }),
        );
      expect(balance('stock_own')).toBe(worth());
    }
    expect(rig.value('SELECT sum(debit_fen) - sum(credit_fen) FROM journal_line')).toBe(0);
    expect(verifyStore(rig.outlet.store.read)).toMatchObject({ L4: { ok: true }, L5: { ok: true } });
  },
);
