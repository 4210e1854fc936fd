import demo from '../../db/seed/demo-outlet.json' with { type: 'json' };
import { beforeEach, expect, test } from 'vitest';
import { NetError } from '../../domain/kernel/env.ts';
import { sandboxNet } from '../../main/platforms/sandbox/net.ts';
import { sandboxes, type RunnableSandbox } from '../../main/platforms/sandboxes.ts';
import type { OutletShapes } from '../../main/platforms/sandbox/shapes.ts';
import { auditedOrder, moneyRig, valueOf, type MoneyRig } from './rig.ts';

const hour = 3_600_000;
const ours = 16_000;
const numberOf = (index: number) => `OWN2611${String(index + 1).padStart(4, '0')}`;

let rig: MoneyRig;
let sandbox: RunnableSandbox;
let net: MoneyRig['outlet']['env']['net'];

/** Five audited orders of the own platform, whose stand-in has booked four of them; two rows fit a page. */
beforeEach(async () => {
  rig = await moneyRig();
  const { env } = rig.outlet;
  sandbox = sandboxes['own']!({
    outlet: demo as unknown as OutletShapes,
    connection: 'C-OWN',
    seed: 5,
    now: () => env.now(),
    startAt: env.now() - 240 * hour,
    secret: 'a test secret, long enough',
    rhythm: false,
  });
  net = sandboxNet({ 'http://own.sandbox': sandbox.handle });
  env.net = net;
  rig.run((tx) =>
    tx.update('connection', 'C-OWN', {
      settings: { ...sandbox.settingsFor('http://own.sandbox'), pageSize: 2 },
      paused_at: null,
    }),
  );
  for (let index = 0; index < 5; index += 1)
    auditedOrder(rig, {
      payerId: 'PY-OWN',
      machines: [{ item: 'AZ-KT-GJ' }],
      upstream: numberOf(index),
    });
  for (const [index, fen] of [ours, ours, ours - 1500].entries()) book(index, fen);
  book(8, 7000);
});

function book(index: number, amountFen: number): void {
  const bookedAt = rig.outlet.env.now() - (20 - index) * hour;
  sandbox.world.rows.push({
    id: `${numberOf(index)}01`,
    orderId: numberOf(index),
    tradeId: `T${numberOf(index)}`,
    kind: 'fee',
    amountFen,
    bookedAt,
    paidAt: bookedAt,
  });
}

const pull = () =>
  rig.outlet.call(rig.session, 'money.pullStatement', { connectionId: 'C-OWN', period: '2026-11' });
const stored = () => ({
  heads: rig.all('SELECT payer_id, period, state, lines, total_fen, version FROM statement'),
  rows: rig.all(
    'SELECT id, order_number, amount_fen, state, difference_kind, version FROM statement_line ORDER BY seq',
  ),
  matches: rig.all('SELECT id, amount_fen, undone_at FROM statement_match ORDER BY seq'),
  differences: rig.all('SELECT id, kind, ours_fen, theirs_fen, state FROM difference ORDER BY seq'),
  fees: rig.all("SELECT id, state FROM fee_line WHERE party = 'payer' ORDER BY seq"),
});
const nothing = { heads: [], rows: [], matches: [], differences: [] };

test('a platform’s own statement comes page by page and is matched; what it does not name yet is not missing', async () => {
  expect(valueOf(await pull())).toMatchObject({
    rows: 4,
    added: 4,
    same: 0,
    changed: 0,
    rejected: 0,
    totalFen: 3 * ours - 1500 + 7000,
    matched: 2,
    differences: 2,
    open: 0,
  });
  expect(
    rig.all(
      'SELECT order_number AS number, difference_kind AS kind, difference_fen AS fen FROM statement_line ORDER BY seq',
    ),
  ).toEqual([
    { number: numberOf(0), kind: 'equal', fen: 0 },
    { number: numberOf(1), kind: 'equal', fen: 0 },
    { number: numberOf(2), kind: 'short', fen: -1500 },
    { number: numberOf(8), kind: 'not_ours', fen: 7000 },
  ]);
  const { statements } = valueOf(await rig.outlet.call(rig.session, 'money.statements', {}));
  expect(statements).toMatchObject([{ payerId: 'PY-OWN', period: '2026-11', fileName: '', lines: 4 }]);
});

