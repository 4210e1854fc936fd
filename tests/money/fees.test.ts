import { expect, test } from 'vitest';
import { auditedOrder, makeOrder, moneyRig, walk } from './rig.ts';

interface Fee {
  party: string;
  party_id: string;
  fee_kind: string;
  amount_fen: number;
  state: string;
  rule_code: string;
}
const live =
  "SELECT party, party_id, fee_kind, amount_fen, state, rule_code FROM fee_line WHERE work_order_id = ? AND state <> 'void' ORDER BY party, party_id, fee_kind, amount_fen";
const short = (fees: Fee[]) => fees.map((fee) => [fee.party, fee.party_id, fee.fee_kind, fee.amount_fen]);

test('a maker pays installation, distance and height; the man his piece; each line names its rule', async () => {
  const rig = await moneyRig();
  const { id } = auditedOrder(rig, {
    payerId: 'PY-LZ',
    machines: [{ item: 'AZ-KT-GJ' }],
    distanceM: 35_500,
    shots: ['高空作业系绳(有高空费时)'],
  });
  const fees = rig.all<Fee>(live, id);
  expect(short(fees)).toEqual([
    ['payer', 'PY-LZ', 'distance', 3100],
    ['payer', 'PY-LZ', 'height', 6000],
    ['payer', 'PY-LZ', 'install', 13000],
    ['technician', 'T01', 'piece', 8000],
  ]);
  expect(fees.map((fee) => fee.rule_code)).toEqual(['R01', 'R05', 'AZ-KT-GJ.PY-LZ', expect.any(String)]);
  expect(
    rig.value<number>('SELECT count(*) FROM fee_line WHERE work_order_id = ? AND entry_id IS NULL', id),
  ).toBe(0);
  expect(rig.value<number>('SELECT sum(debit_fen) - sum(credit_fen) FROM journal_line')).toBe(0);
  expect(
    rig.value<number>(
      "SELECT sum(debit_fen - credit_fen) FROM journal_line WHERE account_code = 'receivable_payer' AND party_id = 'PY-LZ'",
    ),
  ).toBe(22_100);
  expect(rig.value<string>('SELECT queue FROM work_order WHERE id = ?', id)).toBe('settlement');
});

test('two men share a piece without losing a fen', async () => {
  const rig = await moneyRig();
  const { id } = auditedOrder(rig, {
    payerId: 'PY-TM',
    machines: [{ item: 'AZ-KT-LJ3' }],
    people: [
      { staffId: 'T02', shareMilli: 667 },
      { staffId: 'T03', shareMilli: 333 },
    ],
  });
  const fees = rig.all<Fee>(live, id);
  // The platform keeps 5 %
  expect(short(fees)).toContainEqual(['payer', 'PY-TM', 'commission', -1150]);
  const pay = fees.filter((fee) => fee.party === 'technician' && fee.fee_kind === 'piece');
  expect(pay.map((fee) => fee.party_id)).toEqual(['T02', 'T03']);
  expect(pay.reduce((sum, fee) => sum + fee.amount_fen, 0)).toBe(13_500);
});

test('out of warranty the user pays, also extras by metre; the man shares labour and gets his posted part', async () => {
  const rig = await moneyRig();
  const { writeExtras } = await import('../../main/services/money/extras.ts');
  const { recordTaking } = await import('../../main/services/money/takings.ts');
  const id = rig.run((tx) => {
    const order = makeOrder(tx, {
      payerId: 'PY-LZ',
      machines: [{ item: 'WX-KT-HJ', warranty: 'out_of_warranty', result: 'repaired' }],
    });
    writeExtras(tx, {
      orderId: order.id,
      extras: [
        {
          extraChargeId: tx.value<string>("SELECT id FROM extra_charge WHERE code = 'ZX-GJ1'") ?? '',
          name: '加长连接管',
          quantityMilli: 2500,
          unitFen: 10_000,
        },
      ],
    });
    walk(tx, order.id, 'finish');
    return order.id;
  });
  expect(short(rig.all<Fee>(live, id))).toEqual([
    ['technician', 'T01', 'share', 3750],
    ['technician', 'T01', 'share', 7500],
    ['user', expect.any(String), 'labour', 15_000],
    ['user', expect.any(String), 'material', 25_000],
  ]);
  const taken = rig.run((tx) =>
    recordTaking(tx, { orderId: id, staffId: 'T01', method: 'cash', purpose: 'fee', amountFen: 30_000 }),
  );
  expect(taken.leftFen).toBe(10_000);
  rig.run((tx) =>
    recordTaking(tx, { orderId: id, staffId: 'T01', method: 'qr', purpose: 'fee', amountFen: 10_000 }),
  );
  expect(
    rig
      .all<Fee>(live, id)
      .filter((fee) => fee.party === 'user')
      .map((fee) => fee.state),
  ).toEqual(['paid', 'paid']);
  rig.run((tx) => walk(tx, id, 'verify', 'audit'));
  // Paid before it was booked: the receivable is even, income is booked once
  expect(
    rig.value<number>(
      "SELECT sum(debit_fen - credit_fen) FROM journal_line WHERE account_code = 'receivable_user'",
    ),
  ).toBe(0);
  expect(
    rig.value<number>(
      "SELECT sum(credit_fen - debit_fen) FROM journal_line WHERE account_code LIKE 'income%'",
    ),
  ).toBe(40_000);
});

