/**
 * How a visit may end. The outcome belongs to the visit; it tells what the order does next, what the payer and the
 * technician may be paid, and which proof is needed. Percentages and sums are rules elsewhere: here are only kinds.
 */
import type { HoldKey } from '../orders/hold.ts';

export const visitOutcomeCodes = [
  'done',
  'partly_done',
  'wait_part',
  'empty_user_absent',
  'empty_goods',
  'empty_site',
  'cancelled_on_site',
  'repair_refused',
  'to_exchange',
  'install_refused',
] as const;
export type VisitOutcomeCode = (typeof visitOutcomeCodes)[number];

/** How the technician is paid for this trip. */
export type VisitPay =
  | 'piece'
  | 'piece_by_machines'
  | 'with_finishing_visit'
  | 'empty_trip'
  | 'inspection_share'
  | 'appraisal';

export interface VisitOutcome {
  code: VisitOutcomeCode;
  seed: string;
  zh: string;
  en: string;
  /** True: the order may be finished after it. */
  ends: boolean;
  /** Where the order waits otherwise; null = back to booking. */
  hold: HoldKey | null;
  pay: VisitPay;
  /** Fee kinds to propose to payer or user (see money/price.ts). */
  fees: readonly string[];
  proof: readonly ('shots' | 'door_photo' | 'call_log' | 'damage_photo' | 'signature' | 'appraisal_form')[];
  /** Counts as a trip for nothing in the rates. */
  empty: boolean;
  /** Machine lines need a result of their own. */
  needsResults: boolean;
}

export const visitOutcomes: readonly VisitOutcome[] = [
  {
    code: 'done',
    seed: 'V1',
    zh: '完工',
    en: 'Done',
    ends: true,
    hold: null,
    pay: 'piece',
    fees: [],
    proof: ['shots', 'signature'],
    empty: false,
    needsResults: true,
  },
  {
    code: 'partly_done',
    seed: 'V2',
    zh: '部分完工(多台)',
    en: 'Partly done',
    ends: false,
    hold: null,
    pay: 'piece_by_machines',
    fees: [],
    proof: ['shots', 'signature'],
    empty: false,
    needsResults: true,
  },
  {
    code: 'wait_part',
    seed: 'V3',
    zh: '待件二次上门',
    en: 'Second visit for a part',
    ends: false,
    hold: 'part',
    pay: 'with_finishing_visit',
    fees: [],
    proof: ['shots'],
    empty: false,
    needsResults: false,
  },
  {
    code: 'empty_user_absent',
    seed: 'V4',
    zh: '空跑：用户不在',
    en: 'Empty trip: nobody there',
    ends: false,
    hold: null,
    pay: 'empty_trip',
    fees: ['empty_trip'],
    proof: ['door_photo', 'call_log'],
    empty: true,
    needsResults: false,
  },
  {
    code: 'empty_goods',
    seed: 'V5',
    zh: '空跑：货未到或破损缺件',
    en: 'Empty trip: goods missing or damaged',
    ends: false,
    hold: 'goods',
    pay: 'empty_trip',
    fees: ['empty_trip', 'second_visit'],
    proof: ['damage_photo'],
    empty: true,
    needsResults: false,
  },
  {
    code: 'empty_site',
    seed: 'V6',
    zh: '空跑：现场不具备条件',
    en: 'Empty trip: site not ready',
    ends: false,
    hold: 'site_not_ready',
    pay: 'empty_trip',
    fees: ['empty_trip'],
    proof: ['door_photo'],
    empty: true,
    needsResults: false,
  },
  {
    code: 'cancelled_on_site',
    seed: 'V7',
    zh: '到场用户取消',
    en: 'Cancelled at the door',
    ends: true,
    hold: null,
    pay: 'empty_trip',
    fees: ['empty_trip'],
    proof: ['door_photo', 'signature'],
    empty: true,
    needsResults: false,
  },
  {
    code: 'repair_refused',
    seed: 'V8',
    zh: '用户拒修（嫌贵）',
    en: 'Repair refused',
    ends: true,
    hold: null,
    pay: 'inspection_share',
    fees: ['inspection'],
    proof: ['signature'],
    empty: false,
    needsResults: true,
  },
  {
    code: 'to_exchange',
    seed: 'V9',
    zh: '转退换机',
    en: 'To exchange or return',
    ends: true,
    hold: null,
    pay: 'appraisal',
    fees: ['appraisal'],
    proof: ['shots', 'appraisal_form'],
    empty: false,
    needsResults: true,
  },
  {
    code: 'install_refused',
    seed: 'V10',
    zh: '拒装(开箱坏、不安全)',
    en: 'Installation refused',
    ends: true,
    hold: null,
    pay: 'empty_trip',
    fees: ['empty_trip', 'inspection'],
    proof: ['damage_photo', 'signature'],
    empty: true,
    needsResults: true,
  },
];

const byCode = new Map(visitOutcomes.map((outcome) => [outcome.code, outcome]));

export function getOutcome(code: VisitOutcomeCode): VisitOutcome {
  const outcome = byCode.get(code);
  if (outcome === undefined) throw new RangeError(`no visit outcome ${code}`);
  return outcome;
}

/** Results a machine line may have. `ends: false` keeps the machine open. */
export const machineResults = [
  { code: 'installed', seed: 'W01', zh: '安装完成', en: 'Installed', worked: true },
  { code: 'repaired', seed: 'W02', zh: '修复', en: 'Repaired', worked: true },
  { code: 'no_fault_found', seed: 'W03', zh: '调试正常，未见故障', en: 'No fault found', worked: true },
  { code: 'taught', seed: 'W04', zh: '已教用户使用', en: 'User shown how', worked: true },
  { code: 'repair_refused', seed: 'W05', zh: '用户拒修', en: 'Repair refused', worked: false },
  { code: 'to_exchange', seed: 'W06', zh: '转换机', en: 'To exchange', worked: false },
  { code: 'to_return', seed: 'W07', zh: '转退机', en: 'To return', worked: false },
  { code: 'taken_in', seed: 'W08', zh: '拉修回网点', en: 'Taken to the shop', worked: false },
  { code: 'not_needed', seed: 'W09', zh: '无需服务', en: 'No service needed', worked: false },
  { code: 'cleaned', seed: 'W10', zh: '清洗完成', en: 'Cleaned', worked: true },
  { code: 'measured', seed: 'W11', zh: '测量完成', en: 'Measured', worked: true },
  { code: 'appraised_faulty', seed: 'W12', zh: '鉴定：质量问题', en: 'Appraised: faulty', worked: true },
  { code: 'appraised_sound', seed: 'W13', zh: '鉴定：非质量问题', en: 'Appraised: not faulty', worked: true },
] as const;

export type MachineResultCode = (typeof machineResults)[number]['code'];

export interface MachineProgress {
  machineId: string;
  result: MachineResultCode | null;
}

/**
 * Does the outcome a person gives agree with the machines? `done` needs a result on every machine, `partly_done` on
 * some but not all. Returns null when it fits, else what does not.
 */
export function checkOutcome(
  code: VisitOutcomeCode,
  machines: readonly MachineProgress[],
): 'results_missing' | 'all_done' | 'none_done' | null {
  const withResult = machines.filter((machine) => machine.result !== null).length;
  if (code === 'partly_done') {
    if (withResult === 0) return 'none_done';
    return withResult === machines.length ? 'all_done' : null;
  }
  const outcome = getOutcome(code);
  return outcome.ends && outcome.needsResults && withResult < machines.length ? 'results_missing' : null;
}
