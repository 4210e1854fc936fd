import { read } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { recordTaking } from '../../main/services/money/takings.ts';
import { imported, lzFile } from './files.ts';
import { auditedOrder, makeOrder, moneyRig, valueOf, walk, type MoneyRig } from './rig.ts';

const close = (rig: MoneyRig, id: string, acknowledged: string[] = []) =>
  rig.outlet.call(rig.session, 'money.closePeriod', {
    id,
    version: rig.value<number>('SELECT version FROM period WHERE id = ?', id),
    acknowledged,
  });
const everything = ['differences_open', 'orders_unaudited', 'old_parts', 'running'];

async function closeEarlier(rig: MoneyRig, upTo: string): Promise<void> {
  for (const { id } of rig.all<{ id: string }>('SELECT id FROM period WHERE id < ? ORDER BY id', upTo))
    valueOf(await close(rig, id, everything));
}

test('cash that is out stops the closing; handed in and acknowledged it closes for good', async () => {
  const rig = await moneyRig();
  const { id } = auditedOrder(rig, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] });
  rig.run((tx) =>
    recordTaking(tx, { orderId: id, staffId: 'T01', method: 'cash', purpose: 'fee', amountFen: 34_000 }),
  );
  expect(await close(rig, '2026-11', everything)).toMatchObject({
    ok: false,
    error: { code: 'period_earlier_open', params: { earlier: '2025-10' } },
  });
  await closeEarlier(rig, '2026-11');
  const check = valueOf(await rig.outlet.call(rig.session, 'money.closeCheck', { period: '2026-11' }));
  expect(check.items.find((item) => item.code === 'cash_out')).toMatchObject({
    count: 1,
    amountFen: 34_000,
    blocks: true,
  });
  expect(await close(rig, '2026-11', everything)).toMatchObject({
    ok: false,
    error: { code: 'period_unready', params: { item: 'cash_out' } },
  });
  const open = valueOf(await rig.outlet.call(rig.session, 'money.handIns', {}));
  expect(open.open).toMatchObject([{ staffId: 'T01', cashFen: 34_000, owedFen: 34_000 }]);
  // 40 yuan short in the evening: it stays his debt and is asked for again
  const first = valueOf(
    await rig.outlet.call(rig.session, 'money.handIn', {
      staffId: 'T01',
      day: '2026-11-22',
      cashFen: 30_000,
    }),
  );
  expect(first).toMatchObject({ dueFen: 34_000, differenceFen: -4000 });
  expect(valueOf(await rig.outlet.call(rig.session, 'money.handIns', {})).open).toMatchObject([
    { payments: 0, owedFen: 4000 },
  ]);
  const evening = valueOf(await rig.outlet.call(rig.session, 'visits.evening', {}));
  expect(evening.people.find((row) => row.staffId === 'T01')).toMatchObject({ cashFen: 4000 });
  expect(valueOf(await rig.outlet.call(rig.session, 'visits.eveningOf', { staffId: 'T01' }))).toMatchObject({
    payments: [],
    beforeFen: 4000,
  });
  valueOf(
    await rig.outlet.call(rig.session, 'money.handIn', { staffId: 'T01', day: '2026-11-22', cashFen: 4000 }),
  );
  expect(
    await rig.outlet.call(rig.session, 'money.handIn', { staffId: 'T01', day: '2026-11-22', cashFen: 0 }),
  ).toMatchObject({ ok: false, error: { code: 'cash_none' } });
  // What blocks cannot be waved through, the rest needs a word
  expect(await close(rig, '2026-11', ['running'])).toMatchObject({
    ok: false,
    error: { code: 'period_unready', params: { item: 'old_parts' } },
  });
  expect(valueOf(await close(rig, '2026-11', everything))).toMatchObject({ state: 'closed' });
  expect(await close(rig, '2026-11', everything)).toMatchObject({
    ok: false,
    error: { code: 'period_closed' },
  });
  expect(
    await rig.outlet.call(rig.session, 'money.openPeriod', {
      id: '2026-11',
      version: rig.value<number>("SELECT version FROM period WHERE id = '2026-11'"),
    }),
  ).toMatchObject({ ok: false, error: { code: 'period_closed' } });
});

