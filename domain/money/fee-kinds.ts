/** Kinds of fee lines as data, with the account their income or cost is posted to. An outlet adds its own rows. */
import type { AccountCode } from './accounts.ts';

export interface FeeKind {
  code: string;
  zh: string;
  en: string;
  /** Account of the income (payer, user) this kind is booked to. */
  income: AccountCode;
  /** Once per household and day when several machines are served together (the usual rule; payers may differ). */
  perHousehold: boolean;
  /** A deduction: its amount is negative towards us. */
  minus: boolean;
}

function row(
  code: string,
  zh: string,
  en: string,
  income: AccountCode,
  extra: Partial<FeeKind> = {},
): FeeKind {
  return { code, zh, en, income, perHousehold: false, minus: false, ...extra };
}

export const feeKinds: readonly FeeKind[] = [
  row('install', '安装费', 'Installation', 'income_install'),
  row('repair', '维修费', 'Repair', 'income_repair'),
  row('clean', '清洗费', 'Cleaning', 'income_clean'),
  row('service', '服务费', 'Service', 'income_other_service'),
  row('remove', '拆机费', 'Removal', 'income_other_service'),
  row('appraisal', '鉴定费', 'Appraisal', 'income_other_service'),
  row('distance', '远程费', 'Distance', 'income_distance', { perHousehold: true }),
  row('height', '高空费', 'Work at height', 'income_height'),
  row('season', '旺季补贴', 'Season money', 'income_bonus'),
  row('timely', '时效奖', 'Bonus for speed', 'income_bonus'),
  row('bonus', '奖励', 'Bonus', 'income_bonus'),
  row('second_visit', '二次上门费', 'Second visit', 'income_other_service'),
  row('empty_trip', '空跑费', 'Empty trip', 'income_other_service'),
  row('inspection', '检测费', 'Inspection', 'income_repair'),
  row('call_out', '上门费', 'Call-out', 'income_other_service', { perHousehold: true }),
  row('labour', '人工费', 'Labour', 'income_repair'),
  row('parts', '配件费', 'Parts', 'income_parts'),
  row('material', '材料费', 'Material', 'income_extra'),
  row('extra', '增项', 'Extra', 'income_extra'),
  row('night', '夜间费', 'Night', 'income_extra'),
  row('holiday', '节假日加价', 'Holiday', 'income_extra'),
  row('urgent', '加急费', 'Urgent', 'income_extra'),
  row('commission', '平台佣金', 'Platform commission', 'cost_commission', { minus: true }),
  row('coefficient', '考核系数', 'Coefficient', 'income_coefficient'),
  row('fine', '罚款', 'Fine', 'cost_fines', { minus: true }),
  row('old_part', '旧件扣款', 'Old part charged', 'cost_old_parts', { minus: true }),
  row('piece', '计件', 'Piece', 'cost_pay'),
  row('share', '分成', 'Share', 'cost_pay'),
  row('allowance', '补贴', 'Allowance', 'cost_pay'),
  row('sub_shop', '分包', 'Sub-shop', 'cost_sub_shop'),
];

const byCode = new Map(feeKinds.map((kind) => [kind.code, kind]));

export function findFeeKind(code: string): FeeKind | null {
  return byCode.get(code) ?? null;
}
