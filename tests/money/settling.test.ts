import { cpSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { settlingLoop } from '../../main/services/money/settling.ts';
import { tempDir } from '../support/temp-dir.ts';
import { imported, lzFile } from './files.ts';
import { auditedOrder, moneyRig, valueOf, walk, type MoneyRig } from './rig.ts';

/** Every slice ends after its first line: the clock of CPU time takes a second at each look. */
beforeEach(() => {
  let us = 0;
  vi.spyOn(process, 'threadCpuUsage').mockImplementation(() => ({ user: (us += 1_000_000), system: 0 }));
});
afterEach(() => vi.restoreAllMocks());

/**
 * A statement of seven orders: equal, rounding, a fine passed on, a short row that is appealed, one that is accepted;
 * one order it does not name. Every difference is decided.
 */
async function decided(): Promise<MoneyRig> {
  const rig = await moneyRig();
  const numbers = Array.from({ length: 7 }, (_, index) => `LZ2611${String(index + 1).padStart(4, '0')}`);
  for (const upstream of numbers)
    auditedOrder(rig, {
      payerId: 'PY-LZ',
      machines: [{ item: 'AZ-KT-GJ' }],
      upstream,
      distanceM: 30_000,
    });
  const row = (index: number, fen: number, more: object = {}) => ({
    number: numbers[index] as string,
    fen,
    ...more,
  });
  await imported(
    rig,
    'PY-LZ',
    'a.xlsx',
    lzFile([
      row(0, 15_000),
      row(1, 14_999),
      row(2, 13_000, { deductionFen: 2000, reason: '超时' }),
      row(3, 13_000),
      row(4, 14_000),
      row(5, 15_000),
    ]),
  );
  const { differences } = valueOf(await rig.outlet.call(rig.session, 'money.differences', {}));
  expect(differences.map((one) => one.kind).toSorted()).toEqual(['fine', 'missing', 'short', 'short']);
  for (const one of differences) {
    const target = { id: one.id, version: one.version };
    if (one.kind === 'fine')
      valueOf(
        await rig.outlet.call(rig.session, 'money.acceptDifference', { ...target, passToStaffId: 'T01' }),
      );
    else if (one.kind === 'short' && one.theirsFen === 13_000)
      valueOf(
        await rig.outlet.call(rig.session, 'money.appealDifference', { ...target, reason: '图片齐全' }),
      );
    else if (one.kind === 'short')
      valueOf(await rig.outlet.call(rig.session, 'money.acceptDifference', target));
  }
  return rig;
}

const statementOf = (rig: MoneyRig) =>
  rig.all<{ id: string; version: number }>('SELECT id, version FROM statement')[0] as {
    id: string;
    version: number;
  };
const slipOf = (rig: MoneyRig) =>
  rig.all<{ id: string; version: number }>("SELECT id, version FROM pay_slip WHERE state <> 'void'")[0] as {
    id: string;
    version: number;
  };

/** One request, as a window sends it; sent again with the same id it is answered once. */
interface Request {
  channel: Parameters<MoneyRig['outlet']['call']>[1];
  input: object;
}
interface Step {
  name: string;
  make(rig: MoneyRig): Request;
}

const payment = (name: string, amountFen: number, retentionFen = 0): Step => ({
  name,
  make: (rig) => ({
    channel: 'money.recordPayerPayment',
    input: { ...statementOf(rig), amountFen, retentionFen },
  }),
});
const steps: Step[] = [
  { name: 'agree', make: (rig) => ({ channel: 'money.agreeStatement', input: statementOf(rig) }) },
  payment('pay a part', 45_000),
  payment('pay the rest', 30_000, 9999),
  { name: 'prepare', make: () => ({ channel: 'money.preparePay', input: { period: '2026-11' } }) },
  { name: 'confirm', make: (rig) => ({ channel: 'money.confirmPay', input: slipOf(rig) }) },
  { name: 'pay out', make: (rig) => ({ channel: 'money.payOut', input: slipOf(rig) }) },
];

const send = (rig: MoneyRig, { channel, input }: Request, requestId = rig.outlet.env.newId()) =>
  rig.outlet.call(rig.session, channel, input as never, { requestId });

/** All that money and orders say, without ids, instants and the numbers of transactions. */
function picture(rig: MoneyRig): object {
  const { all } = rig;
  return {
    fees: all(
      `SELECT w.number, f.party, f.party_id, f.fee_kind, f.amount_fen, f.paid_fen, f.state, f.version, json_extract(f.explain, '$.held') AS held, e.number AS entry
       FROM fee_line f JOIN work_order w ON w.id = f.work_order_id LEFT JOIN journal_entry e ON e.id = f.entry_id ORDER BY f.seq`,
    ),
    orders: all('SELECT number, state, side_state, queue, version FROM work_order ORDER BY seq'),
    statements: all('SELECT number, state, total_fen, paid_fen, version FROM statement ORDER BY seq'),
    rows: all(
      'SELECT row_no, state, difference_kind, difference_fen, version FROM statement_line ORDER BY seq',
    ),
    differences: all('SELECT kind, state, ours_fen, theirs_fen, version FROM difference ORDER BY seq'),
    slips: all(
      "SELECT state, due_fen, deducted_fen, net_fen, version FROM pay_slip WHERE state <> 'void' ORDER BY seq",
    ),
    slipLines: all(
      "SELECT l.line_no, l.amount_fen FROM pay_slip_line l JOIN pay_slip s ON s.id = l.pay_slip_id WHERE s.state <> 'void' ORDER BY s.seq, l.line_no",
    ),
    journal: all(
      'SELECT e.number, e.kind, l.line_no, l.account_code, l.party_id, l.debit_fen, l.credit_fen FROM journal_entry e JOIN journal_line l ON l.entry_id = e.id ORDER BY e.seq, l.line_no',
    ),
    events: all(
      "SELECT kind, staff_id, count(*) AS n FROM event WHERE kind NOT GLOB 'blob*' GROUP BY 1, 2 ORDER BY 1, 2",
    ),
    audit: all('SELECT action, staff_id, count(*) AS n FROM audit GROUP BY 1, 2 ORDER BY 1, 2'),
    settling: all('SELECT * FROM settling'),
  };
}

const broken = (rig: MoneyRig) =>
  Object.entries(verifyStore(rig.outlet.store.read))
    .filter(([, law]) => !law.ok)
    .map(([name, law]) => `${name} ${law.detail}`);

/** A copy of a closed outlet's folder, opened as another start of the program would. */
async function reopen(from: string, seed: number, dir = tempDir()): Promise<MoneyRig> {
  if (dir !== from) cpSync(from, dir, { recursive: true });
  return moneyRig({ dir, seed });
}

/** The program dies inside gate call number `at` (from 0) of what follows: that one and all later write nothing. */
function dieAt(rig: MoneyRig, at: number): { died(): boolean } {
  const { gate } = rig.outlet.store;
  const run = gate.run.bind(gate);
  let calls = 0;
  let dead = false;
  gate.run = (call, fn) =>
    run(call, (tx) => {
      const answer = fn(tx);
      dead ||= calls++ === at;
      if (dead) throw new Error('power cut');
      return answer;
    });
  return { died: () => dead };
}

const resume = (rig: MoneyRig) => settlingLoop(rig.outlet).round(new AbortController().signal);

describe('a payment cut off between any two of its transactions ends as if nothing had been', () => {
  test('every cut of every step', async () => {
    let before = await decided();
    let cuts = 0;
    let busy = 0;
    for (const [at, step] of steps.entries()) {
      const base = before.outlet.dir;
      await before.outlet.close();
      const whole = await reopen(base, 100 + at);
      const answer = await send(whole, step.make(whole));
      expect(valueOf(answer as never)).toBeTruthy();
      const expected = picture(whole);
      expect(broken(whole)).toEqual([]);
      for (let cut = 0; ; cut += 1) {
        const where = `${step.name}, cut ${cut}`;
        const cutRig = await reopen(base, 1000 + at * 100 + cut);
        const request = step.make(cutRig);
        const requestId = cutRig.outlet.env.newId();
        const power = dieAt(cutRig, cut);
        await send(cutRig, request, requestId);
        const { dir } = cutRig.outlet;
        await cutRig.outlet.close();
        if (!power.died()) break;
        cuts += 1;
        const again = await reopen(dir, 5000 + at * 100 + cut, dir);
        expect(broken(again), where).toEqual([]);
        busy += await stepsRefused(again, where);
        await resume(again);
        // The window sends what it got no answer to once more
        const repeated = await send(again, request, requestId);
        expect(repeated.ok, where).toBe(true);
        expect(picture(again), where).toEqual(expected);
        expect(broken(again), where).toEqual([]);
        await again.outlet.close();
      }
      before = whole;
    }
    console.log(`settling: ${cuts} cuts`);
    expect(cuts).toBeGreaterThan(30);
    expect(busy).toBeGreaterThan(20);
  }, 300_000);
});

/** While a document's lines follow, it says so, and every further step on it is refused by one sentence. Answers how many. */
async function stepsRefused(rig: MoneyRig, where: string): Promise<number> {
  const [busy] = rig.all<{ id: string; step: string }>('SELECT document_id AS id, step FROM settling');
  const { statements } = valueOf(await rig.outlet.call(rig.session, 'money.statements', {}));
  const { slips } = valueOf(await rig.outlet.call(rig.session, 'money.paySlips', { period: '2026-11' }));
  expect(
    [...statements, ...slips].filter((one) => one.settling).map((one) => one.id),
    where,
  ).toEqual(busy === undefined ? [] : [busy.id]);
  if (busy === undefined) return 0;
  const refused = { ok: false, error: { code: 'document_settling' } };
  const version = rig.value<number>("SELECT version FROM period WHERE id = '2026-11'");
  expect(
    await rig.outlet.call(rig.session, 'money.softClosePeriod', { id: '2026-11', version }),
    where,
  ).toMatchObject(refused);
  if (busy.step === 'pay_out')
    expect(await rig.outlet.call(rig.session, 'money.payOut', slipOf(rig)), where).toMatchObject(refused);
  else
    expect(
      await rig.outlet.call(rig.session, 'money.recordPayerPayment', { ...statementOf(rig), amountFen: 1 }),
      where,
    ).toMatchObject(refused);
  return 1;
}

/** Steps up to and with `last`, whole. */
async function walkTo(last: string): Promise<MoneyRig> {
  const rig = await decided();
  for (const step of steps) {
    valueOf((await send(rig, step.make(rig))) as never);
    if (step.name === last) break;
  }
  return rig;
}

const stateOf = (rig: MoneyRig, party: string) =>
  rig.all<{ state: string }>(
    "SELECT DISTINCT f.state FROM fee_line f WHERE f.party = ? AND f.amount_fen <> 0 AND f.work_order_id = (SELECT id FROM work_order WHERE upstream_number = 'LZ26110001')",
    party,
  );
const disputed = (rig: MoneyRig) =>
  rig.value<string>("SELECT id FROM work_order WHERE upstream_number = 'LZ26110001'");
const balance = (rig: MoneyRig, account: string) =>
  rig.value<number>(
    'SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = ?',
    account,
  );

test('a dispute while the lines follow: the payment reaches them through the hold', async () => {
  const rig = await walkTo('agree');
  const power = dieAt(rig, 1);
  await send(rig, payment('', 84_999).make(rig));
  expect(power.died()).toBe(true);
  const { dir } = rig.outlet;
  await rig.outlet.close();
  const again = await reopen(dir, 77, dir);
  again.run((tx) => walk(tx, disputed(again), 'dispute'));
  expect(stateOf(again, 'payer')).toEqual([{ state: 'held' }]);
  await resume(again);
  expect(stateOf(again, 'payer')).toEqual([{ state: 'held' }]);
  again.run((tx) => walk(tx, disputed(again), 'resolve_dispute'));
  expect(stateOf(again, 'payer')).toEqual([{ state: 'paid' }]);
  expect(broken(again)).toEqual([]);
});

test('a dispute after a slip was paid holds nothing that was paid, though its line does not say so yet', async () => {
  const rig = await walkTo('confirm');
  dieAt(rig, 1);
  await send(rig, (steps.at(-1) as Step).make(rig));
  const { dir } = rig.outlet;
  await rig.outlet.close();
  const again = await reopen(dir, 78, dir);
  again.run((tx) => walk(tx, disputed(again), 'dispute'));
  expect(balance(again, 'payable_staff_held')).toBe(0);
  await resume(again);
  expect(stateOf(again, 'technician')).toEqual([{ state: 'paid' }]);
  expect(balance(again, 'payable_staff')).toBe(0);
  expect(broken(again)).toEqual([]);
});

test('a slip with a line that was frozen is not paid; a new one is made without it', async () => {
  const rig = await walkTo('confirm');
  const { id, version } = slipOf(rig);
  rig.run((tx) => walk(tx, disputed(rig), 'dispute'));
  expect(await rig.outlet.call(rig.session, 'money.payOut', { id, version })).toMatchObject({
    ok: false,
    error: { code: 'pay_stale', params: { count: 1 } },
  });
  valueOf(await rig.outlet.call(rig.session, 'money.preparePay', { period: '2026-11' }));
  expect(rig.value<string>('SELECT state FROM pay_slip WHERE id = ?', id)).toBe('void');
  const anew = slipOf(rig);
  const confirmed = valueOf(await rig.outlet.call(rig.session, 'money.confirmPay', anew));
  valueOf(await rig.outlet.call(rig.session, 'money.payOut', { id: anew.id, version: confirmed.version }));
  rig.run((tx) => walk(tx, disputed(rig), 'resolve_dispute'));
  expect(stateOf(rig, 'technician')).toEqual([{ state: 'open' }]);
  expect(broken(rig)).toEqual([]);
});

test('drafts of two periods name the same lines: one of them is confirmed', async () => {
  const rig = await decided();
  await rig.outlet.call(rig.session, 'money.preparePay', { period: '2026-11' });
  await rig.outlet.call(rig.session, 'money.preparePay', { period: '2026-12' });
  const [first, second] = rig.all<{ id: string; version: number }>(
    "SELECT id, version FROM pay_slip WHERE state = 'draft' ORDER BY seq",
  ) as [{ id: string; version: number }, { id: string; version: number }];
  valueOf(await rig.outlet.call(rig.session, 'money.confirmPay', first));
  expect(await rig.outlet.call(rig.session, 'money.confirmPay', second)).toMatchObject({
    ok: false,
    error: { code: 'pay_stale' },
  });
});

test('a full disk after the payment: it is answered, and the host ends it later', async () => {
  const rig = await walkTo('agree');
  const { gate } = rig.outlet.store;
  const run = gate.run.bind(gate);
  let full = false;
  gate.run = (call, fn) => {
    if (full) throw new Error('disk full');
    const answer = run(call, fn);
    full = true;
    return answer;
  };
  const answer = await send(rig, payment('', 84_999).make(rig));
  expect(answer).toMatchObject({ ok: true, value: { paidLines: 6, leftFen: 0 } });
  expect(rig.all('SELECT step FROM settling')).toEqual([{ step: 'payment' }]);
  gate.run = run;
  await resume(rig);
  expect(rig.all('SELECT * FROM settling')).toEqual([]);
  expect(broken(rig)).toEqual([]);
});