test('cash that is out is the sum of the account: what an earlier hand-in left short is in it, takings of the next month are not', async () => {
  const rig = await moneyRig();
  const { id } = auditedOrder(rig, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] });
  const take = (amountFen: number) =>
    rig.run((tx) =>
      recordTaking(tx, { orderId: id, staffId: 'T01', method: 'cash', purpose: 'prepayment', amountFen }),
    );
  const handIn = async (cashFen: number, day: string) =>
    valueOf(await rig.outlet.call(rig.session, 'money.handIn', { staffId: 'T01', day, cashFen }));
  const out = async () =>
    valueOf(await rig.outlet.call(rig.session, 'money.closeCheck', { period: '2026-11' })).items.find(
      (item) => item.code === 'cash_out',
    );
  take(20_000);
  await handIn(16_000, '2026-11-22');
  // Owed and known: it needs a word, but nobody waits for a hand-in
  expect(await out()).toMatchObject({ count: 1, amountFen: 4000, blocks: false });
  take(5000);
  const { open } = valueOf(await rig.outlet.call(rig.session, 'money.handIns', {}));
  expect(open).toMatchObject([{ staffId: 'T01', cashFen: 5000, earlierFen: 4000, owedFen: 9000 }]);
  const trial = valueOf(await rig.outlet.call(rig.session, 'money.trialBalance', { period: '2026-11' }));
  expect(trial.rows.find((row) => row.account === 'cash_with_staff')?.balanceFen).toBe(9000);
  expect(await out()).toMatchObject({ count: 1, amountFen: 9000, blocks: true });
  // In December: what he takes then is no matter of November, and what he hands in pays November first
  rig.outlet.env.jump(10 * 86_400_000);
  take(30_000);
  expect(await out()).toMatchObject({ count: 1, amountFen: 9000 });
  await handIn(39_000, '2026-12-02');
  expect(await out()).toMatchObject({ count: 0, amountFen: 0, blocks: false });
});

test('hand-ins stand by day, the latest first, in whatever order they were keyed', async () => {
  const rig = await moneyRig();
  const { id } = auditedOrder(rig, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] });
  for (const [staffId, day] of [
    ['T01', '2026-11-21'],
    ['T02', '2026-11-22'],
    ['T03', '2026-11-20'],
  ] as const) {
    rig.run((tx) => {
      const { paymentId } = recordTaking(tx, {
        orderId: id,
        staffId,
        method: 'cash',
        purpose: 'prepayment',
        amountFen: 1000,
      });
      tx.update('payment', paymentId, { day });
    });
    valueOf(await rig.outlet.call(rig.session, 'money.handIn', { staffId, day, cashFen: 1000 }));
  }
  const { done } = valueOf(await rig.outlet.call(rig.session, 'money.handIns', {}));
  expect(done.map((row) => row.day)).toEqual(['2026-11-22', '2026-11-21', '2026-11-20']);
});

test('what waits for a slip is what the slip then holds; earlier months and orders not audited are told apart', async () => {
  const rig = await moneyRig();
  auditedOrder(rig, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] });
  rig.outlet.env.jump(10 * 86_400_000);
  auditedOrder(rig, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] });
  rig.run((tx) =>
    walk(tx, makeOrder(tx, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] }).id, 'finish', 'verify'),
  );
  const paid = (where: string) =>
    rig.value<number>(
      `SELECT sum(amount_fen - paid_fen) FROM fee_line WHERE party = 'technician' AND state = 'open' AND ${where}`,
    );
  const asked = { period: '2026-12' };
  const { waiting } = valueOf(await rig.outlet.call(rig.session, 'money.paySlips', asked));
  expect(waiting).toMatchObject([
    {
      partyId: 'T01',
      earlierFen: paid("entry_id IS NOT NULL AND period = '2026-11'"),
      unauditedFen: paid('entry_id IS NULL'),
      dueFen: paid('entry_id IS NOT NULL'),
    },
  ]);
  expect(waiting[0]?.earlierFen).toBeGreaterThan(0);
  expect(waiting[0]?.unauditedFen).toBeGreaterThan(0);
  valueOf(await rig.outlet.call(rig.session, 'money.preparePay', asked));
  const { slips } = valueOf(await rig.outlet.call(rig.session, 'money.paySlips', asked));
  expect(slips).toMatchObject([{ dueFen: waiting[0]?.dueFen, lines: waiting[0]?.lines }]);
});