test('pulled again, nothing is added and nothing is decided anew; later bookings join', async () => {
  valueOf(await pull());
  const before = stored();
  expect(valueOf(await pull())).toMatchObject({ rows: 4, added: 0, same: 4, changed: 0, matched: 2 });
  const { heads, ...rest } = stored();
  expect(rest).toEqual({
    rows: before.rows,
    matches: before.matches,
    differences: before.differences,
    fees: before.fees,
  });
  expect(heads).toMatchObject([{ lines: 4, total_fen: 3 * ours - 1500 + 7000 }]);
  book(3, ours);
  expect(valueOf(await pull())).toMatchObject({ rows: 5, added: 1, same: 4, changed: 0, matched: 3 });
  expect(stored().heads).toMatchObject([{ lines: 5, total_fen: 4 * ours - 1500 + 7000 }]);
});

test('a booking the platform corrected takes the place of the old one, and its difference goes', async () => {
  valueOf(await pull());
  const short = sandbox.world.rows[2]!;
  short.amountFen = ours;
  expect(valueOf(await pull())).toMatchObject({
    rows: 4,
    added: 0,
    same: 3,
    changed: 1,
    matched: 3,
    differences: 1,
  });
  expect(
    rig.all(
      `SELECT amount_fen AS fen, state, reason FROM statement_line WHERE order_number = '${numberOf(2)}' ORDER BY seq`,
    ),
  ).toMatchObject([
    { fen: ours - 1500, state: 'duplicate', reason: 'superseded' },
    { fen: ours, state: 'matched' },
  ]);
  expect(stored().heads).toMatchObject([{ lines: 4, total_fen: 3 * ours + 7000 }]);
  // And back again: the first row stands once more
  short.amountFen = ours - 1500;
  expect(valueOf(await pull())).toMatchObject({ same: 3, changed: 1, matched: 2, differences: 2 });
  expect(
    rig.all(
      `SELECT amount_fen AS fen, state FROM statement_line WHERE order_number = '${numberOf(2)}' ORDER BY seq`,
    ),
  ).toEqual([
    { fen: ours - 1500, state: 'difference' },
    { fen: ours, state: 'duplicate' },
  ]);
});

/** Answers as the stand-in does, with one page gone or changed on its way. */
function spoil(change: (page: number, body: string) => string): void {
  let page = 0;
  rig.outlet.env.net = {
    ...net,
    async request(request) {
      const answer = await net.request(request);
      if (!request.url.includes('/v1/statements')) return answer;
      page += 1;
      const body = change(page, new TextDecoder().decode(answer.body));
      return { ...answer, body: new TextEncoder().encode(body) };
    },
  };
}

test('the line goes dead between two pages: one sentence, nothing stored; afterwards all of it comes', async () => {
  const before = stored().fees;
  spoil((page, body) => {
    if (page > 1) throw new NetError('offline');
    return body;
  });
  const failed = await pull();
  expect(failed).toMatchObject({ ok: false, error: { code: 'platform_unreachable' } });
  expect(stored()).toEqual({ ...nothing, fees: before });
  rig.outlet.env.net = net;
  expect(valueOf(await pull())).toMatchObject({ rows: 4, added: 4, matched: 2 });
});

test('half an answer and an answer that is none leave nothing either', async () => {
  const before = stored().fees;
  for (const cut of [(body: string) => body.slice(0, body.length / 2), () => '<html>502</html>']) {
    spoil((page, body) => (page === 2 ? cut(body) : body));
    expect((await pull()).ok).toBe(false);
    expect(stored()).toEqual({ ...nothing, fees: before });
  }
});

test('a row nobody can read is counted and left out; a booking that is not final waits', async () => {
  spoil((page, body) => {
    if (page === 1) return body.replace(`"amountFen":${ours}`, '"amountFen":"viel"');
    return body.replace('"final":true', '"final":false');
  });
  expect(valueOf(await pull())).toMatchObject({ rows: 2, added: 2, rejected: 1 });
  rig.outlet.env.net = net;
  expect(valueOf(await pull())).toMatchObject({ rows: 4, added: 2, same: 2, rejected: 0 });
});

test('a connection without a statement is refused by name', async () => {
  expect(
    await rig.outlet.call(rig.session, 'money.pullStatement', { connectionId: 'C-LZ', period: '2026-11' }),
  ).toMatchObject({ ok: false, error: { code: 'statement_none' } });
});
