import { expect, test } from 'vitest';
import { csvBytes, imported, importFile, lzFile, upload, xlsxBytes } from './files.ts';
import { auditedOrder, moneyRig, valueOf, type MoneyRig } from './rig.ts';

const gj = { payerId: 'PY-LZ', machines: [{ item: 'AZ-KT-GJ' }] };

function orders(rig: MoneyRig, count: number, spec: object = {}) {
  return Array.from({ length: count }, (_, index) => {
    const number = `LZ2611${String(index + 1).padStart(4, '0')}`;
    return { number, ...auditedOrder(rig, { ...gj, upstream: number, ...spec }) };
  });
}

const kinds = (rig: MoneyRig) =>
  Object.fromEntries(
    rig
      .all<{ kind: string; n: number }>(
        "SELECT difference_kind AS kind, count(*) AS n FROM statement_line WHERE NOT (state = 'duplicate' AND reason = 'superseded') GROUP BY 1",
      )
      .map((row) => [row.kind, row.n]),
  );

test('planted differences are found, each with its kind; the totals tie to the fen', async () => {
  const rig = await moneyRig();
  type Made = { number: string; id: string };
  const [a, b, c, d, e, f] = orders(rig, 6, { distanceM: 30_000 }) as unknown as [
    Made,
    Made,
    Made,
    Made,
    Made,
    Made,
  ];
  const full = 13_000 + 2000;
  const done = await imported(
    rig,
    'PY-LZ',
    '凌泽结算明细_202611.xlsx',
    lzFile([
      { number: a.number, fen: full },
      { number: b.number, fen: full - 1000 },
      { number: c.number, fen: full - 2000, deductionFen: 2000, reason: '超时上门' },
      { number: d.number, fen: 0, status: '不予结算', reason: '照片不合格' },
      { number: 'LZ9999000001', fen: 8800 },
      { number: e.number, fen: full + 1 },
    ]),
  );
  expect(done).toMatchObject({
    rows: 6,
    added: 6,
    same: 0,
    matched: 2,
    fileTotalFen: 65_801,
    totalFen: 65_801,
  });
  expect(kinds(rig)).toEqual({ equal: 1, rounding: 1, short: 1, fine: 1, unpaid: 1, not_ours: 1 });
  expect(
    rig.value<number>("SELECT count(*) FROM difference WHERE kind = 'missing' AND work_order_id = ?", f.id),
  ).toBe(1);
  const { totals, statement } = valueOf(
    await rig.outlet.call(rig.session, 'money.statement', { id: done.statementId as string }),
  );
  expect(totals.theirsFen).toBe(65_801);
  expect(totals.oursFen).toBe(6 * full);
  expect(totals.oursFen + totals.diffFen).toBe(totals.theirsFen);
  expect(totals.byKind.reduce((sum, one) => sum + one.diffFen, 0)).toBe(totals.diffFen);
  expect(statement.openDifferences).toBe(5);
  // Appeals run until the end of the window
  expect(rig.value<number>("SELECT min(appeal_due_at) FROM difference WHERE kind = 'short'")).toBe(
    Date.UTC(2026, 10, 29, 16),
  );
  // The row's person is sealed, and masked for who may not see it
  expect(rig.value<string>('SELECT raw_sealed FROM statement_line LIMIT 1')).not.toContain('林');
});

