import { expect, test } from 'vitest';
import type { Tx } from '../../db/tx.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { isFault } from '../../domain/kernel/fault.ts';
import { custodyKinds, custodyOpen, type CustodyState } from '../../domain/stock/custody.ts';
import { takeCustody } from '../../main/services/parts/custody.ts';
import {
  changeCustody,
  endCustody,
  handOutCustody,
  stepCustody,
  undoCustody,
} from '../../main/services/parts/custody-steps.ts';
import { mulberry32 } from '../support/fake-env.ts';
import { partsRig } from './rig.ts';

class Died extends Error {}

interface Believed {
  id: string;
  number: string;
  version: number;
  state: CustodyState;
  /** What it was before it went, for who takes that back. */
  before: CustodyState;
  feeFen: number;
}

test.each([1, 20261122, Number(process.env.OUTLET_SEED ?? 53)])(
  'random steps of users’ goods, some dying before their commit, seed %i: book, ledger and money agree with what was done',
  async (seed) => {
    console.log(`seed ${seed}`);
    const random = mulberry32(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const rig = await partsRig(seed);
    const items: Believed[] = [];
    let takenFen = 0;
    let died = 0;
    let dies = false;
    const run = <T>(fn: (tx: Tx) => T): T =>
      rig.run((tx) => {
        const done = fn(tx);
        if (dies) throw new Died();
        return done;
      });
    const kept = (one: Believed, done: { version: number; state: CustodyState }) => {
      if (custodyOpen.includes(one.state) && !custodyOpen.includes(done.state)) one.before = one.state;
      Object.assign(one, { version: done.version, state: done.state });
    };
    const steps = [
      () => {
        const feeFen = pick([0, 0, 1500]);
        const done = run((tx) =>
          takeCustody(tx, {
            kind: pick(custodyKinds),
            workOrderId: null,
            name: `用户${items.length}`,
            phone: '',
            what: '挂机',
            machineCode: random() < 0.3 ? 'KB-1' : '',
            accessories: '',
            damage: '',
            note: '',
            locationId: pick([null, 'K-CUST', 'K-REP', 'K-MAIN']),
            bin: pick(['', 'R-01', 'R-02']),
            dueDay: null,
            feeFen,
          }),
        );
        items.push({ ...done, before: 'held', feeFen });
      },
      () => {
        const one = pick(items);
        const to = pick(['held', 'in_repair', 'ready', 'on_way'] as const);
        const staffId = pick([null, 'T01', 'T02']);
        const move = { to, staffId, locationId: pick([null, 'K-CUST', 'K-REP']), bin: pick([null, 'R-03']) };
        kept(
          one,
          run((tx) => stepCustody(tx, { ...one, ...move, note: '' })),
        );
      },
      () => {
        const one = pick(items);
        const fee = pick([null, 'cash', 'merchant_qr', 'waived'] as const);
        kept(
          one,
          run((tx) => handOutCustody(tx, { ...one, handedTo: '本人', fee, reason: 'test' })),
        );
        if (fee === 'cash' || fee === 'merchant_qr') takenFen += one.feeFen;
        one.feeFen = fee === 'waived' || fee === null ? -one.feeFen : one.feeFen;
      },
      () => {
        const one = pick(items);
        kept(
          one,
          run((tx) => endCustody(tx, { ...one, to: pick(['scrapped', 'lost']), reason: 'test' })),
        );
        one.feeFen = -one.feeFen;
      },
      () => {
        const one = pick(items);
        const done = run((tx) => undoCustody(tx, { ...one, reason: 'test' }));
        expect(done.state).toBe(one.before);
        if (one.feeFen > 0) takenFen -= one.feeFen;
        one.feeFen = Math.abs(one.feeFen);
        kept(one, done);
      },
      () => {
        const one = pick(items);
        const change = { locationId: pick([null, 'K-REP', 'K-MAIN']), bin: pick(['', 'R-09']), dueDay: null };
        const said = { feeFen: Math.abs(one.feeFen), what: '挂机', accessories: '', damage: '' };
        kept(
          one,
          run((tx) => changeCustody(tx, { ...one, ...change, ...said })),
        );
      },
    ];
    for (let at = 0; at < 160; at += 1) {
      dies = random() < 0.15;
      try {
        (items.length < 3 ? steps[0]! : pick(steps))();
      } catch (error) {
        if (error instanceof Died) died += 1;
        else if (!isFault(error)) throw error;
      }
    }
    const rows = rig.outlet.store.read
      .prepare(
        `SELECT i.number, i.state, i.version, (SELECT coalesce(sum(b.quantity_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id
         WHERE b.serial = i.number AND b.owner_kind = 'custody' AND l.is_real = 1 AND b.condition <> 'scrap') AS milli FROM custody_item i ORDER BY i.seq`,
      )
      .all();
    expect(rows).toEqual(
      items.map(({ number, state, version }) => ({
        number,
        state,
        version,
        milli: custodyOpen.includes(state) ? 1000 : 0,
      })),
    );
    expect(died).toBeGreaterThan(3);
    expect(new Set(items.map((one) => one.state)).size).toBeGreaterThan(3);
    expect(
      rig.value(
        "SELECT coalesce(sum(credit_fen - debit_fen), 0) FROM journal_line WHERE account_code = 'income_other_service'",
      ),
    ).toBe(takenFen);
    expect(verifyStore(rig.outlet.store.read)).toMatchObject({ L4: { ok: true }, L5: { ok: true } });
    await rig.close();
  },
);
