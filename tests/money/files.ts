import { utils, write } from '@e965/xlsx';
import iconv from 'iconv-lite';
import type { MoneyRig } from './rig.ts';
import { valueOf } from './rig.ts';

/** Rows as a payer's program would save them. */
export function csvBytes(
  rows: (string | number)[][],
  encoding: 'gbk' | 'utf8' | 'utf8-bom' | 'utf16le' = 'gbk',
): Uint8Array {
  const text = rows
    .map((row) =>
      row
        .map((cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell))
        .join(','),
    )
    .join('\r\n');
  if (encoding === 'gbk') return iconv.encode(text, 'gb18030');
  if (encoding === 'utf16le') return iconv.encode(text, 'utf16-le', { addBOM: true });
  return iconv.encode(text, 'utf8', { addBOM: encoding === 'utf8-bom' });
}

export function xlsxBytes(rows: (string | number)[][], type: 'xlsx' | 'xls' = 'xlsx'): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '明细');
  return new Uint8Array(
    write(book, { type: 'buffer', bookType: type === 'xls' ? 'biff8' : 'xlsx' }) as Uint8Array,
  );
}

/** The heading of LZ's file with two title rows, and a row of it. */
export const lzHeadings = [
  '序号',
  '网点编码',
  '网点名称',
  '工单号',
  '服务类型',
  '用户姓名',
  '用户电话',
  '完工日期',
  '安装费',
  '远程费',
  '高空费',
  '考核系数',
  '扣款',
  '扣款原因',
  '结算金额',
  '结算状态',
  '备注',
];

export interface LzRow {
  number: string;
  fen: number;
  deductionFen?: number;
  reason?: string;
  status?: string;
  phone?: string;
  day?: string;
}

const yuan = (fen: number) => fen / 100;

export function lzFile(rows: LzRow[]): Uint8Array {
  const body = rows.map((row, index) => [
    index + 1,
    'CH4302-01',
    '晨禾',
    row.number,
    '安装',
    '林先生',
    row.phone ?? '13900000000',
    row.day ?? '2026-11-22',
    '',
    '',
    '',
    '1.00',
    row.deductionFen === undefined ? '' : yuan(row.deductionFen),
    row.reason ?? '',
    yuan(row.fen),
    row.status ?? '已结算',
    '',
  ]);
  const sum = rows.reduce((total, row) => total + row.fen, 0);
  const foot = ['合计', ...Array.from({ length: 13 }, () => ''), yuan(sum), '', ''];
  return xlsxBytes([['凌泽空调 2026年11月 结算明细'], ['网点：晨禾'], lzHeadings, ...body, foot]);
}

/** Puts bytes where an upload would have put them; answers the hash. */
export async function upload(rig: MoneyRig, bytes: Uint8Array, name: string): Promise<string> {
  const { hash } = await rig.outlet.blobs.put(bytes, { name, mime: 'application/octet-stream' });
  return hash;
}

export async function importFile(
  rig: MoneyRig,
  payerId: string,
  name: string,
  bytes: Uint8Array,
  period = '2026-11',
) {
  const blobHash = await upload(rig, bytes, name);
  return rig.outlet.call(rig.session, 'money.importStatement', { payerId, blobHash, fileName: name, period });
}

export async function imported(
  rig: MoneyRig,
  payerId: string,
  name: string,
  bytes: Uint8Array,
  period = '2026-11',
) {
  return valueOf(await importFile(rig, payerId, name, bytes, period));
}