test('the same file twice adds nothing; a corrected file changes exactly its rows', async () => {
  const rig = await moneyRig();
  const [a, b, c] = orders(rig, 3) as { number: string; id: string }[];
  const rows = [a, b, c].map((order) => ({ number: (order as { number: string }).number, fen: 13_000 }));
  const first = await imported(rig, 'PY-LZ', 'a.xlsx', lzFile([rows[0]!, { ...rows[1]!, fen: 12_000 }]));
  expect(first).toMatchObject({ added: 2, same: 0, changed: 0, matched: 1 });
  const before = rig.value<number>('SELECT max(lsn) FROM op');
  const again = await imported(rig, 'PY-LZ', 'a.xlsx', lzFile([rows[0]!, { ...rows[1]!, fen: 12_000 }]));
  expect(again).toMatchObject({ added: 0, same: 2, changed: 0, statementId: first.statementId });
  expect(rig.value<number>('SELECT count(*) FROM statement_line')).toBe(2);
  expect(rig.value<number>('SELECT count(*) FROM statement_match WHERE undone_at IS NULL')).toBe(2);
  expect(before).toBeGreaterThan(0);
  // Overlapping, shifted by one and corrected: row numbers differ, one amount differs, one row is new
  const fixed = lzFile([rows[2]!, rows[1]!, rows[0]!]);
  const preview = valueOf(
    await rig.outlet.call(rig.session, 'money.previewStatement', {
      payerId: 'PY-LZ',
      blobHash: await upload(rig, fixed, 'b.xlsx'),
      fileName: 'b.xlsx',
    }),
  );
  expect(preview.preview).toMatchObject({ added: 1, same: 1, changed: 1, periods: ['2026-11'] });
  expect(preview.preview?.sample[0]).toMatchObject({
    status: 'changed',
    beforeFen: 12_000,
    amountFen: 13_000,
  });
  const second = await imported(rig, 'PY-LZ', 'b.xlsx', fixed);
  expect(second).toMatchObject({
    added: 1,
    same: 1,
    changed: 1,
    matched: 3,
    differences: 0,
    statementId: first.statementId,
  });
  expect(rig.value<number>('SELECT total_fen FROM statement')).toBe(39_000);
});

test('a GBK file with a total row, a UTF-8 one with a mark, UTF-16, and an old xls are read alike', async () => {
  const rig = await moneyRig();
  const number = 'BY26110001';
  auditedOrder(rig, { payerId: 'PY-BY', machines: [{ item: 'AZ-XYJ' }], upstream: number });
  const table: (string | number)[][] = [
    ['服务单号', '服务类别', '用户', '手机', '完工时间', '结算项目', '金额', '罚款', '罚款说明', '应付'],
    [number, '安装', '䶮㛃𠮷', '13900000001', '2026-11-22 10:00', '安装费', '25.00', '', '', '25.00'],
    ['合计', '', '', '', '', '', '25.00', '', '', '25.00'],
  ];
  const files: [string, Uint8Array, string][] = [
    ['北屿202611对账.csv', csvBytes(table, 'gbk'), 'gb18030'],
    ['b.csv', csvBytes(table, 'utf8-bom'), 'utf-8-bom'],
    ['c.csv', csvBytes(table, 'utf16le'), 'utf-16le'],
    ['d.xls', xlsxBytes(table, 'xls'), 'xls'],
  ];
  for (const [name, bytes, encoding] of files) {
    const answer = await rig.outlet.call(rig.session, 'money.previewStatement', {
      payerId: 'PY-BY',
      blobHash: await upload(rig, bytes, name),
      fileName: name,
    });
    expect(valueOf(answer).preview).toMatchObject({ encoding, rows: 1, totalFen: 2500, fileTotalFen: 2500 });
  }
  const done = await imported(rig, 'PY-BY', files[0]![0], files[0]![1]);
  expect(done).toMatchObject({ added: 1, matched: 1, open: 0 });
  // Read through another encoding it is the same row
  expect(await imported(rig, 'PY-BY', 'c.csv', files[2]![1])).toMatchObject({ added: 0, same: 1 });
  const line = valueOf(
    await rig.outlet.call(rig.session, 'money.line', {
      id: rig.value<string>('SELECT id FROM statement_line'),
    }),
  );
  expect(line.phone).not.toBe('13900000001');
  expect(line.person).toBe('䶮㛃𠮷');
});

test.for([
  [
    'no order column',
    [
      ['结算金额', '完工日期'],
      ['130.00', '2026-11-01'],
    ],
    'statement_column_missing',
    { column: '工单号' },
  ],
  [
    'no amount',
    [
      ['工单号', '完工日期'],
      ['A1', '2026-11-01'],
    ],
    'statement_column_missing',
    { column: '结算金额' },
  ],
  [
    'an amount of words',
    [
      ['工单号', '结算金额'],
      ['A1', '壹佰'],
      ['A2', '1.005'],
    ],
    'statement_cell',
    { row: 2, column: '结算金额', value: '壹佰', count: 2 },
  ],
  [
    'an impossible day',
    [
      ['工单号', '结算金额', '完工日期'],
      ['A1', '1.00', '2026-02-30'],
    ],
    'statement_cell',
    { row: 2, value: '2026-02-30' },
  ],
  ['nothing below the heading', [['工单号', '结算金额']], 'statement_empty', {}],
] as const)('%s: one fault that names file and place, nothing imported', async ([, rows, code, params]) => {
  const rig = await moneyRig();
  const answer = await importFile(
    rig,
    'PY-LZ',
    '坏文件.csv',
    csvBytes(
      rows.map((row) => [...row]),
      'utf8',
    ),
  );
  expect(answer).toMatchObject({ ok: false, error: { code, params: { file: '坏文件.csv', ...params } } });
  expect(rig.value<number>('SELECT count(*) FROM statement_line')).toBe(0);
  expect(rig.value<number>('SELECT count(*) FROM statement')).toBe(0);
});