test('a closed period takes nothing: no entry, no change of the period by any way', async () => {
  const rig = await moneyRig();
  const { id } = auditedOrder(rig, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] });
  await closeEarlier(rig, '2026-11');
  valueOf(await close(rig, '2026-11', everything));
  const entries = rig.value<number>('SELECT count(*) FROM journal_entry');
  expect(
    await rig.outlet.call(rig.session, 'money.takePayment', { orderId: id, method: 'cash', amountFen: 100 }),
  ).toMatchObject({ ok: false, error: { code: 'period_closed', params: { period: '2026-11' } } });
  expect(() => rig.run((tx) => tx.update('period', '2026-11', { state: 'open' }))).toThrow('period_closed');
  expect(() =>
    rig.run((tx) =>
      tx.insert('journal_entry', {
        number: 'X',
        period: '2026-11',
        business_day: '2026-11-22',
        kind: 'x',
        document_kind: 'x',
        document_id: 'x',
        at: tx.at,
      }),
    ),
  ).toThrow('period_closed');
  expect(rig.value<number>('SELECT count(*) FROM journal_entry')).toBe(entries);
  expect(rig.value<number>('SELECT count(*) FROM payment')).toBe(0);
});

test('a soft close books nothing and can be taken back', async () => {
  const rig = await moneyRig();
  const version = () => rig.value<number>("SELECT version FROM period WHERE id = '2026-11'");
  valueOf(await rig.outlet.call(rig.session, 'money.softClosePeriod', { id: '2026-11', version: version() }));
  expect(() => auditedOrder(rig, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] })).toThrow(
    'period_closed',
  );
  // The audit that could not book left nothing behind
  expect(rig.value<number>("SELECT count(*) FROM work_order WHERE state = 'audited'")).toBe(0);
  valueOf(await rig.outlet.call(rig.session, 'money.openPeriod', { id: '2026-11', version: version() }));
  auditedOrder(rig, { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] });
});

test('the sheet of a period, read back by another library, has the sums of the store to the fen', async () => {
  const rig = await moneyRig();
  const numbers = ['LZ1', 'LZ2', 'LZ3'].map((upstream, index) => {
    auditedOrder(rig, {
      payerId: 'PY-LZ',
      machines: [{ item: 'AZ-KT-GJ' }],
      upstream: `${upstream}-00000000001`,
      distanceM: 21_110 + index * 3,
    });
    return `${upstream}-00000000001`;
  });
  auditedOrder(rig, { payerId: 'PY-JD', machines: [{ item: 'AZ-DR' }], subShopId: 'SUB1' });
  await imported(rig, 'PY-LZ', 'a.xlsx', lzFile(numbers.map((number) => ({ number, fen: 13_222 }))));
  const { jobId } = valueOf(await rig.outlet.call(rig.session, 'money.exportPeriod', { period: '2026-11' }));
  await rig.outlet.jobs.finished(jobId);
  const job = valueOf(await rig.outlet.call(rig.session, 'jobs.get', { id: jobId }));
  expect(job).toMatchObject({ state: 'done', fault: null });
  const result = job.result as {
    hash: string;
    name: string;
    totals: { byPayer: Record<string, number>; receivableFen: number; payFen: number };
  };
  expect(result.name).toBe('结算-2026-11.xlsx');
  const book = read(await rig.outlet.blobs.get(result.hash), {
    type: 'buffer',
    cellFormula: true,
    cellStyles: true,
  });
  expect(book.SheetNames).toEqual([
    '应收 凌泽空调(厂家)',
    '应收 京东服务(平台)',
    '师傅与下级网点',
    '试算平衡',
  ]);
  const sheet = book.Sheets[book.SheetNames[0] as string]!;
  const stored = rig.value<number>(
    "SELECT sum(amount_fen) FROM fee_line WHERE party = 'payer' AND party_id = 'PY-LZ' AND state <> 'void'",
  );
  const rows = rig.value<number>(
    "SELECT count(*) FROM fee_line WHERE party = 'payer' AND party_id = 'PY-LZ' AND state <> 'void'",
  );
  const foot = sheet[`H${rows + 2}`] as { f: string; v: number };
  expect(foot.f).toBe(`SUM(H2:H${rows + 1})`);
  let sum = 0;
  for (let row = 2; row <= rows + 1; row += 1) sum += Math.round((sheet[`H${row}`] as { v: number }).v * 100);
  expect(sum).toBe(stored);
  expect(Math.round(foot.v * 100)).toBe(stored);
  expect(result.totals.byPayer['PY-LZ']).toBe(stored);
  // Numbers stay text, with their dashes and zeros
  expect(sheet['B2']).toMatchObject({ t: 's', v: 'LZ1-00000000001' });
  const trial = book.Sheets['试算平衡']!;
  const last = Object.keys(trial).filter((cell) => /^D\d+$/.test(cell)).length;
  expect((trial[`D${last}`] as { v: number }).v).toBe((trial[`E${last}`] as { v: number }).v);
  const ticket = valueOf(await rig.outlet.call(rig.session, 'money.sheetTicket', { jobId }));
  expect(ticket).toMatchObject({ name: '结算-2026-11.xlsx' });
});
