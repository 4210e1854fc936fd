import { expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { isFault } from '../../domain/kernel/fault.ts';
import { oldPartAnswers, oldPartBearers, oldPartStates } from '../../domain/stock/old-part.ts';
import { fateOf, sumOldParts } from '../../domain/stock/old-part-sum.ts';
import { answerOldPart } from '../../main/services/parts/old-answer.ts';
import { closeBox, getBox, putInBox, takeFromBox } from '../../main/services/parts/old-box.ts';
import { handInOldPart, stepOldPart } from '../../main/services/parts/old-parts.ts';
import { sendBoxes, stepParcel } from '../../main/services/parts/parcels.ts';
import { applyPartUse, undoPartUse } from '../../main/services/parts/use.ts';
import { receiveGoods } from '../../main/services/parts/receive.ts';
import { mulberry32 } from '../support/fake-env.ts';
import { partsRig } from './rig.ts';

const seeds = [3, 20261122, Number(process.env.OUTLET_SEED ?? 78)];
const partIds = ['LZ-001', 'LZ-006', 'BY-021', 'ML-038'];

test.each(seeds)(
  'old parts through random commands, seed %i: used = returned + scrapped + held + lost',
  async (seed) => {
    console.log(`seed ${seed}`);
    const random = mulberry32(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const rig = await partsRig(seed);
    const { read } = rig.outlet.store;
    /** What the test itself believes came off machines, per payer, in pieces. */
    const used = new Map<string, number>();
    for (const row of read
      .prepare('SELECT payer_id AS payer, quantity_milli AS milli FROM old_part')
      .all() as {
      payer: string;
      milli: number;
    }[])
      used.set(row.payer, (used.get(row.payer) ?? 0) + row.milli);
    const orders = await Promise.all(['T01', 'T02', 'T03'].map((staffId) => rig.order(staffId)));
    for (const partId of partIds)
      rig.run((tx) =>
        receiveGoods(tx, {
          toLocationId: 'K-MAIN',
          requestId: null,
          parcelNumber: '',
          lines: [
            {
              partId,
              quantityMilli: 60_000,
              unit: null,
              bin: null,
              lot: '',
              expiresDay: null,
              serials: [],
              unitCostFen: null,
              note: '',
            },
          ],
        }),
      );
    const uses: { id: string; payer: string; milli: number }[] = [];
    const anyOld = (where = '1') => {
      const rows = read.prepare(`SELECT id, version FROM old_part WHERE ${where} ORDER BY seq`).all() as {
        id: string;
        version: number;
      }[];
      return rows.length === 0 ? undefined : pick(rows);
    };
    let accepted = 0;
    const done = new Map<string, number>();
    const steps: Record<string, () => unknown> = {
      use: () => {
        const order = pick(orders);
        const partId = pick(partIds);
        const milli = pick([1000, 1000, 2000]);
        const one = rig.run((tx) =>
          applyPartUse(tx, {
            visitId: order.visitId,
            workOrderId: order.id,
            machineLineId: null,
            partId,
            quantityMilli: milli,
            fromLocationId: 'K-MAIN',
            payer: 'payer',
          }),
        );
        const payer = rig.value<string>('SELECT payer_id FROM part WHERE id = ?', partId);
        uses.push({ id: one.partUseId, payer, milli });
        used.set(payer, (used.get(payer) ?? 0) + milli);
      },
      undo: () => {
        const at = Math.floor(random() * uses.length);
        const one = uses[at];
        if (one === undefined) return;
        rig.run((tx) => undoPartUse(tx, one.id));
        uses.splice(at, 1);
        used.set(one.payer, (used.get(one.payer) ?? 0) - one.milli);
      },
      handIn: () => {
        const old = anyOld();
        if (old) rig.run((tx) => handInOldPart(tx, old));
      },
      step: () => {
        const old = anyOld();
        const to = pick(['scrapped', 'lost'] as const);
        if (old) rig.run((tx) => stepOldPart(tx, { ...old, to, bearer: 'outlet', reason: 'test' }));
      },
      put: () => {
        const old = anyOld("state IN ('in_store', 'with_technician', 'refused')");
        if (old) rig.run((tx) => putInBox(tx, { boxId: null, code: null, oldPartId: old.id }));
      },
      take: () => {
        const old = anyOld("state = 'boxed'");
        if (old && random() < 0.3) rig.run((tx) => takeFromBox(tx, old));
      },
      send: () => {
        const boxes = read
          .prepare("SELECT id, version FROM document WHERE kind = 'old_return' AND state = 'draft'")
          .all() as { id: string; version: number }[];
        if (boxes.length === 0) return;
        const box = pick(boxes);
        rig.run((tx) => {
          if (getBox(tx, box.id).head.closedAt === null) closeBox(tx, box);
          return sendBoxes(tx, {
            boxIds: [box.id],
            carrier: '',
            tracking: '',
            expectedDay: null,
            contents: '',
            freightFen: 0,
            freightBearer: null,
          });
        });
      },
      lose: () => {
        const parcels = read.prepare("SELECT id, version FROM parcel WHERE state = 'on_way'").all() as {
          id: string;
          version: number;
        }[];
        if (parcels.length === 0 || random() < 0.7) return;
        rig.run((tx) => stepParcel(tx, { ...pick(parcels), to: 'lost', reason: 'test', bearer: 'outlet' }));
      },
      answer: () => {
        const old = anyOld("state IN ('in_transit', 'refused', 'appealed', 'charged', 'lost', 'in_store')");
        if (!old) return;
        rig.run((tx) =>
          answerOldPart(tx, {
            ...old,
            answer: pick(oldPartAnswers),
            cause: 'test',
            note: '',
            bearer: pick(oldPartBearers),
            amountFen: null,
            dueDay: null,
          }),
        );
      },
    };
    const compare = async () => {
      const { payers } = await rig.ok(rig.store, 'parts.oldPayers', {});
      for (const row of payers) {
        expect(row.usedMilli, row.payerId).toBe(used.get(row.payerId) ?? 0);
        expect(row.returnedMilli + row.scrappedMilli + row.heldMilli + row.lostMilli, row.payerId).toBe(
          row.usedMilli,
        );
        expect(row.differsMilli).toBe(0);
      }
      expect(payers.map((row) => row.payerId).sort()).toEqual([...used.keys()].sort());
      expect(verifyStore(read).L4).toMatchObject({ ok: true });
      // What a man owes for old parts is what stands charged to him, fines and journal alike
      const owed = rig.value<number>(
        "SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = 'recoverable_staff'",
      );
      expect(owed).toBe(
        rig.value<number>(
          "SELECT coalesce(sum(amount_fen), 0) FROM old_part WHERE state = 'charged' AND bearer = 'technician'",
        ),
      );
      expect(owed).toBe(
        rig.value<number>(
          "SELECT coalesce(sum(amount_fen), 0) FROM fine WHERE reason_code = 'old_part' AND state = 'confirmed'",
        ),
      );
    };
    for (let at = 0; at < 260; at += 1) {
      const name = pick(Object.keys(steps));
      try {
        steps[name]?.();
        accepted += 1;
        done.set(name, (done.get(name) ?? 0) + 1);
      } catch (error) {
        // A refusal must leave nothing behind; anything else is a defect.
        if (!isFault(error)) throw error;
      }
      if (at % 26 === 25) await compare();
    }
    expect(accepted).toBeGreaterThan(120);
    expect([...done.keys()].sort()).toEqual(Object.keys(steps).sort());
    await rig.close();
  },
);

test('every state of an old part in every place has one fate, and a piece nobody can name shows as a difference', () => {
  for (const state of oldPartStates)
    for (const place of ['bag', 'old_parts', 'transit', 'upper', null] as const)
      expect(['returned', 'scrapped', 'held', 'lost']).toContain(fateOf(state, place));
  expect([fateOf('charged', 'old_parts'), fateOf('charged', 'upper'), fateOf('charged', null)]).toEqual([
    'held',
    'returned',
    'lost',
  ]);
  const sums = sumOldParts(
    [{ of: 'PY', quantityMilli: 3000 }],
    [
      { of: 'PY', state: 'accepted', place: null, quantityMilli: 1000 },
      { of: 'PY', state: 'in_transit', place: 'transit', quantityMilli: 1000 },
    ],
  );
  expect(sums.get('PY')).toEqual({
    used: 3000,
    returned: 1000,
    scrapped: 0,
    held: 1000,
    lost: 0,
    differs: 1000,
  });
});

test('a row of the papers that no use bore breaks the law', async () => {
  const rig = await partsRig(9);
  rig.run((tx) =>
    tx.insert('old_part', {
      part_id: 'LZ-001',
      payer_id: 'PY-LZ',
      quantity_milli: 1000,
      state: 'accepted',
      amount_fen: 9500,
      at: tx.at,
    }),
  );
  const { L4 } = verifyStore(rig.outlet.store.read);
  expect(L4.ok).toBe(false);
  expect(L4.detail).toContain('LZ-001');
  await rig.close();
});
