import type { Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { type DocumentBase, markLine, optional, voidBanner, writeIn } from '../common.ts';
import { formatFen, formatMilli } from '../format.ts';

export interface IssueLine {
  partCode: string;
  barcode?: string | null;
  /** 名称规格. */
  name: string;
  fitsModels?: string | null;
  unit: string;
  dueMilli: number;
  issuedMilli: number;
  unitPriceFen: number;
  amountFen: number;
  bin?: string | null;
  lotOrSerial?: string | null;
  /** 保内/保外/备货/以旧换新 in words. */
  purpose: string;
  /** Pieces of old part to be handed in, thousandths; 0 when none. */
  oldPartDueMilli: number;
  remark?: string | null;
}

/** 领料单: what left a store into a technician's bag. */
export interface IssueSlipData extends DocumentBase {
  /** Business day YYYY-MM-DD. */
  issueDay: string;
  receiver: string;
  team?: string | null;
  fromStore: string;
  workOrderNumbers: string[];
  lines: IssueLine[];
  totalFen: number;
  /** Value in the bag after this issue, and the limit against the deposit; null where no limit is set. */
  unreturnedFen: number;
  limitFen: number | null;
  issuer: string;
  approvedBy?: string | null;
}

/** The issue slip as a tree. Pure. */
export function issueSlip(data: IssueSlipData): Paper {
  const words = paperWords(data.language);
  const limit = data.limitFen === null ? '-' : formatFen(data.limitFen);
  return {
    title: `${words.issueSlip} ${data.number}`,
    language: data.language,
    nodes: [
      ...voidBanner(data.voided, words),
      {
        kind: 'corner',
        code: data.number,
        children: [
          { kind: 'line', text: data.outlet.name, size: 'tall', bold: true },
          { kind: 'line', text: words.issueSlip, size: 'big', bold: true },
          { kind: 'line', text: `${words.slipNumber} ${data.number}`, size: 'tall', bold: true },
        ],
      },
      {
        kind: 'fields',
        items: [
          { label: words.issueDay, value: data.issueDay },
          { label: words.receiver, value: data.receiver },
          ...optional(words.team, data.team),
          { label: words.fromStore, value: data.fromStore },
          ...optional(words.linkedOrders, data.workOrderNumbers.join(' '), { span: 12 }),
        ],
      },
      {
        kind: 'table',
        columns: [
          { title: words.seq, width: 4, weight: 1 },
          { title: words.partCode, weight: 2.4, below: true },
          { title: words.barcode, weight: 3.2, below: true },
          { title: words.nameAndSpec, weight: 5 },
          { title: words.fitsModels, weight: 3, below: true },
          { title: words.due, width: 7, weight: 1.6, align: 'right' },
          { title: words.issued, width: 7, weight: 1.6, align: 'right' },
          { title: words.unitPrice, weight: 1.8, align: 'right', below: true },
          { title: words.amount, width: 9, weight: 2, align: 'right' },
          { title: words.bin, weight: 1.8, below: true },
          { title: words.lotSerial, weight: 3, below: true },
          { title: words.purpose, weight: 1.8, below: true },
          { title: words.oldPartDue, weight: 1.6, below: true },
          { title: words.remark, weight: 2, below: true },
        ],
        rows: data.lines.map((line, at) => [
          String(at + 1),
          line.partCode,
          line.barcode ?? '',
          line.name,
          line.fitsModels ?? '',
          `${formatMilli(line.dueMilli)}${line.unit}`,
          `${formatMilli(line.issuedMilli)}${line.unit}`,
          formatFen(line.unitPriceFen),
          formatFen(line.amountFen),
          line.bin ?? '',
          line.lotOrSerial ?? '',
          line.purpose,
          line.oldPartDueMilli === 0 ? '' : formatMilli(line.oldPartDueMilli),
          line.remark ?? '',
        ]),
        foot: [
          { label: words.total, value: `￥${formatFen(data.totalFen)}` },
          { label: words.unreturnedAndLimit, value: `${formatFen(data.unreturnedFen)} / ${limit}` },
        ],
      },
      { kind: 'spacer' },
      {
        kind: 'keep',
        children: [
          {
            kind: 'fields',
            items: [
              writeIn(words.receiverSignature, '', { span: 6 }),
              { label: words.issuer, value: data.issuer, span: 3 },
              writeIn(words.approval, data.approvedBy, { span: 3 }),
            ],
          },
        ],
      },
      ...voidBanner(data.voided ? { reason: '' } : null, words),
      markLine(data.mark, words),
      { kind: 'cut' },
    ],
  };
}
