import { maskText } from '../../../../domain/access/masks.ts';
import { queueNames, queueWords, type QueueName } from '../../../../domain/orders/queue.ts';
import { isOrderState, orderStateWords } from '../../../../domain/orders/states.ts';
import { businessDay, localMinutes } from '../../../../domain/time/business-day.ts';
import type { ListRow } from '../../../../preload/contract/order-list.ts';

export interface ExportOrder {
  numbers: readonly number[];
  columns: readonly string[];
  format: 'xlsx' | 'csv';
  language: 'zh' | 'en';
  zone: string;
  atMs: number;
  /** Orders outside the right to export are left out even if the list shows them. */
  onlyStaffId: string | null;
  onlyTeamId: string | null;
  /** What the reader sees whole; the rest is masked as on the screen. */
  reveals: { name: boolean; phone: boolean; address: boolean };
}

/** Money is fen: a number in a sheet, a decimal in a text file. */
export type ExportCell = string | { fen: number } | { number: number } | null;

interface ExportColumn {
  zh: string;
  en: string;
  /** Characters in a sheet. */
  width: number;
  kind?: 'money' | 'number';
  cell(row: ListRow, order: ExportOrder): ExportCell;
}

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-11-22 14:30` in the outlet's zone: sorts as text and is read by every program. */
function whenText(ms: number | null, order: ExportOrder): string | null {
  if (ms === null) return null;
  const minutes = localMinutes(ms, order.zone);
  return `${businessDay(ms, order.zone)} ${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}`;
}

const nameOf = (row: ListRow, { reveals }: ExportOrder) =>
  reveals.name ? row.customerName : maskText(row.customerName, 'surname');

function phoneOf(row: ListRow, { reveals }: ExportOrder): string | null {
  if (row.customerPhone === null) return null;
  return reveals.phone ? row.customerPhone : maskText(row.customerPhone, 'middle');
}

const byLanguage = (zh: string | null, en: string | null, { language }: ExportOrder) =>
  (language === 'en' && en) || zh;

const warranties: Record<string, { zh: string; en: string }> = {
  in_warranty: { zh: '保内', en: 'In warranty' },
  out_of_warranty: { zh: '保外', en: 'Out of warranty' },
  extended: { zh: '延保', en: 'Extended' },
  joint: { zh: '联保', en: 'Joint' },
};

function stateText(row: ListRow, { language }: ExportOrder): string {
  if (row.state === 'on_hold' || row.queue === 'papers' || row.state === 'accepted')
    if ((queueNames as readonly string[]).includes(row.queue))
      return queueWords(row.queue as QueueName)[language];
  return isOrderState(row.state) ? orderStateWords[row.state][language] : row.state;
}

function titleText(row: ListRow): string {
  return row.machineCount > 1 && !/×\s?\d+/.test(row.title) ? `${row.title} ×${row.machineCount}` : row.title;
}

function marksText(row: ListRow, { language }: ExportOrder): string {
  const zh = language === 'zh';
  return [
    row.urgent && (zh ? '加急' : 'Urgent'),
    row.complaint && (zh ? '投诉' : 'Complaint'),
    row.isRework && (zh ? '返修' : 'Rework'),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Columns by the ids the list itself uses. */
export const exportColumns = {
  deadline: { zh: '时限', en: 'Due', width: 17, cell: (row, order) => whenText(row.deadlineAt, order) },
  state: { zh: '状态', en: 'State', width: 14, cell: stateText },
  number: { zh: '单号', en: 'Number', width: 14, cell: (row) => row.number },
  title: { zh: '项目', en: 'Work', width: 26, cell: titleText },
  marks: { zh: '标记', en: 'Marks', width: 12, cell: marksText },
  user: {
    zh: '用户',
    en: 'User',
    width: 16,
    cell: (row, order) =>
      `${nameOf(row, order)} ${/\d{4}$/.exec(phoneOf(row, order) ?? '')?.[0] ?? ''}`.trim(),
  },
  phone: { zh: '电话', en: 'Phone', width: 16, cell: phoneOf },
  address: {
    zh: '地址',
    en: 'Address',
    width: 34,
    cell: (row, { reveals }) => (reveals.address ? row.address : maskText(row.address, 'county')),
  },
  county: { zh: '区县', en: 'District', width: 12, cell: (row) => row.county },
  source: {
    zh: '来源',
    en: 'Source',
    width: 14,
    cell: (row, order) =>
      byLanguage(row.connectionNameZh, row.connectionNameEn, order) ??
      (order.language === 'zh' ? '到店' : 'Counter'),
  },
  payer: {
    zh: '结算方',
    en: 'Payer',
    width: 16,
    cell: (row, order) => byLanguage(row.payerNameZh, row.payerNameEn, order),
  },
  staff: { zh: '师傅', en: 'Technician', width: 12, cell: (row) => row.staffName ?? row.subShopNameZh },
  team: {
    zh: '班组',
    en: 'Team',
    width: 12,
    cell: (row, order) => byLanguage(row.teamNameZh, row.teamNameEn, order),
  },
  appointment: {
    zh: '预约',
    en: 'Appointment',
    width: 17,
    cell: (row, order) => whenText(row.appointmentStartAt, order),
  },
  contact: {
    zh: '下次联系',
    en: 'Next contact',
    width: 17,
    cell: (row, order) => whenText(row.nextContactAt, order),
  },
  received: { zh: '进单', en: 'Received', width: 17, cell: (row, order) => whenText(row.receivedAt, order) },
  updated: {
    zh: '最近变化',
    en: 'Last change',
    width: 17,
    cell: (row, order) => whenText(row.updatedAt, order),
  },
  amount: { zh: '金额', en: 'Amount', width: 12, kind: 'money', cell: (row) => ({ fen: row.amountFen }) },
  risk: {
    zh: '逾期会扣',
    en: 'At risk',
    width: 12,
    kind: 'money',
    cell: (row) => ({ fen: row.moneyAtRiskFen }),
  },
  rank: { zh: '优先', en: 'Rank', width: 8, kind: 'number', cell: (row) => ({ number: row.rank }) },
  calls: { zh: '电话次数', en: 'Calls', width: 8, kind: 'number', cell: (row) => ({ number: row.calls }) },
  visits: { zh: '上门次数', en: 'Visits', width: 8, kind: 'number', cell: (row) => ({ number: row.visits }) },
  changes: {
    zh: '改约次数',
    en: 'Moves',
    width: 8,
    kind: 'number',
    cell: (row) => ({ number: row.changes }),
  },
  urges: { zh: '催单次数', en: 'Urges', width: 8, kind: 'number', cell: (row) => ({ number: row.urges }) },
  warranty: {
    zh: '保修',
    en: 'Warranty',
    width: 10,
    cell: (row, { language }) => warranties[row.warranty ?? '']?.[language] ?? row.warranty,
  },
  model: { zh: '型号', en: 'Model', width: 18, cell: (row) => row.model },
  upstream: { zh: '平台单号', en: 'Upstream number', width: 22, cell: (row) => row.upstreamNumber },
  tags: { zh: '标签', en: 'Tags', width: 16, cell: (row) => row.tags.join(' ') },
} satisfies Record<string, ExportColumn>;

export const isExportColumn = (id: string): id is keyof typeof exportColumns =>
  Object.hasOwn(exportColumns, id);

export const exportColumn = (id: string): ExportColumn => exportColumns[id as keyof typeof exportColumns];
