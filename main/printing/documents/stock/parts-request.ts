import type { Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { type DocumentBase, optional } from '../common.ts';
import { formatFen, formatMilli } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** 配件申请单 of an order to its payer. */
export interface PartsRequestData extends DocumentBase {
  day: string;
  payer: string;
  state: string;
  workOrderNumber: string;
  model: string;
  machineCode: string;
  fault: string;
  lines: {
    partCode: string;
    name: string;
    unit: string;
    askedMilli: number;
    approvedMilli: number;
    shippedMilli: number;
    unitPriceFen: number;
  }[];
  depositUsedFen: number;
  parcelNumber?: string | null;
  expectedDay?: string | null;
  returnReason?: string | null;
  requestedBy: string;
}

/** The request as a tree. Pure. */
export function partsRequest(data: PartsRequestData): Paper {
  const words = paperWords(data.language);
  const many = (milli: number, unit: string) => `${formatMilli(milli)}${unit}`;
  return framed(data, words.partsRequest, [
    {
      kind: 'fields',
      items: [
        { label: words.date, value: data.day },
        { label: words.requestedFrom, value: data.payer },
        { label: words.state, value: data.state },
        { label: words.workOrderNumber, value: data.workOrderNumber, strong: true },
        { label: words.model, value: data.model, span: 6 },
        { label: words.bodyCode, value: data.machineCode, span: 6 },
        ...optional(words.symptom, data.fault, { span: 12 }),
        { label: words.depositUsed, value: formatFen(data.depositUsedFen) },
        ...optional(words.parcelNumber, data.parcelNumber),
        ...optional(words.arrivalDay, data.expectedDay),
        ...optional(words.returnReason, data.returnReason, { span: 12 }),
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: words.seq, width: 4, weight: 1 },
        { title: words.partCode, weight: 2.4, below: true },
        { title: words.partName, weight: 5 },
        { title: words.asked, width: 7, weight: 1.6, align: 'right' },
        { title: words.approved, width: 7, weight: 1.6, align: 'right' },
        { title: words.shipped, width: 7, weight: 1.6, align: 'right' },
        { title: words.unitPrice, weight: 2, align: 'right', below: true },
      ],
      rows: data.lines.map((line, at) => [
        String(at + 1),
        line.partCode,
        line.name,
        many(line.askedMilli, line.unit),
        many(line.approvedMilli, line.unit),
        many(line.shippedMilli, line.unit),
        formatFen(line.unitPriceFen),
      ]),
    },
    ...signatures([words.requestedBy, data.requestedBy], [words.approval]),
  ]);
}
