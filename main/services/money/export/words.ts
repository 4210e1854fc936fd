/** Headings of the period sheet, in the language it is asked for in. */
export interface SheetWords {
  file: string;
  fees: string;
  pay: string;
  journal: string;
  total: string;
  feeColumns: readonly string[];
  payColumns: readonly string[];
  journalColumns: readonly string[];
  kinds: Readonly<Record<string, string>>;
  states: Readonly<Record<string, string>>;
}

const stateZh = {
  open: '未结',
  in_statement: '在对账单',
  agreed: '已确认',
  paid: '已付',
  held: '暂扣',
  waived: '免收',
  lost: '损失',
  estimate: '预估',
};
const stateEn = {
  open: 'Open',
  in_statement: 'In statement',
  agreed: 'Agreed',
  paid: 'Paid',
  held: 'Held',
  waived: 'Waived',
  lost: 'Lost',
  estimate: 'Estimate',
};

export const sheetWords: Readonly<Record<'zh' | 'en', SheetWords>> = {
  zh: {
    file: '结算',
    fees: '应收',
    pay: '师傅与下级网点',
    journal: '试算平衡',
    total: '合计',
    feeColumns: [
      '工单号',
      '平台单号',
      '服务项目',
      '完工日期',
      '费用',
      '数量',
      '单价',
      '应收',
      '状态',
      '规则',
      '账单行',
      '对方金额',
      '差额',
      '差异',
      '电话后四位',
    ],
    payColumns: ['姓名', '工单号', '服务项目', '费用', '数量', '分成(‰)', '金额', '状态', '规则', '账期'],
    journalColumns: ['科目', '名称', '期初', '借方', '贷方', '期末'],
    kinds: {},
    states: stateZh,
  },
  en: {
    file: 'Settlement',
    fees: 'Receivable',
    pay: 'Technicians and sub-shops',
    journal: 'Trial balance',
    total: 'Total',
    feeColumns: [
      'Order',
      'Upstream number',
      'Service',
      'Finished',
      'Fee',
      'Quantity',
      'Unit price',
      'Due',
      'State',
      'Rule',
      'Statement row',
      'Their amount',
      'Difference',
      'Kind',
      'Phone tail',
    ],
    payColumns: [
      'Name',
      'Order',
      'Service',
      'Fee',
      'Quantity',
      'Share (‰)',
      'Amount',
      'State',
      'Rule',
      'Period',
    ],
    journalColumns: ['Account', 'Name', 'Opening', 'Debit', 'Credit', 'Closing'],
    kinds: {},
    states: stateEn,
  },
};
