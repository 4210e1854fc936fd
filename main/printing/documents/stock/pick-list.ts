import type { Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { type DocumentBase, optional } from '../common.ts';
import { formatMilli } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** 拣货单: what is to be put ready, in the order of the shelves. */
export interface PickListData extends DocumentBase {
  day: string;
  person: string;
  team?: string | null;
  fromStore: string;
  lines: {
    bin: string;
    partCode: string;
    name: string;
    unit: string;
    quantityMilli: number;
    lotOrSerial?: string | null;
    orderNumber?: string | null;
    oldPartDue: boolean;
  }[];
  madeBy: string;
}

/** The list as a tree. Pure. */
export function pickList(data: PickListData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.pickList, [
    {
      kind: 'fields',
      items: [
        { label: words.date, value: data.day },
        { label: words.receiver, value: data.person, strong: true },
        ...optional(words.team, data.team),
        { label: words.fromStore, value: data.fromStore },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: '□', width: 2, weight: 0.8 },
        { title: words.bin, width: 9, weight: 1.8 },
        { title: words.nameAndSpec, weight: 5 },
        { title: words.quantity, width: 8, weight: 1.6, align: 'right' },
        { title: words.partCode, weight: 2.4, below: true },
        { title: words.lotSerial, weight: 3, below: true },
        { title: words.linkedOrders, weight: 2.6, below: true },
        { title: words.oldPartDue, weight: 1.6, below: true },
      ],
      rows: data.lines.map((line) => [
        '□',
        line.bin === '' ? '-' : line.bin,
        line.name,
        `${formatMilli(line.quantityMilli)}${line.unit}`,
        line.partCode,
        line.lotOrSerial ?? '',
        line.orderNumber ?? '',
        line.oldPartDue ? words.yes : '',
      ]),
    },
    ...signatures([words.pickedBy], [words.checkedBy]),
  ]);
}
