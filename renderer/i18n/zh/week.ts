/** The week of the dispatch board. */
export const dispatchWeek = {
  title: '一周：人和日子',
  view: '看一天或一周',
  day: '日',
  week: '周',
  toWeek: '看一周',
  toDay: '看一天',
  person: '师傅',
  sum: '一周',
  all: '合计',
  cell: '{{jobs}} 单 · {{hours}}/{{of}} 小时',
  slots: '时段：已约 / 可约',
  open: '{{n}} 单没有人',
  stillHas: '还有 {{n}} 单',
  closed: '停约',
  load: '{{name}}：{{percent}}%',
} as const;
