import { read, utils, type WorkSheet, write } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(21);
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

type Row = (string | number)[];
type Language = 'zh' | 'en';

async function upload(bytes: Uint8Array, fileName: string) {
  const { hash } = await rig.outlet.blobs.put(bytes, { name: fileName, mime: 'application/octet-stream' });
  return { blobHash: hash, fileName, language: 'zh' as Language };
}
function xlsx(rows: Row[]): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'S');
  return new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}
const sheetOf = (rows: Row[], name = 'parts.xlsx') => upload(xlsx(rows), name);
type Sheet = Awaited<ReturnType<typeof upload>>;

async function preview(sheet: Sheet) {
  const { preview: seen, jobId } = await rig.ok(rig.store, 'parts.sheetPreview', sheet);
  if (seen !== null) return seen;
  await rig.outlet.jobs.finished(jobId ?? '');
  const job = await rig.ok(rig.store, 'jobs.get', { id: jobId ?? '' });
  expect(job.state).toBe('done');
  return job.result as NonNullable<typeof seen>;
}
const importIt = async (sheet: Sheet) => {
  const { created, changed } = await preview(sheet);
  return rig.ok(rig.store, 'parts.sheetImport', { ...sheet, created, changed });
};

async function exported(filter: { text?: string; view?: 'all' | 'retired' }, language: Language = 'zh') {
  const { jobId, rows } = await rig.ok(rig.store, 'parts.sheetExport', {
    filter,
    sort: 'name',
    descending: true,
    language,
  });
  await rig.outlet.jobs.finished(jobId);
  const job = await rig.ok(rig.store, 'jobs.get', { id: jobId });
  expect(job.state).toBe('done');
  const { hash } = job.result as { hash: string };
  const bytes = await rig.outlet.ports.blobs.get(hash);
  const book = read(Buffer.from(bytes), { type: 'buffer' });
  const [name = ''] = book.SheetNames;
  return {
    jobId,
    bytes,
    rows,
    sheet: book.Sheets[name] as WorkSheet,
    table: utils.sheet_to_json<Row>(book.Sheets[name] as WorkSheet, { header: 1, defval: '' }),
  };
}
const part = (code: string) =>
  rig.outlet.store.read
    .prepare(
      'SELECT p.*, (SELECT group_concat(barcode) FROM part_barcode b WHERE b.part_id = p.id ORDER BY b.seq) AS barcodes FROM part p WHERE code = ?',
    )
    .get(code) as Record<string, unknown> | undefined;
/** Everything the catalogue says, to see that nothing moved. */
const all = () =>
  JSON.stringify(
    rig.outlet.store.read
      .prepare(
        `SELECT p.code, p.name_zh, p.name_en, p.kind, p.category, p.unit, p.owner_kind, p.payer_id, p.min_milli, p.max_milli, p.bin_id, p.tracking, p.serial_pattern,
           p.old_part_return, p.old_part_days, p.cost_fen, p.customer_price_fen, p.retired_at IS NOT NULL AS retired,
           (SELECT json_group_array(barcode) FROM (SELECT barcode FROM part_barcode WHERE part_id = p.id ORDER BY barcode)) AS barcodes,
           (SELECT json_group_array(model) FROM (SELECT model FROM part_model WHERE part_id = p.id ORDER BY model)) AS models,
           (SELECT json_group_array(unit || per_milli || loss_milli) FROM (SELECT * FROM part_unit WHERE part_id = p.id ORDER BY unit)) AS units,
           (SELECT json_group_array(other_part_id || note) FROM (SELECT * FROM part_substitute WHERE part_id = p.id ORDER BY other_part_id)) AS substitutes
         FROM part p ORDER BY p.code`,
      )
      .all(),
  );

