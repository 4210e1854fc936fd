import type { Paper } from '../../layout/tree.ts';
import { fillWords, paperWords } from '../../words/index.ts';
import { type DocumentBase, optional, writeIn } from '../common.ts';
import { formatFen, formatMilli } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** 旧件返厂清单: the list that lies in one box; its code is the box. */
export interface OldPartListData extends DocumentBase {
  outletCode: string;
  outletName: string;
  receiver: string;
  carrier?: string | null;
  parcelNumber?: string | null;
  boxNo: number;
  boxes: number;
  /** YYYY-MM. */
  month: string;
  lines: {
    orderNumber: string;
    labelNumber: string;
    oldPartCode: string;
    oldPartName: string;
    quantityMilli: number;
    unit: string;
    model: string;
    machineCode: string;
    newPartCode: string;
    newCode: string;
    replacedDay: string;
    faultCause: string;
    daysLate: number;
    unitPriceFen: number;
    amountFen: number;
    remark?: string | null;
  }[];
  handedInBy: string;
}

/** The list as a tree. Pure. */
export function oldPartList(data: OldPartListData): Paper {
  const words = paperWords(data.language);
  const pieces = data.lines.reduce((sum, line) => sum + line.quantityMilli, 0);
  const fen = data.lines.reduce((sum, line) => sum + line.amountFen, 0);
  return framed(data, words.oldPartList, [
    {
      kind: 'fields',
      items: [
        { label: words.outletCode, value: data.outletCode },
        { label: words.outletName, value: data.outletName, span: 8 },
        { label: words.consignee, value: data.receiver, span: 6 },
        ...optional(words.carrier, data.carrier, { span: 3 }),
        writeIn(words.parcelNumber, data.parcelNumber, { span: 3 }),
        {
          label: words.boxNumber,
          value: fillWords(words.boxOf, { n: data.boxNo, total: data.boxes }),
          strong: true,
        },
        { label: words.month, value: data.month },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: words.seq, width: 4, weight: 0.8 },
        { title: words.oldPartName, weight: 4 },
        { title: words.quantity, width: 7, weight: 1.3, align: 'right' },
        { title: words.amount, width: 9, weight: 1.8, align: 'right' },
        { title: words.workOrderNumber, weight: 2.4, below: true },
        { title: words.oldPartCode, weight: 2.2, below: true },
        { title: words.labelNumber, weight: 2.4, below: true },
        { title: words.model, weight: 2.8, below: true },
        { title: words.bodyCode, weight: 2.8, below: true },
        { title: words.newPartCode, weight: 2.2, below: true },
        { title: words.newCode, weight: 2.4, below: true },
        { title: words.replacedDay, weight: 2.1, below: true },
        { title: words.faultCause, weight: 2.4, below: true },
        { title: words.daysLate, weight: 1.2, align: 'right', below: true },
        { title: words.unitPrice, weight: 1.6, align: 'right', below: true },
        { title: words.remark, weight: 1.8, below: true },
      ],
      rows: data.lines.map((line, at) => [
        String(at + 1),
        line.oldPartName,
        `${formatMilli(line.quantityMilli)}${line.unit}`,
        formatFen(line.amountFen),
        line.orderNumber,
        line.oldPartCode,
        line.labelNumber,
        line.model,
        line.machineCode,
        line.newPartCode,
        line.newCode,
        line.replacedDay,
        line.faultCause,
        line.daysLate > 0 ? String(line.daysLate) : '',
        formatFen(line.unitPriceFen),
        line.remark ?? '',
      ]),
      foot: [
        { label: words.pieces, value: formatMilli(pieces) },
        { label: words.amount, value: `￥${formatFen(fen)}` },
      ],
    },
    ...signatures([words.handedInBy, data.handedInBy], [words.carrierSignature]),
    {
      kind: 'keep',
      children: [
        { kind: 'section', title: words.acceptance },
        {
          kind: 'fields',
          items: [
            writeIn(words.acceptedPieces, '', { span: 3 }),
            writeIn(words.refusedPieces, '', { span: 3 }),
            writeIn(words.refusalReason, '', { span: 6 }),
            writeIn(words.acceptedBy, '', { span: 6 }),
            writeIn(words.date, '', { span: 6 }),
          ],
        },
      ],
    },
  ]);
}