test('the second order of a household carries no distance', async () => {
  const rig = await moneyRig();
  const first = auditedOrder(rig, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }], distanceM: 40_000 });
  const second = auditedOrder(rig, {
    payerId: 'PY-LZ',
    machines: [{ item: 'AZ-KT-GJ' }],
    distanceM: 40_000,
    customerId: first.customerId,
    addressId: first.addressId,
  });
  const kinds = (id: string) => rig.all<Fee>(live, id).map((fee) => fee.fee_kind);
  expect(kinds(first.id)).toContain('distance');
  expect(kinds(second.id)).not.toContain('distance');
});

test('papers refused: booked fees are reversed, computed again and booked anew; the sums meet', async () => {
  const rig = await moneyRig();
  const { id } = auditedOrder(rig, { payerId: 'PY-JD', machines: [{ item: 'AZ-KT-GJ' }] });
  rig.run((tx) => {
    tx.update('work_order', id, { verdict: 'refill' });
    walk(tx, id, 'return_papers');
  });
  expect(
    rig.value<string>(
      "SELECT group_concat(DISTINCT state) FROM fee_line WHERE work_order_id = ? AND state <> 'void'",
      id,
    ),
  ).toBe('held');
  expect(
    rig.value<number>(
      "SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = 'receivable_payer'",
    ),
  ).toBe(0);
  expect(rig.value<number>('SELECT count(*) FROM journal_entry WHERE reversal_of IS NOT NULL')).toBe(1);
  rig.run((tx) => walk(tx, id, 'verify', 'audit'));
  expect(
    rig.value<number>(
      "SELECT sum(debit_fen - credit_fen) FROM journal_line WHERE account_code = 'receivable_payer'",
    ),
  ).toBe(rig.value<number>("SELECT sum(amount_fen) FROM fee_line WHERE party = 'payer' AND state = 'open'"));
});

test('a dispute holds pay in its own account and lets it go again', async () => {
  const rig = await moneyRig();
  const { id } = auditedOrder(rig, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] });
  const held = () =>
    rig.value<number>(
      "SELECT coalesce(sum(credit_fen - debit_fen), 0) FROM journal_line WHERE account_code = 'payable_staff_held'",
    );
  rig.run((tx) => walk(tx, id, 'dispute'));
  expect(held()).toBe(8000);
  rig.run((tx) => walk(tx, id, 'resolve_dispute'));
  expect(held()).toBe(0);
  expect(
    rig.value<string>(
      'SELECT group_concat(DISTINCT state) FROM fee_line WHERE work_order_id = ? AND amount_fen <> 0',
      id,
    ),
  ).toBe('open');
});

test('a sub-shop gets its share of what the payer pays', async () => {
  const rig = await moneyRig();
  const { id } = auditedOrder(rig, {
    payerId: 'PY-LZ',
    machines: [{ item: 'AZ-KT-GJ' }, { item: 'AZ-KT-GJ' }],
    subShopId: 'SUB1',
  });
  expect(short(rig.all<Fee>(live, id))).toContainEqual(['sub_shop', 'SUB1', 'sub_shop', 22_100]);
});

test('nobody owes anything: the order says so and can still be audited', async () => {
  const rig = await moneyRig();
  const { id } = auditedOrder(rig, {
    payerId: 'PY-LZ',
    machines: [{ item: 'WX-KT-HJ', result: 'repair_refused' }],
    outcome: 'repair_refused',
  });
  expect(rig.all<Fee>(live, id).map((fee) => [fee.amount_fen, fee.rule_code])).toEqual([[0, 'none']]);
  expect(rig.value<string>('SELECT queue FROM work_order WHERE id = ?', id)).toBe('closing');
});