test('what is exported is the list as shown, with codes and barcodes as text; imported again it changes nothing', async () => {
  const before = all();
  for (const language of ['zh', 'en'] as const) {
    const out = await exported({}, language);
    const shown = rig.outlet.store.read
      .prepare('SELECT code FROM part WHERE retired_at IS NULL ORDER BY name_zh DESC, seq')
      .pluck()
      .all();
    expect(out.table.slice(1).map((row) => row[0])).toEqual(shown);
    expect(out.rows).toBe(shown.length);
    const head = out.table[0] ?? [];
    const barcodes = head.indexOf(language === 'zh' ? '条码' : 'Barcodes');
    const cost = head.indexOf(language === 'zh' ? '成本' : 'Cost');
    const at = out.table.findIndex((row) => row[0] === 'LZ-001');
    const cell = (column: number) =>
      out.sheet[utils.encode_cell({ r: at, c: column })] as { t: string; v: unknown };
    expect([cell(barcodes).t, cell(barcodes).v]).toEqual(['s', part('LZ-001')?.barcodes]);
    expect([cell(cost).t, cell(cost).v]).toEqual(['n', Number(part('LZ-001')?.cost_fen) / 100]);
    const again = await preview(await upload(out.bytes, 'again.xlsx'));
    expect({ ...again, rows: [], columns: [] }).toMatchObject({
      created: 0,
      changed: 0,
      errors: 0,
      ignored: [],
    });
    expect(again.same).toBe(shown.length);
    expect(
      await rig.refused(rig.store, 'parts.sheetImport', {
        ...(await upload(out.bytes, 'again.xlsx')),
        created: 0,
        changed: 0,
      }),
    ).toMatchObject({ code: 'part_sheet_nothing' });
  }
  const some = await exported({ text: 'LZ-00' });
  expect(some.table.slice(1).every((row) => String(row[0]).startsWith('LZ-00'))).toBe(true);
  expect(await rig.refused(rig.manager, 'parts.sheetTicket', { jobId: some.jobId })).toMatchObject({
    code: 'not_found',
  });
  expect(all()).toBe(before);
});

test('new and changed parts are shown cell by cell, written as one batch, and taken back as a whole', async () => {
  const before = all();
  const price = Number(part('LZ-001')?.customer_price_fen);
  const sheet = await sheetOf([
    ['2026 价目表'],
    ['编码', '名称规格', '基本单位', '货主', '条码', '包装单位', '用户价', '备注'],
    ['LZ-001', '', '', '', '', '', price / 100 + 5, '涨价'],
    ['NEW-1', '排水软管', '米', '自有', '6901234500017; 6901234500024', '卷=30-0.6', '12.50', ''],
    ['LZ-002', '', '', '', '', '', '', ''],
  ]);
  const seen = await preview(sheet);
  expect(seen).toMatchObject({ created: 1, changed: 1, same: 1, errors: 0, ignored: ['备注'], headerRow: 2 });
  expect(seen.rows.find((row) => row.code === 'LZ-001')).toMatchObject({
    rowNo: 3,
    state: 'changed',
    cells: [{ column: 'price', from: (price / 100).toFixed(2), to: ((price + 500) / 100).toFixed(2) }],
  });
  expect(seen.rows.find((row) => row.code === 'NEW-1')?.cells).toContainEqual({
    column: 'packs',
    from: '',
    to: '卷=30-0.6',
  });
  expect(all()).toBe(before);
  const done = await importIt(sheet);
  expect(done).toMatchObject({ created: 1, changed: 1 });
  expect(part('LZ-001')?.customer_price_fen).toBe(price + 500);
  expect(part('NEW-1')).toMatchObject({
    unit: '米',
    owner_kind: 'own',
    customer_price_fen: 1250,
    cost_fen: 0,
  });
  expect(await rig.ok(rig.store, 'parts.scan', { code: '6901234500024' })).toMatchObject({ kind: 'part' });
  expect(await preview(sheet)).toMatchObject({ created: 0, changed: 0, same: 3 });
  expect(rig.value('SELECT count(*) FROM batch WHERE id = ?', done.batchId)).toBe(1);
  const batchId = done.batchId ?? '';
  expect(await rig.ok(rig.store, 'parts.sheetUndo', { batchId })).toMatchObject({ created: 1, changed: 1 });
  expect(part('NEW-1')?.retired_at).not.toBeNull();
  expect(JSON.parse(all()).filter((one: { code: string }) => one.code !== 'NEW-1')).toEqual(
    JSON.parse(before),
  );
  expect(await rig.refused(rig.store, 'parts.sheetUndo', { batchId })).toMatchObject({
    code: 'part_import_done',
  });
  // The same file once more takes the part up again
  const again = await preview(sheet);
  expect(again.rows.find((row) => row.code === 'NEW-1')?.cells).toContainEqual({
    column: 'state',
    from: '已停用',
    to: '在用',
  });
  const second = await importIt(sheet);
  expect(part('NEW-1')?.retired_at).toBeNull();
  // What was changed by hand since is not taken back
  const edited = await rig.ok(rig.store, 'parts.catalogue', { id: 'LZ-001' });
  await rig.ok(rig.store, 'parts.setPrice', {
    partId: 'LZ-001',
    fromDay: '2026-11-22',
    costFen: edited.part.costFen,
    customerPriceFen: 99_900,
  });
  const held = all();
  expect(await rig.refused(rig.store, 'parts.sheetUndo', { batchId: second.batchId ?? '' })).toMatchObject({
    code: 'part_import_touched',
    params: { partId: 'LZ-001' },
  });
  expect(all()).toBe(held);
});