test('a broken zip and a file of zeros are refused by name', async () => {
  const rig = await moneyRig();
  for (const bytes of [Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]), new Uint8Array(5000)]) {
    expect(await importFile(rig, 'PY-LZ', 'x.xlsx', bytes)).toMatchObject({
      ok: false,
      error: { code: 'statement_unreadable', params: { file: 'x.xlsx' } },
    });
  }
});

test('a row without a number waits for a person; what a hand matched stays, and comes apart again', async () => {
  const rig = await moneyRig();
  const [a, b] = orders(rig, 2) as { number: string; id: string }[];
  await imported(
    rig,
    'PY-LZ',
    'a.csv',
    csvBytes(
      [
        ['工单号', '结算金额', '完工日期', '用户电话'],
        ['', '130.00', '2026-11-22', ''],
        [(b as { number: string }).number, '130.00', '2026-11-22', ''],
      ],
      'utf8',
    ),
  );
  const open = rig.all<{ id: string; version: number }>(
    "SELECT id, version FROM statement_line WHERE state = 'open'",
  );
  expect(open).toHaveLength(1);
  const line = valueOf(await rig.outlet.call(rig.session, 'money.line', { id: open[0]!.id }));
  expect(line.why).toBe('no_number');
  expect(line.candidates.map((one) => one.orderId)).toEqual([a!.id]);
  const agree = await rig.outlet.call(rig.session, 'money.agreeStatement', {
    id: rig.value<string>('SELECT id FROM statement'),
    version: rig.value<number>('SELECT version FROM statement'),
  });
  expect(agree).toMatchObject({ ok: false, error: { code: 'statement_undecided' } });
  const matched = valueOf(
    await rig.outlet.call(rig.session, 'money.matchLine', {
      id: line.id,
      version: line.version,
      orderId: a!.id,
    }),
  );
  expect(matched).toMatchObject({ state: 'matched', kind: 'equal', diffFen: 0 });
  // Another desk that still shows the old row is told
  expect(
    await rig.outlet.call(rig.session, 'money.refuseLine', { id: line.id, version: line.version }),
  ).toMatchObject({ ok: false, error: { code: 'conflict' } });
  const head = rig.all<{ id: string; version: number }>('SELECT id, version FROM statement')[0]!;
  expect(valueOf(await rig.outlet.call(rig.session, 'money.matchStatement', head))).toMatchObject({
    matched: 2,
    open: 0,
  });
  const back = valueOf(
    await rig.outlet.call(rig.session, 'money.unmatchLine', { id: line.id, version: matched.version }),
  );
  expect(back.state).toBe('open');
  expect(
    rig.value<string>(
      "SELECT group_concat(DISTINCT state) FROM fee_line WHERE work_order_id = ? AND party = 'payer'",
      a!.id,
    ),
  ).toBe('open');
});

test('one wrong digit, all else agreeing: matched by the machine, with its evidence', async () => {
  const rig = await moneyRig();
  const [a] = orders(rig, 1) as { number: string; id: string; customerId: string }[];
  const phone = rig.value<string>('SELECT phone FROM customer WHERE id = ?', a!.customerId);
  const wrong = `${a!.number.slice(0, -1)}9`;
  const done = await imported(rig, 'PY-LZ', 'a.xlsx', lzFile([{ number: wrong, fen: 13_000, phone }]));
  expect(done.matched).toBe(1);
  expect(JSON.parse(rig.value<string>('SELECT evidence FROM statement_match'))).toEqual([
    'number_near',
    'amount',
    'day',
    'phone',
  ]);
});

