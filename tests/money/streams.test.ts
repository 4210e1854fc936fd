import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordTaking } from '../../main/services/money/takings.ts';
import { applyPrepaid } from '../../main/services/money/prepaid.ts';
import { makeOrder, moneyRig, valueOf, walk, type MoneyRig } from './rig.ts';

const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 2 ** 31);

interface Step {
  payer: string;
  item: string;
  quantity: number;
  warranty: string | null;
  km: number;
  men: number[];
  shop: boolean;
  takes: { method: 'cash' | 'qr'; purpose: 'fee' | 'prepayment' | 'goods_for_others'; fen: number }[];
  fate: 'audit' | 'refused' | 'dispute' | 'finish';
}

const step: fc.Arbitrary<Step> = fc.record({
  payer: fc.constantFrom('PY-LZ', 'PY-BY', 'PY-ML', 'PY-TM', 'PY-JD', 'PY-OWN', 'PY-USER', 'PY-C01'),
  item: fc.constantFrom('AZ-KT-GJ', 'AZ-DR', 'WX-KT-HJ', 'QX-KT', 'CJ-KT', 'AZ-XYJ'),
  quantity: fc.integer({ min: 1, max: 4 }),
  warranty: fc.constantFrom('in_warranty', 'out_of_warranty', null),
  km: fc.integer({ min: 0, max: 120_000 }),
  men: fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 3 }),
  shop: fc.boolean(),
  takes: fc.array(
    fc.record({
      method: fc.constantFrom('cash' as const, 'qr' as const),
      purpose: fc.constantFrom('fee' as const, 'prepayment' as const, 'goods_for_others' as const),
      fen: fc.integer({ min: 1, max: 50_000 }),
    }),
    { maxLength: 3 },
  ),
  fate: fc.constantFrom('audit', 'audit', 'refused', 'dispute', 'finish'),
});

function live(rig: MoneyRig, one: Step): void {
  const people = one.men.map((shareMilli, index) => ({ staffId: `T0${index + 1}`, shareMilli }));
  const id = rig.run((tx) => {
    const order = makeOrder(tx, {
      payerId: one.payer,
      machines: [{ item: one.item, quantity: one.quantity, warranty: one.warranty }],
      people,
      subShopId: one.shop && one.payer !== 'PY-USER' ? 'SUB1' : null,
      distanceM: one.km,
    });
    walk(tx, order.id, 'finish');
    return order.id;
  });
  const [before, ...after] = one.takes;
  const take = (taking: Step['takes'][number] | undefined) => {
    if (taking === undefined) return;
    rig.run((tx) =>
      recordTaking(tx, {
        orderId: id,
        staffId: 'T01',
        method: taking.method,
        purpose: taking.purpose,
        amountFen: taking.fen,
      }),
    );
  };
  take(before);
  if (one.fate !== 'finish') rig.run((tx) => walk(tx, id, 'verify', 'audit'));
  if (one.fate === 'refused') {
    rig.run((tx) => {
      tx.update('work_order', id, { verdict: 'refill' });
      walk(tx, id, 'return_papers', 'verify', 'audit');
    });
  }
  if (one.fate === 'dispute') rig.run((tx) => walk(tx, id, 'dispute', 'resolve_dispute'));
  for (const taking of after) take(taking);
  rig.run((tx) => applyPrepaid(tx, id));
}

function checkSums(rig: MoneyRig): void {
  const balance = (account: string) =>
    rig.value<number>(
      'SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = ?',
      account,
    );
  const fees = (party: string) =>
    rig.value<number>(
      "SELECT coalesce(sum(amount_fen), 0) FROM fee_line WHERE party = ? AND entry_id IS NOT NULL AND state <> 'void'",
      party,
    );
  const taken = (purpose: string) =>
    rig.value<number>('SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE purpose = ?', purpose);
  // Every entry by itself, and so all of them
  expect(
    rig.all('SELECT entry_id FROM journal_line GROUP BY entry_id HAVING sum(debit_fen) <> sum(credit_fen)'),
  ).toEqual([]);
  expect(rig.value<number>('SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line')).toBe(0);
  expect(balance('receivable_payer')).toBe(fees('payer'));
  expect(balance('payable_staff') + balance('payable_staff_held')).toBe(0 - fees('technician'));
  expect(balance('payable_sub_shop')).toBe(0 - fees('sub_shop'));
  expect(balance('receivable_user') + balance('prepaid_user')).toBe(
    fees('user') - taken('fee') - taken('prepayment'),
  );
  expect(balance('goods_money')).toBe(0 - taken('goods_for_others'));
  const cash = rig.value<number>("SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE method = 'cash'");
  expect(balance('cash_with_staff')).toBe(cash);
  // Shares of one machine add up to its piece
  const pieces = rig.all<{ given: number; whole: number }>(
    "SELECT sum(amount_fen) AS given, max(json_extract(explain, '$.params.baseFen')) AS whole FROM fee_line WHERE fee_kind = 'piece' AND state <> 'void' GROUP BY machine_line_id HAVING count(DISTINCT rule_code) = 1",
  );
  for (const piece of pieces) expect(piece.given).toBeLessThanOrEqual(piece.whole);
}

test(`random days of work: the trial balance is zero and every sum has its rows (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const rig = await moneyRig({ seed });
      for (const one of steps) live(rig, one);
      checkSums(rig);
      const trial = valueOf(await rig.outlet.call(rig.session, 'money.trialBalance', {}));
      expect(trial.debitFen).toBe(trial.creditFen);
      await rig.outlet.close();
    }),
    { seed, numRuns: 6 },
  );
}, 120_000);