test('every wrong cell is named with its place and cause, and one of them keeps all others out', async () => {
  const before = all();
  const head: Row = [
    '编码',
    '名称规格',
    '基本单位',
    '货主',
    '条码',
    '用户价',
    '管理方式',
    '适用机型',
    '下限',
    '上限',
    '几天内返还',
  ];
  const rows: [Row, string, string][] = [
    [['', '没有编码', '个'], 'code', 'code_missing'],
    [['E-1', '', '个'], 'nameZh', 'name_missing'],
    [['E-2', '某件', ''], 'unit', 'unit_missing'],
    [['E-3', '某件', '个', '天上人间'], 'owner', 'payer_unknown'],
    [['E-4', '某件', '个', '', '2009000000018'], 'barcodes', 'barcode_taken'],
    [['E-5', '某件', '个', '', '6.9E+12'], 'barcodes', 'sheet_number'],
    [['E-6', '某件', '个', '', '', '十二'], 'price', 'number'],
    [['E-7', '某件', '个', '', '', '12.345'], 'price', 'number'],
    [['E-8', '某件', '个', '', '', '', '按心情'], 'tracking', 'choice'],
    [['E-9', '某件', '个', '', '', '', '', 'NO-SUCH-MODEL'], 'models', 'model_unknown'],
    [['E-10', '某件', '个', '', '', '', '', '', '5', '2'], 'max', 'limits'],
    [['E-11', '某件', '个', '', '', '', '', '', '', '', '很久'], 'oldPartDays', 'days'],
    [['LZ-001', '', '箱'], 'unit', 'has_stock'],
    [['E 12', '某件', '个'], 'code', 'code_bad'],
    [['E-13', '某件', '个', '', '6900000000001'], '', ''],
    [['E-14', '某件', '个', '', '6900000000001'], 'barcodes', 'barcode_twice'],
    [['E-13', '又一次', '个'], 'code', 'code_twice'],
  ];
  const sheet = await sheetOf([head, ...rows.map(([cells]) => cells)]);
  const seen = await preview(sheet);
  const said = rows.map((_, at) => {
    const row = seen.rows.find((one) => one.rowNo === at + 2);
    return [row?.problem?.column ?? '', row?.problem?.code ?? ''];
  });
  expect(said).toEqual(rows.map(([, column, code]) => [column, code]));
  expect(seen.errors).toBe(rows.length - 1);
  expect(seen.rows.find((row) => row.code === 'E-4')?.problem).toMatchObject({
    value: '2009000000018',
    other: 'LZ-001',
  });
  expect(
    await rig.refused(rig.store, 'parts.sheetImport', { ...sheet, created: seen.created, changed: 0 }),
  ).toMatchObject({ code: 'part_sheet_wrong', params: { count: rows.length - 1, row: 2 } });
  expect(
    await rig.refused(
      rig.store,
      'parts.sheetPreview',
      await sheetOf(
        [
          ['什么', '都不是'],
          ['a', 'b'],
        ],
        'x.xlsx',
      ),
    ),
  ).toMatchObject({ code: 'part_sheet_headings', params: { file: 'x.xlsx' } });
  expect(
    await rig.refused(rig.dispatcher, 'parts.sheetImport', { ...sheet, created: 1, changed: 0 }),
  ).toMatchObject({ code: 'forbidden' });
  expect(all()).toBe(before);
});

