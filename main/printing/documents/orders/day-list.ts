import type { Paper, PaperNode } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { type DocumentBase, optional } from '../common.ts';
import { formatPhone } from '../format.ts';
import { framed } from '../frame.ts';

export interface DayListRow {
  /** `08:00-10:00`, or empty while not booked. */
  window: string;
  orderNumber: string;
  user: string;
  phone: string;
  address: string;
  what: string;
  bring: string;
  remark: string;
}

/** 日派工表: who goes where on a day, a table for each technician. */
export interface DayListData extends DocumentBase {
  day: string;
  people: { technician: string; phone: string; rows: DayListRow[] }[];
}

/** The list as a tree. Pure. */
export function dayList(data: DayListData): Paper {
  const words = paperWords(data.language);
  const visits = data.people.reduce((sum, one) => sum + one.rows.length, 0);
  const tables = data.people.flatMap((one): PaperNode[] => [
    { kind: 'section', title: `${one.technician} ${formatPhone(one.phone)} · ${one.rows.length}` },
    {
      kind: 'table',
      columns: [
        { title: words.seq, width: 4, weight: 0.8 },
        { title: words.window, width: 11, weight: 1.7 },
        { title: words.workOrderNumber, weight: 1.9 },
        { title: words.userName, weight: 1.5, below: true },
        { title: words.userPhone, weight: 1.9, below: true },
        { title: words.address, weight: 4.2, below: true },
        { title: words.productOrItem, weight: 2.8, below: true },
        { title: words.partsToBring, weight: 2.4, below: true },
        { title: words.remark, weight: 2.2, below: true },
        { title: words.outcome, width: 10, weight: 1.6 },
      ],
      rows: one.rows.map((row, at) => [
        String(at + 1),
        row.window,
        row.orderNumber,
        row.user,
        formatPhone(row.phone),
        row.address,
        row.what,
        row.bring,
        row.remark,
        '',
      ]),
    },
  ]);
  return framed(data, words.dayList, [
    {
      kind: 'fields',
      items: [
        { label: words.date, value: data.day, strong: true },
        { label: words.visitsOfDay, value: String(visits) },
        ...optional(words.technician, data.people.map((one) => one.technician).join(' '), { span: 12 }),
      ],
    },
    ...tables,
  ]);
}
