import type { Field, Paper, TableColumn } from '../../layout/tree.ts';
import { type PaperWords, paperWords, type WordKey } from '../../words/index.ts';
import { type DocumentBase, optional } from '../common.ts';
import { formatFen, formatMilli } from '../format.ts';
import { framed, signatures } from '../frame.ts';

export interface StockLine {
  partCode: string;
  barcode?: string | null;
  /** 名称规格. */
  name: string;
  unit: string;
  askedMilli: number;
  doneMilli: number;
  unitPriceFen: number;
  amountFen: number;
  bin?: string | null;
  lotOrSerial?: string | null;
  /** 良品, 新件不良, 错发 … in words. */
  condition?: string | null;
  reason?: string | null;
  /** The issue slip a returned part left on. */
  sourceNumber?: string | null;
  orderNumber?: string | null;
  remark?: string | null;
}

/** Papers of goods that moved: back from a bag, from place to place, in, out for good, back to the upper store. */
export interface StockPaperData extends DocumentBase {
  /** Business day YYYY-MM-DD. */
  day: string;
  person?: string | null;
  team?: string | null;
  from: string;
  to: string;
  workOrderNumbers: string[];
  carrier?: string | null;
  parcelNumber?: string | null;
  /** 第n/共n箱. */
  box?: string | null;
  requestNumber?: string | null;
  /** The paper of the upper store the goods came with. */
  sourceNumber?: string | null;
  reason?: string | null;
  lines: StockLine[];
  totalFen: number;
  madeBy: string;
  approvedBy?: string | null;
}

type Cell = (line: StockLine, at: number) => string;
interface Column {
  title: WordKey;
  cell: Cell;
  weight: number;
  width?: number;
  align?: 'right';
  below?: true;
}

const seq: Column = { title: 'seq', cell: (_, at) => String(at + 1), weight: 1, width: 4 };
const code: Column = { title: 'partCode', cell: (line) => line.partCode, weight: 2.4, below: true };
const barcode: Column = { title: 'barcode', cell: (line) => line.barcode ?? '', weight: 3.2, below: true };
const name: Column = { title: 'nameAndSpec', cell: (line) => line.name, weight: 5 };
const asked = (title: WordKey): Column => ({
  title,
  cell: (line) => `${formatMilli(line.askedMilli)}${line.unit}`,
  weight: 1.6,
  width: 7,
  align: 'right',
});
const done = (title: WordKey): Column => ({
  title,
  cell: (line) => `${formatMilli(line.doneMilli)}${line.unit}`,
  weight: 1.6,
  width: 7,
  align: 'right',
});
const price: Column = {
  title: 'unitPrice',
  cell: (line) => formatFen(line.unitPriceFen),
  weight: 1.8,
  align: 'right',
  below: true,
};
const amount: Column = {
  title: 'amount',
  cell: (line) => formatFen(line.amountFen),
  weight: 2,
  width: 9,
  align: 'right',
};
const below = (title: WordKey, weight: number, cell: (line: StockLine) => string | null | undefined) =>
  ({ title, cell: (line: StockLine) => cell(line) ?? '', weight, below: true }) satisfies Column;
const bin = below('bin', 1.8, (line) => line.bin);
const lot = below('lotSerial', 3, (line) => line.lotOrSerial);
const condition = below('condition', 1.8, (line) => line.condition);
const reason = below('reason', 2.4, (line) => line.reason);
const order = below('linkedOrders', 2.6, (line) => line.orderNumber);
const remark = below('remark', 2, (line) => line.remark);
/** Filled in by whoever opens the goods at the other end. */
const blank = (title: WordKey): Column => ({ title, cell: () => '', weight: 1.6, width: 8, align: 'right' });

interface Shape {
  title: WordKey;
  day: WordKey;
  fields: (data: StockPaperData, words: PaperWords) => Field[];
  columns: Column[];
  signs: (data: StockPaperData, words: PaperWords) => [string, (string | null)?][];
}

const places = (data: StockPaperData, from: string, to: string): Field[] => [
  { label: from, value: data.from },
  { label: to, value: data.to },
];
const transport = (data: StockPaperData, words: PaperWords): Field[] => [
  ...optional(words.carrier, data.carrier),
  ...optional(words.parcelNumber, data.parcelNumber),
  ...optional(words.boxNumber, data.box),
];

