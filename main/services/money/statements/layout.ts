import { Fault } from '../../../../domain/kernel/fault.ts';
import type { StatementRole } from '../../../../preload/contract/money-statements.ts';
import type { ReadTable } from './read-table.ts';

/** `payer_profile.layout`: what the seed knows of a payer's file, and the columns a person chose. */
export interface PayerLayout {
  columns?: readonly string[];
  /** 元 or 分. */
  money?: string;
  /** Heading by role, as a person mapped it; wins over the guess. */
  roles?: Partial<Record<StatementRole, string>>;
  file?: string;
}

export type Mapping = Partial<Record<StatementRole, string>>;

/**
 * Headings that mean a role, best first. The net sum comes before gross sums: what is settled is what they pay. Where a
 * platform names several numbers of one order, the service order stands before the trade.
 */
const headings: Record<StatementRole, readonly string[]> = {
  number: [
    '工单号',
    '服务单号',
    '服务订单号',
    '任务单号',
    '安装单号',
    '维修单号',
    '派工单号',
    '核销单号',
    '单号',
    '订单号',
    '主订单号',
    '销售单号',
    'order no',
    'order number',
    'work order',
    'service order',
  ],
  amount: [
    '结算金额',
    '实结金额',
    '实付',
    '实收',
    '应付',
    '应结金额',
    '结算金额(元)',
    '合计',
    '小计',
    '金额',
    '金额(元)',
    '金额(分)',
    '服务费',
    'net amount',
    'amount',
    'total',
  ],
  deduction: ['扣款', '罚款', '违约金', '扣罚', '旧件扣款', 'deduction', 'fine'],
  commission: ['佣金', '佣金(元)', '佣金(分)', 'commission'],
  direction: ['收支类型', '收支', 'direction'],
  deductionReason: ['扣款原因', '罚款说明', '不予结算原因', '拒付原因', '扣罚原因', 'reason'],
  status: ['结算状态', '状态', 'status'],
  coefficient: ['考核系数', '系数', 'coefficient'],
  day: ['完工日期', '完工时间', '完成日', '完成时间', '服务日期', '核销时间', '日期', 'finished', 'date'],
  phone: ['用户电话', '联系电话', '手机', '手机号', '电话', 'phone'],
  person: ['用户姓名', '客户姓名', '用户', '姓名', '客户', 'customer'],
  item: ['结算项目', '费用名称', '服务类型', '服务类别', '服务产品', '服务大类', '项目', '类型', 'item'],
  serial: ['流水号', 'serial no'],
  note: ['备注', 'note', 'remark'],
};

/** Columns that hold personal data or say nothing about the row; they are not part of its fingerprint. */
export const rowCounters = ['序号', 'no', 'no.', '#'];
export const addressHeadings = ['地址', '用户地址', '服务地址', '安装地址', 'address'];

export const plainHeading = (text: string): string =>
  text
    .replace(/[\s*:：]/g, '')
    .replaceAll('（', '(')
    .replaceAll('）', ')')
    .toLowerCase();

const same = (a: string, b: string): boolean => plainHeading(a) === plainHeading(b);

export interface FoundLayout {
  headerRow: number;
  headers: string[];
  mapping: Mapping;
  /** Column by role. */
  at: Partial<Record<StatementRole, number>>;
  /** All columns that may name the order, best first. */
  numbers: number[];
  unit: 1 | 100;
}

/**
 * Finds the row of headings (title rows vary) and what each column means. Faults: `statement_column_missing` naming the
 * file and the column, `statement_empty`.
 */
export function findLayout(
  table: ReadTable,
  layout: PayerLayout,
  chosen: Mapping | null,
  fileName: string,
): FoundLayout {
  const known = [...(layout.columns ?? []), ...Object.values(headings).flat()].map(plainHeading);
  const vocabulary = new Set(known);
  let headerRow = -1;
  let best = 0;
  table.rows.slice(0, 30).forEach((row, index) => {
    const hits = row.filter((cell) => cell !== '' && vocabulary.has(plainHeading(cell))).length;
    const byHand = Object.values(chosen ?? {}).filter((name) => row.some((cell) => same(cell, name))).length;
    const score = hits + byHand * 10;
    if (score > best) [headerRow, best] = [index, score];
  });
  if (headerRow < 0) {
    const found = (table.rows[0] ?? [])
      .filter((cell) => cell !== '')
      .join('、')
      .slice(0, 120);
    throw new Fault('statement_column_missing', { file: fileName, column: wanted('number', layout), found });
  }
  const headers = (table.rows[headerRow] as string[]).map((cell) => cell.replace(/\s+/g, ' '));
  const at: FoundLayout['at'] = {};
  const mapping: Mapping = {};
  for (const role of Object.keys(headings) as StatementRole[]) {
    const column = findColumn(headers, role, layout, chosen);
    if (column < 0) continue;
    at[role] = column;
    mapping[role] = headers[column] as string;
  }
  const listed = headers
    .filter((cell) => cell !== '')
    .join('、')
    .slice(0, 160);
  for (const role of ['number', 'amount'] as const) {
    if (at[role] === undefined) {
      throw new Fault('statement_column_missing', {
        file: fileName,
        column: wanted(role, layout),
        found: listed,
      });
    }
  }
  const byHand = chosen?.number !== undefined || layout.roles?.number !== undefined;
  const numbers = byHand
    ? [at.number as number]
    : headings.number.flatMap((name) =>
        headers.flatMap((header, index) => (same(header, name) ? [index] : [])),
      );
  const inFen =
    /分\)?$/.test(headers[at.amount as number] ?? '') ||
    (layout.money === '分' && !/元/.test(headers[at.amount as number] ?? ''));
  return { headerRow, headers, mapping, at, numbers: [...new Set(numbers)], unit: inFen ? 1 : 100 };
}

function findColumn(
  headers: readonly string[],
  role: StatementRole,
  layout: PayerLayout,
  chosen: Mapping | null,
): number {
  for (const names of [chosen?.[role], layout.roles?.[role]]) {
    if (names === undefined) continue;
    if (names === '') return -1;
    const column = headers.findIndex((header) => same(header, names));
    if (column >= 0) return column;
  }
  for (const name of headings[role]) {
    const column = headers.findIndex((header) => same(header, name));
    if (column >= 0) return column;
  }
  return -1;
}

/** The heading this payer's file should have, as it writes it. */
function wanted(role: StatementRole, layout: PayerLayout): string {
  const own =
    layout.roles?.[role] ??
    headings[role].find((name) => layout.columns?.some((column) => same(column, name)) === true);
  return own ?? (headings[role][0] as string);
}

const means = (role: StatementRole, heading: string): boolean =>
  headings[role].some((name) => same(heading, name));
export const isPersonHeading = (heading: string): boolean => means('person', heading);
export const isPhoneHeading = (heading: string): boolean => means('phone', heading);
export const isAddressHeading = (heading: string): boolean => addressHeadings.includes(plainHeading(heading));
