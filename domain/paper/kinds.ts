/**
 * Closed lists of the paper room: which papers there are, what they may be printed on, what prints them. Every other
 * list (contract, printing, screens, words) follows these.
 */

/** Sizes of paper, as people choose them. */
export const paperIds = [
  'roll80',
  'roll58',
  'a5',
  'a4',
  'fanfold140',
  'fanfold93',
  'fanfold280',
  'label60x40',
  'label40x30',
] as const;
export type PaperId = (typeof paperIds)[number];

/** Ways to a printer. */
export const printerKinds = ['tcp', 'file', 'device', 'system'] as const;
export type PrinterKind = (typeof printerKinds)[number];

/** How a printer gets its Chinese: bytes of its own font, or lines as pictures. */
export const chineseWays = ['gb18030', 'picture'] as const;

export const printJobStates = ['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const;
export type PrintJobState = (typeof printJobStates)[number];

/** Who works with a paper; its words, composer and builder stand in the files of the same name. */
export type PaperGroup = 'orders' | 'stock' | 'money' | 'outlet';

interface PaperRule {
  group: PaperGroup;
  /** What it is made for, the usual one first. */
  papers: readonly [PaperId, ...PaperId[]];
}

const slips = ['roll80', 'a5', 'fanfold140', 'a4'] as const;
const stockSlips = ['fanfold140', 'roll80', 'a5', 'a4'] as const;
const tables = ['a4', 'fanfold280'] as const;
const vouchers = ['a5', 'roll80', 'fanfold140', 'a4'] as const;
const labels = ['label40x30', 'label60x40', 'roll58'] as const;

/** Papers of an outlet. Being here offers nothing: a paper can be printed once it has a composer and a builder. */
export const paperRules = {
  // orders
  service_slip: { group: 'orders', papers: slips }, // 派工单, 维修服务单, 安装服务单
  day_list: { group: 'orders', papers: ['a4', 'roll80', 'fanfold280'] }, // 日派工表
  quote: { group: 'orders', papers: ['a5', 'roll80', 'a4'] }, // 报价单
  repair_intake: { group: 'orders', papers: vouchers }, // 送修接机单
  pickup_voucher: { group: 'orders', papers: ['roll80', 'roll58', 'a5'] }, // 取机凭证
  inspection: { group: 'orders', papers: ['a4', 'a5'] }, // 鉴定单
  trade_in: { group: 'orders', papers: ['a5', 'roll80', 'a4'] }, // 旧机回收单
  // stock
  issue_slip: { group: 'stock', papers: stockSlips }, // 领料单
  return_slip: { group: 'stock', papers: stockSlips }, // 退料单
  upstream_return: { group: 'stock', papers: ['a4', 'fanfold140', 'fanfold280'] }, // 返料单
  parts_request: { group: 'stock', papers: ['a5', 'roll80', 'fanfold140', 'a4'] }, // 配件申请单
  pick_list: { group: 'stock', papers: ['roll80', 'a4', 'a5'] }, // 拣货单
  transfer_slip: { group: 'stock', papers: stockSlips }, // 调拨单
  receiving_slip: { group: 'stock', papers: stockSlips }, // 收货单
  scrap_slip: { group: 'stock', papers: stockSlips }, // 报废单
  count_sheet: { group: 'stock', papers: ['a4', 'fanfold280', 'roll80'] }, // 盘点表
  old_part_label: { group: 'stock', papers: ['label60x40', 'roll58'] }, // 旧件标签
  old_part_list: { group: 'stock', papers: tables }, // 旧件返厂清单
  part_label: { group: 'stock', papers: labels }, // 配件标签
  bin_label: { group: 'stock', papers: labels }, // 货位标签
  // money
  receipt: { group: 'money', papers: ['roll58', 'roll80', 'a5'] }, // 收据
  hand_in: { group: 'money', papers: ['roll80', 'a5', 'fanfold140', 'a4'] }, // 交款单
  fine: { group: 'money', papers: ['a5', 'roll80', 'a4'] }, // 罚款单
  advance: { group: 'money', papers: ['a5', 'roll80', 'a4'] }, // 借支单
  deposit_receipt: { group: 'money', papers: ['a5', 'roll80', 'a4'] }, // 押金收据
  deposit_balance: { group: 'money', papers: ['a5', 'a4'] }, // 押金余额确认
  pay_slip: { group: 'money', papers: ['a4', 'a5', 'fanfold280'] }, // 师傅工资单
  payer_statement: { group: 'money', papers: tables }, // 厂家对账单
  platform_statement: { group: 'money', papers: tables }, // 平台对账单
  customer_statement: { group: 'money', papers: tables }, // 月结客户对账单
  difference_sheet: { group: 'money', papers: tables }, // 对账差异表
  // outlet
  price_list: { group: 'outlet', papers: ['a4', 'a5'] }, // 收费公示表
  shift_handover: { group: 'outlet', papers: ['a5', 'roll80', 'a4'] }, // 交接班单
  calibration: { group: 'outlet', papers: ['roll80', 'roll58'] }, // 校准页
} as const satisfies Record<string, PaperRule>;

export type PaperKind = keyof typeof paperRules;
export const paperKinds = Object.keys(paperRules) as [PaperKind, ...PaperKind[]];

/** Papers of something that happened; the calibration page belongs to a printer and is asked for there. */
export type PrintKind = Exclude<PaperKind, 'calibration'>;
export const printKinds = paperKinds.filter((kind) => kind !== 'calibration') as [PrintKind, ...PrintKind[]];

/** Parts of a three-part slip: white, red, yellow. */
export const slipParts = ['stub', 'settlement', 'user'] as const;
export type SlipPart = (typeof slipParts)[number];

/** What a document is made for, the usual paper first. */
export const papersOf = (kind: PaperKind): readonly [PaperId, ...PaperId[]] => paperRules[kind].papers;

/** A roll of any width takes what is made for a roll; sheets and labels take only what is made for them. */
export function fitsPaper(kind: PaperKind, paper: PaperId): boolean {
  const made = papersOf(kind);
  return made.includes(paper) || (isRoll(paper) && made.some(isRoll));
}

export const isRoll = (paper: PaperId): paper is 'roll80' | 'roll58' => paper.startsWith('roll');

/** Where a version of a template comes from. */
export const templateSources = ['edited', 'imported', 'restored'] as const;