const shapes = {
  return_slip: {
    title: 'returnSlip',
    day: 'returnDay',
    fields: (data, words) => [
      { label: words.returner, value: data.person ?? '' },
      ...optional(words.team, data.team),
      { label: words.toStore, value: data.to },
    ],
    columns: [
      seq,
      code,
      barcode,
      name,
      asked('returned'),
      done('received'),
      price,
      amount,
      condition,
      reason,
      below('issueNumber', 3, (line) => line.sourceNumber),
      bin,
      lot,
      remark,
    ],
    signs: (data, words) => [
      [words.returnerSignature],
      [words.receiverOfGoods, data.madeBy],
      [words.approval, data.approvedBy ?? null],
    ],
  },
  transfer_slip: {
    title: 'transferSlip',
    day: 'date',
    fields: (data, words) => [
      ...places(data, words.fromStore, words.toStore),
      ...optional(words.takenBy, data.person),
      ...transport(data, words),
      ...optional(words.reason, data.reason, { span: 12 }),
    ],
    columns: [
      seq,
      code,
      barcode,
      name,
      asked('sentOut'),
      done('arrivedQuantity'),
      price,
      amount,
      condition,
      bin,
      lot,
      order,
      remark,
    ],
    signs: (data, words) => [
      [words.handedOverBy, data.madeBy],
      [words.takerSignature],
      [words.approval, data.approvedBy ?? null],
    ],
  },
  receiving_slip: {
    title: 'receivingSlip',
    day: 'receiveDay',
    fields: (data, words) => [
      ...places(data, words.supplier, words.toStore),
      ...transport(data, words),
      ...optional(words.requestNumber, data.requestNumber),
      ...optional(words.sourceNumber, data.sourceNumber),
    ],
    columns: [
      seq,
      code,
      barcode,
      name,
      asked('dueIn'),
      done('received'),
      price,
      amount,
      condition,
      bin,
      lot,
      order,
      remark,
    ],
    signs: (data, words) => [
      [words.receiverOfGoods, data.madeBy],
      [words.deliveredBy],
      [words.approval, data.approvedBy ?? null],
    ],
  },
  scrap_slip: {
    title: 'scrapSlip',
    day: 'date',
    fields: (data, words) => [
      { label: words.fromStore, value: data.from },
      { label: words.reason, value: data.reason ?? '', span: 8 },
    ],
    columns: [seq, code, barcode, name, asked('quantity'), price, amount, condition, bin, lot, remark],
    signs: (data, words) => [
      [words.handledBy, data.madeBy],
      [words.witness],
      [words.approval, data.approvedBy ?? null],
    ],
  },
  upstream_return: {
    title: 'upstreamReturn',
    day: 'date',
    fields: (data, words) => [
      { label: words.returnedTo, value: data.to },
      ...transport(data, words),
      ...optional(words.sourceNumber, data.sourceNumber),
      ...optional(words.reason, data.reason, { span: 12 }),
    ],
    columns: [
      seq,
      code,
      name,
      condition,
      asked('quantity'),
      price,
      amount,
      reason,
      lot,
      blank('receivedThere'),
      blank('differing'),
    ],
    signs: (data, words) => [[words.handledBy, data.madeBy], [words.receivedThereBy], [words.date]],
  },
} satisfies Record<string, Shape>;

export type StockPaperShape = keyof typeof shapes;

/** One of the papers of moved goods as a tree. Pure. */
export function stockPaper(shape: StockPaperShape, data: StockPaperData): Paper {
  const words = paperWords(data.language);
  const { title, day, fields, columns, signs }: Shape = shapes[shape];
  return framed(data, words[title], [
    {
      kind: 'fields',
      items: [
        { label: words[day], value: data.day },
        ...fields(data, words),
        ...optional(words.linkedOrders, data.workOrderNumbers.join(' '), { span: 12 }),
      ],
    },
    {
      kind: 'table',
      columns: columns.map(
        ({ title: key, cell: _cell, ...column }): TableColumn => ({ title: words[key], ...column }),
      ),
      rows: data.lines.map((line, at) => columns.map((column) => column.cell(line, at))),
      foot: [{ label: words.total, value: `￥${formatFen(data.totalFen)}` }],
    },
    ...signatures(...signs(data, words)),
  ]);
}