test('agreed, paid, closed: fee lines and order follow, the receivable ends at nothing', async () => {
  const rig = await moneyRig();
  const list = orders(rig, 4, { distanceM: 30_000 }) as { number: string; id: string }[];
  const done = await imported(
    rig,
    'PY-LZ',
    'a.xlsx',
    lzFile([
      { number: list[0]!.number, fen: 15_000 },
      { number: list[1]!.number, fen: 13_000 },
      { number: list[2]!.number, fen: 14_999 },
      { number: list[3]!.number, fen: 13_000, deductionFen: 2000, reason: '超时' },
    ]),
  );
  const differences = valueOf(await rig.outlet.call(rig.session, 'money.differences', {}));
  expect(differences).toMatchObject({ total: 2, sumFen: -4000 });
  for (const row of differences.differences) {
    const passTo = row.kind === 'fine' ? 'T01' : null;
    valueOf(
      await rig.outlet.call(rig.session, 'money.acceptDifference', {
        id: row.id,
        version: row.version,
        passToStaffId: passTo,
      }),
    );
  }
  const version = () => rig.value<number>('SELECT version FROM statement');
  const agreed = valueOf(
    await rig.outlet.call(rig.session, 'money.agreeStatement', {
      id: done.statementId as string,
      version: version(),
    }),
  );
  expect(agreed).toMatchObject({ state: 'agreed', fees: 8, agreedFen: 55_999 });
  const over = await rig.outlet.call(rig.session, 'money.recordPayerPayment', {
    id: done.statementId as string,
    version: version(),
    amountFen: 56_000,
  });
  expect(over).toMatchObject({ ok: false, error: { code: 'payment_over', params: { leftFen: 55_999 } } });
  const part = valueOf(
    await rig.outlet.call(rig.session, 'money.recordPayerPayment', {
      id: done.statementId as string,
      version: version(),
      amountFen: 20_000,
    }),
  );
  expect(part).toMatchObject({ paidLines: 1, leftFen: 35_999 });
  const rest = valueOf(
    await rig.outlet.call(rig.session, 'money.recordPayerPayment', {
      id: done.statementId as string,
      version: version(),
      amountFen: 30_000,
      retentionFen: 5999,
    }),
  );
  expect(rest).toMatchObject({ paidLines: 3, leftFen: 0 });
  const balance = (account: string) =>
    rig.value<number>(
      'SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = ?',
      account,
    );
  expect(balance('receivable_payer')).toBe(0);
  expect(balance('bank')).toBe(50_000);
  expect(balance('retention_held_by_payer')).toBe(5999);
  expect(balance('cost_losses')).toBe(2000);
  expect(balance('recoverable_staff')).toBe(2000);
  expect(
    rig.value<number>(
      "SELECT count(*) FROM fee_line WHERE party = 'payer' AND state <> 'paid' AND state <> 'void'",
    ),
  ).toBe(0);

  // The man is paid, what he owes is set off, and the orders can be closed
  valueOf(await rig.outlet.call(rig.session, 'money.preparePay', { period: '2026-11' }));
  const slip = valueOf(await rig.outlet.call(rig.session, 'money.paySlips', { period: '2026-11' })).slips[0]!;
  expect(slip).toMatchObject({ staffId: 'T01', lines: 4, dueFen: 32_000, deductedFen: 2000, netFen: 30_000 });
  const confirmed = valueOf(
    await rig.outlet.call(rig.session, 'money.confirmPay', { id: slip.id, version: slip.version }),
  );
  expect(
    valueOf(await rig.outlet.call(rig.session, 'money.payOut', { id: slip.id, version: confirmed.version })),
  ).toMatchObject({ paidFen: 30_000, state: 'paid' });
  expect(balance('payable_staff')).toBe(0);
  expect(balance('recoverable_staff')).toBe(0);
  expect(rig.all("SELECT queue FROM work_order WHERE queue <> 'closing'")).toEqual([]);
  expect(balance('bank')).toBe(20_000);
});

test('who may not import is refused; a technician sees no statement', async () => {
  const rig = await moneyRig();
  const session = rig.outlet.session({ as: 'T01', deskId: 'other' });
  expect(await rig.outlet.call(session, 'money.statements', {})).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
});
