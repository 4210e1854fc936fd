import type { CountOutcome, CountState } from '../../../../domain/stock/count.ts';
import { conditionWords, type Condition } from '../../../../domain/stock/key.ts';

/** Words of the spreadsheet 盘点表, in the language it is asked for in. */
export interface CountSheetWords {
  file: string;
  total: string;
  blind: string;
  head: { place: string; state: string; day: string; opened: string; approved: string };
  columns: readonly string[];
  states: Readonly<Record<CountState, string>>;
  outcomes: Readonly<Record<CountOutcome, string>>;
  decisions: Readonly<Record<'post' | 'move' | 'leave', string>>;
}

export const conditionWord = (condition: string, language: 'zh' | 'en'): string =>
  conditionWords[condition as Condition][language];

export const countSheetWords: Readonly<Record<'zh' | 'en', CountSheetWords>> = {
  zh: {
    file: '盘点表',
    total: '盈亏合计',
    blind: '盲盘中，不显示账面',
    head: { place: '盘点地点', state: '状态', day: '日期', opened: '开单', approved: '同意' },
    columns: [
      '货位',
      '编码',
      '名称规格',
      '品况',
      '批次/条码(SN)',
      '单位',
      '账面',
      '初盘',
      '实盘',
      '差异',
      '结果',
      '应在/实在',
      '差异金额',
      '处理',
      '原因',
      '清点人',
    ],
    states: {
      open: '清点中',
      recount: '复盘中',
      review: '待过账',
      approved: '已同意',
      posted: '已过账',
      undone: '已撤回',
      cancelled: '已作废',
    },
    outcomes: { equal: '相符', found: '盘盈', missing: '盘亏', wrong_place: '放错位置', unknown: '不认识' },
    decisions: { post: '按盈亏过账', move: '移位', leave: '不处理' },
  },
  en: {
    file: 'Stocktake',
    total: 'Gains and losses',
    blind: 'Counted blind: the book is not shown',
    head: { place: 'Place', state: 'State', day: 'Day', opened: 'Opened by', approved: 'Approved by' },
    columns: [
      'Bin',
      'Code',
      'Name',
      'Condition',
      'Lot/serial',
      'Unit',
      'Book',
      'First count',
      'Counted',
      'Difference',
      'Result',
      'Belongs/was in',
      'Difference, yuan',
      'Decision',
      'Reason',
      'Counted by',
    ],
    states: {
      open: 'Counting',
      recount: 'Recounting',
      review: 'To be posted',
      approved: 'Approved',
      posted: 'Posted',
      undone: 'Taken back',
      cancelled: 'Cancelled',
    },
    outcomes: {
      equal: 'Equal',
      found: 'Found',
      missing: 'Missing',
      wrong_place: 'Wrong place',
      unknown: 'Unknown',
    },
    decisions: { post: 'Post', move: 'Move', leave: 'Leave' },
  },
};