test('a csv in the old Chinese encoding is read; a dash empties a field; a preview that is stale is looked at again', async () => {
  // GBK of 编码,名称规格,基本单位 / G-1,软管,个
  const gbk = Buffer.from(
    'b1e0c2eb2cc3fbb3c6b9e6b8f12cbbf9b1beb5a5cebb0d0a472d312cc8edb9dc2cb8f60d0a',
    'hex',
  );
  const csv = await upload(new Uint8Array(gbk), 'g.csv');
  expect(await preview(csv)).toMatchObject({ created: 1, errors: 0 });
  await importIt(csv);
  expect(part('G-1')).toMatchObject({ name_zh: '软管', unit: '个', owner_kind: 'own' });
  const bin = await sheetOf([
    ['Code', 'Bin', 'Category'],
    ['G-1', 'A1-09', '软管类'],
  ]);
  await importIt(bin);
  expect(part('G-1')).toMatchObject({ bin_id: 'A1-09', category: '软管类' });
  const cleared = await sheetOf([
    ['Code', 'Bin', 'Category'],
    ['G-1', '-', ''],
  ]);
  const seen = await preview(cleared);
  expect(seen).toMatchObject({ changed: 1 });
  await rig.ok(rig.store, 'parts.sheetImport', { ...cleared, created: 0, changed: 1 });
  expect(part('G-1')).toMatchObject({ bin_id: null, category: '软管类' });
  expect(await rig.refused(rig.store, 'parts.sheetImport', { ...bin, created: 0, changed: 2 })).toMatchObject(
    { code: 'part_sheet_stale' },
  );
});

test('a large sheet is read beside the host and imported by a job, all of it or nothing', async () => {
  const many = Array.from(
    { length: 1500 },
    (_, at): Row => [`B-${at}`, `批量件 ${at} ${'长'.repeat(60)}`, '个', at / 10],
  );
  const rows: Row[] = [['编码', '名称规格', '基本单位', '用户价'], ...many];
  const sheet = await sheetOf(rows, 'many.xlsx');
  const seen = await preview(sheet);
  expect(seen).toMatchObject({ created: 1500, errors: 0, total: 1500 });
  expect(seen.rows).toHaveLength(500);
  const started = await rig.ok(rig.store, 'parts.sheetImport', { ...sheet, created: 1500, changed: 0 });
  expect(started.jobId).not.toBeNull();
  await rig.outlet.jobs.finished(started.jobId ?? '');
  const job = await rig.ok(rig.store, 'jobs.get', { id: started.jobId ?? '' });
  expect(job).toMatchObject({ state: 'done', result: { created: 1500, changed: 0 } });
  expect(rig.value("SELECT count(*) FROM part WHERE code LIKE 'B-%' AND retired_at IS NULL")).toBe(1500);
  const { batchId } = job.result as { batchId: string };
  await rig.ok(rig.store, 'parts.sheetUndo', { batchId });
  expect(rig.value("SELECT count(*) FROM part WHERE code LIKE 'B-%' AND retired_at IS NULL")).toBe(0);
  const tooMany = await sheetOf([
    ...rows,
    ...Array.from({ length: 600 }, (_, at): Row => [`C-${at}`, `又一批 ${at}`, '个', 1]),
  ]);
  const refused = await rig.ok(rig.store, 'parts.sheetImport', { ...tooMany, created: 600, changed: 1500 });
  await rig.outlet.jobs.finished(refused.jobId ?? '');
  expect(await rig.ok(rig.store, 'jobs.get', { id: refused.jobId ?? '' })).toMatchObject({
    state: 'failed',
    fault: { code: 'part_sheet_many', params: { count: 2100, limit: 2000 } },
  });
});
