/**
 * The chart of accounts as data. An account may be kept per holder (payer, staff, sub-shop, user): the journal line
 * then carries that holder's id, so that "what does this payer owe" is one sum over one account.
 * Money held for others (代收货款, 定金, 押金) stands among the liabilities and never touches income.
 */

export type AccountSide = 'debit' | 'credit';
export type AccountGroup = 'asset' | 'liability' | 'equity' | 'income' | 'cost';
export type HolderKind = 'payer' | 'user' | 'staff' | 'sub_shop' | 'account_customer' | 'supplier' | 'none';

export interface Account {
  code: string;
  group: AccountGroup;
  /** The side that makes the balance grow. */
  normal: AccountSide;
  holder: HolderKind;
  zh: string;
  en: string;
}

function row(
  code: string,
  group: AccountGroup,
  holder: HolderKind,
  zh: string,
  en: string,
  normal: AccountSide = group === 'asset' || group === 'cost' ? 'debit' : 'credit',
): Account {
  return { code, group, normal, holder, zh, en };
}

export const accounts = [
  // what we have or are owed
  row('cash', 'asset', 'none', '库存现金', 'Cash in the drawer'),
  row('bank', 'asset', 'none', '银行存款', 'Bank'),
  row('merchant_qr', 'asset', 'none', '商户扫码待结', 'Merchant QR, not yet paid out'),
  row('cash_with_staff', 'asset', 'staff', '师傅未交款', 'Money technicians took and have not handed in'),
  row('receivable_payer', 'asset', 'payer', '应收结算款', 'Receivable from payers'),
  row('receivable_user', 'asset', 'user', '应收用户款', 'Receivable from users'),
  row(
    'receivable_account',
    'asset',
    'account_customer',
    '应收单位客户款',
    'Receivable from account customers',
  ),
  row('receivable_sub_shop', 'asset', 'sub_shop', '应收下级网点款', 'Receivable from sub-shops'),
  row('advance_staff', 'asset', 'staff', '借支', 'Advances to staff'),
  row('recoverable_staff', 'asset', 'staff', '应向本人追回', 'To be recovered from a person'),
  row('deposit_paid', 'asset', 'payer', '交出押金', 'Deposits we paid (parts, guarantee)'),
  row('retention_held_by_payer', 'asset', 'payer', '质保金', 'Retention kept by payers'),
  row('stock_own', 'asset', 'none', '自有配件', 'Own parts and material in stock'),
  row('input_tax', 'asset', 'none', '进项税', 'Input tax'),
  // what we owe
  row('payable_staff', 'liability', 'staff', '应付师傅', 'Payable to technicians'),
  row('payable_staff_held', 'liability', 'staff', '师傅暂扣', 'Pay on hold'),
  row('payable_sub_shop', 'liability', 'sub_shop', '应付下级网点', 'Payable to sub-shops'),
  row('payable_supplier', 'liability', 'supplier', '应付供应商', 'Payable to suppliers'),
  row('payable_payer', 'liability', 'payer', '应付厂家', 'Payable to payers (fines, parts)'),
  row('deposit_staff', 'liability', 'staff', '师傅押金', 'Deposits of technicians'),
  row('deposit_sub_shop', 'liability', 'sub_shop', '下级网点押金', 'Deposits of sub-shops'),
  row('deposit_user', 'liability', 'user', '用户押金', 'Deposits of users'),
  row('prepaid_user', 'liability', 'user', '预收定金', 'Prepayments of users'),
  row('prepaid_cards', 'liability', 'user', '次卡未用', 'Cards with visits left'),
  row('goods_money', 'liability', 'payer', '代收货款', 'Money for goods collected for others'),
  row('output_tax', 'liability', 'none', '应交税费', 'Tax payable'),
  row('suspense', 'liability', 'none', '待查款项', 'Suspense: money nobody could place yet'),
  row('opening', 'equity', 'none', '期初', 'Opening balances'),
  row('profit_brought', 'equity', 'none', '以前损益', 'Profit of closed periods'),
  // what we earn
  row('income_install', 'income', 'none', '安装收入', 'Installation'),
  row('income_repair', 'income', 'none', '维修收入', 'Repair'),
  row('income_clean', 'income', 'none', '清洗保养收入', 'Cleaning and maintenance'),
  row('income_other_service', 'income', 'none', '其他服务收入', 'Other services'),
  row('income_distance', 'income', 'none', '远程费收入', 'Distance'),
  row('income_height', 'income', 'none', '高空费收入', 'Work at height'),
  row('income_extra', 'income', 'none', '增项收入', 'Extra charges'),
  row('income_parts', 'income', 'none', '配件收入', 'Parts sold'),
  row('income_sale', 'income', 'none', '柜台销售收入', 'Counter sales'),
  row('income_bonus', 'income', 'none', '奖励补贴收入', 'Bonuses and season money'),
  row('income_coefficient', 'income', 'none', '考核系数差', 'Coefficient of the month'),
  row('income_difference', 'income', 'none', '尾差', 'Rounding differences'),
  // what it costs
  row('cost_pay', 'cost', 'none', '师傅报酬', 'Technician pay'),
  row('cost_sub_shop', 'cost', 'none', '下级网点分包', 'Sub-shop work'),
  row('cost_parts', 'cost', 'none', '配件成本', 'Cost of parts'),
  row('cost_stock_loss', 'cost', 'none', '盘亏与切割损耗', 'Stock loss and cutting loss'),
  row('cost_commission', 'cost', 'none', '平台佣金', 'Platform commission'),
  row('cost_fines', 'cost', 'none', '罚款自担', 'Fines the outlet bears'),
  row('cost_old_parts', 'cost', 'none', '旧件扣款自担', 'Old parts charged to the outlet'),
  row('cost_losses', 'cost', 'none', '结算差异损失', 'Statement differences given up'),
  row('cost_compensation', 'cost', 'none', '赔偿', 'Compensation'),
  row('cost_expenses', 'cost', 'none', '费用(油费运费快递)', 'Expenses'),
] as const;

/** Codes are text so that an outlet may add accounts of its own; these are the ones the rules post to. */
export type AccountCode = string;

const byCode = new Map<string, Account>(accounts.map((account) => [account.code, account]));

/** A seeded account, or null. */
export function findAccount(code: AccountCode): Account | null {
  return byCode.get(code) ?? null;
}
