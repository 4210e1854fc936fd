/** What can be between our fee lines and a statement, as data. */

export const differenceKinds = [
  'equal',
  'rounding',
  'short',
  'over',
  'missing',
  'unpaid',
  'fine',
  'cross_month',
  'coefficient',
  'old_part',
  'duplicate',
  'not_ours',
  'unplaced',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export interface DifferenceWords {
  zh: string;
  en: string;
  /** True: nobody has to look at it. */
  settled: boolean;
  /** True: an appeal in the payer's window makes sense. */
  appeal: boolean;
}

export const differenceWords: Record<DifferenceKind, DifferenceWords> = {
  equal: { zh: '平', en: 'Equal', settled: true, appeal: false },
  rounding: { zh: '分位差', en: 'Rounding', settled: true, appeal: false },
  short: { zh: '少结', en: 'Short-paid', settled: false, appeal: true },
  over: { zh: '多结', en: 'Over-paid', settled: false, appeal: false },
  missing: { zh: '漏结', en: 'Missing', settled: false, appeal: true },
  unpaid: { zh: '不结', en: 'Refused', settled: false, appeal: true },
  fine: { zh: '扣罚', en: 'Fined', settled: false, appeal: true },
  cross_month: { zh: '跨月', en: 'Other month', settled: true, appeal: false },
  coefficient: { zh: '系数差', en: 'Coefficient', settled: false, appeal: true },
  old_part: { zh: '旧件扣', en: 'Old part charged', settled: false, appeal: true },
  duplicate: { zh: '重复', en: 'Duplicate', settled: false, appeal: false },
  not_ours: { zh: '非本店', en: 'Not ours', settled: false, appeal: false },
  unplaced: { zh: '未对上', en: 'Not placed', settled: false, appeal: false },
};
