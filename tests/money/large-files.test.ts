import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isLarge } from '../../main/services/money/statements/read-statement.ts';
import { csvBytes, importFile, lzFile, lzHeadings, upload } from './files.ts';
import { auditedOrder, moneyRig, valueOf, type MoneyRig } from './rig.ts';

const rowCount = 600;
const remark = '资料齐全，验收合格，配件已寄回，用户评价已收到。'.repeat(3);
const numberOf = (index: number) => `LZ2611${String(index + 1).padStart(6, '0')}`;
const rows = Array.from({ length: rowCount }, (_, index) => ({ number: numberOf(index), fen: 13_000 }));

/** The same rows as a payer's program would write them without a workbook. */
function csvFile(fenOf: (index: number) => number = () => 13_000): Uint8Array {
  const body = rows.map((row, index) =>
    lzHeadings.map((heading) => {
      if (heading === '工单号') return row.number;
      if (heading === '结算金额') return (fenOf(index) / 100).toFixed(2);
      if (heading === '完工日期') return '2026-11-22';
      return heading === '结算状态'
        ? '已结算'
        : heading === '服务类型'
          ? '安装'
          : heading === '备注'
            ? remark
            : '';
    }),
  );
  return csvBytes([lzHeadings, ...body]);
}

const counts = (rig: MoneyRig) =>
  rig.all<object>(
    `SELECT (SELECT count(*) FROM statement) AS statements, (SELECT count(*) FROM statement_line) AS lines, (SELECT count(*) FROM statement_match) AS matches,
     (SELECT count(*) FROM difference) AS differences, (SELECT count(*) FROM event WHERE entity = 'statement') AS events,
     (SELECT count(*) FROM fee_line WHERE state = 'in_statement') AS named`,
  )[0];
const nothing = { statements: 0, lines: 0, matches: 0, differences: 0, events: 0, named: 0 };

async function made(): Promise<MoneyRig> {
  const rig = await moneyRig();
  for (const index of [0, 1])
    auditedOrder(rig, {
      payerId: 'PY-LZ',
      machines: [{ item: 'AZ-KT-GJ' }],
      upstream: numberOf(index),
    });
  return rig;
}

/** Starts the import, ends it as soon as it says `code`, answers what the job was in the end. */
async function cancelledAt(rig: MoneyRig, name: string, bytes: Uint8Array, code: string) {
  const cancels: Promise<unknown>[] = [];
  const stop = rig.outlet.feed.listen((message) => {
    if (message.kind !== 'job' || message.progressCode !== code) return;
    if (cancels.length === 0) cancels.push(rig.outlet.call(rig.session, 'jobs.cancel', { id: message.id }));
  });
  const { jobId } = valueOf(await importFile(rig, 'PY-LZ', name, bytes));
  await rig.outlet.jobs.finished(jobId as string);
  expect(await Promise.all(cancels)).toEqual([{ ok: true, value: { cancelled: true } }]);
  stop();
  return valueOf(await rig.outlet.call(rig.session, 'jobs.get', { id: jobId as string }));
}

for (const [name, bytes] of [
  ['凌泽结算明细.xlsx', lzFile(rows)],
  ['凌泽结算明细.csv', csvFile()],
] as const) {
  test(`${name} with ${rowCount} rows is read in a process of its own, shown first, imported once`, async () => {
    expect(isLarge(bytes)).toBe(true);
    const rig = await made();
    const blobHash = await upload(rig, bytes, name);
    const preview = valueOf(
      await rig.outlet.call(rig.session, 'money.previewStatement', {
        payerId: 'PY-LZ',
        blobHash,
        fileName: name,
      }),
    );
    expect(preview.preview).toBe(null);
    await rig.outlet.jobs.finished(preview.jobId as string);
    const shown = valueOf(await rig.outlet.call(rig.session, 'jobs.get', { id: preview.jobId as string }));
    expect(shown).toMatchObject({
      state: 'done',
      result: { rows: rowCount, added: rowCount, same: 0, problemCount: 0 },
    });
    expect(counts(rig)).toEqual(nothing);
    for (const [added, same] of [
      [rowCount, 0],
      [0, rowCount],
    ]) {
      const { jobId, statementId } = valueOf(await importFile(rig, 'PY-LZ', name, bytes));
      expect(statementId).toBe(null);
      await rig.outlet.jobs.finished(jobId as string);
      const job = valueOf(await rig.outlet.call(rig.session, 'jobs.get', { id: jobId as string }));
      expect(job).toMatchObject({
        state: 'done',
        fault: null,
        result: { rows: rowCount, added, same, changed: 0, matched: 2, totalFen: rowCount * 13_000 },
      });
    }
    expect(counts(rig)).toMatchObject({ statements: 1, lines: rowCount, matches: 2, named: 2 });
    expect(rig.all('SELECT lines, total_fen FROM statement')).toEqual([
      { lines: rowCount, total_fen: rowCount * 13_000 },
    ]);
  }, 120_000);
}

test('cancelled while it is read or while its rows go in: nothing is left, and it can be imported', async () => {
  const rig = await made();
  for (const code of ['reading', 'storing']) {
    const job = await cancelledAt(rig, 'a.csv', csvFile(), code);
    expect(job, code).toMatchObject({ state: 'cancelled', result: null });
    expect(counts(rig), code).toEqual(nothing);
  }
  expect(readdirSync(rig.outlet.dir).filter((name) => name.startsWith('job-'))).toEqual([]);
  const { jobId } = valueOf(await importFile(rig, 'PY-LZ', 'a.csv', csvFile()));
  await rig.outlet.jobs.finished(jobId as string);
  const before = rig.all('SELECT id, state, amount_fen, version FROM statement_line ORDER BY seq');
  expect(before.length).toBe(rowCount);
  // A corrected file, cancelled: the rows of the first stand as they stood
  const job = await cancelledAt(
    rig,
    'b.csv',
    csvFile((index) => 13_000 + index),
    'storing',
  );
  expect(job).toMatchObject({ state: 'cancelled' });
  expect(rig.all('SELECT id, state, amount_fen, version FROM statement_line ORDER BY seq')).toEqual(before);
  expect(counts(rig)).toMatchObject({ statements: 1, lines: rowCount, matches: 2, named: 2 });
}, 120_000);

test('a large file with one cell nobody can read is refused whole, by row and column', async () => {
  const rig = await made();
  const bytes = csvFile();
  const text = Buffer.from(bytes).toString('latin1');
  const at = text.indexOf('130.00', text.length / 2);
  const broken = Buffer.from(`${text.slice(0, at)}13x.00${text.slice(at + 6)}`, 'latin1');
  const { jobId } = valueOf(await importFile(rig, 'PY-LZ', 'a.csv', broken));
  await rig.outlet.jobs.finished(jobId as string);
  const job = valueOf(await rig.outlet.call(rig.session, 'jobs.get', { id: jobId as string }));
  expect(job).toMatchObject({
    state: 'failed',
    fault: { code: 'statement_cell', params: { column: '结算金额', value: '13x.00', count: 1 } },
  });
  expect(counts(rig)).toEqual(nothing);
}, 120_000);
