import type { Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { capitalAmount } from '../capital-amount.ts';
import type { DocumentBase } from '../common.ts';
import { formatFen } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** 交款单: what a person took from users and handed in, order by order. */
export interface HandInData extends DocumentBase {
  day: string;
  person: string;
  team: string;
  lines: {
    orderNumber: string;
    /** What the user was to pay. */
    dueFen: number;
    cashFen: number;
    qrFen: number;
  }[];
  dueFen: number;
  cashFen: number;
  qrFen: number;
  differenceFen: number;
  receiver: string;
}

/** The hand-in as a tree. Pure. */
export function handIn(data: HandInData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.handInPaper, [
    {
      kind: 'fields',
      items: [
        { label: words.receivedFrom, value: data.person, strong: true },
        { label: words.team, value: data.team },
        { label: words.handInDay, value: data.day },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: words.seq, width: 4, weight: 0.8 },
        { title: words.workOrderNumber, weight: 3 },
        { title: words.receivable, weight: 2, align: 'right', below: true },
        { title: words.cash, weight: 2, align: 'right', below: true },
        { title: words.scan, weight: 2, align: 'right', below: true },
        { title: words.handedIn, width: 10, weight: 2, align: 'right' },
        { title: words.gap, width: 10, weight: 2, align: 'right' },
      ],
      rows: data.lines.map((line, at) => [
        String(at + 1),
        line.orderNumber,
        formatFen(line.dueFen),
        line.cashFen === 0 ? '' : formatFen(line.cashFen),
        line.qrFen === 0 ? '' : formatFen(line.qrFen),
        formatFen(line.cashFen + line.qrFen),
        formatFen(line.cashFen + line.qrFen - line.dueFen),
      ]),
      foot: [
        { label: words.receivable, value: formatFen(data.dueFen) },
        { label: `${words.handedIn} (${words.cash})`, value: `￥${formatFen(data.cashFen)}` },
        { label: words.scan, value: formatFen(data.qrFen) },
        { label: words.gap, value: formatFen(data.differenceFen) },
      ],
    },
    {
      kind: 'fields',
      items: [{ label: words.totalInWords, value: capitalAmount(data.cashFen), span: 12 }],
    },
    ...signatures([words.payerSignature], [words.cashierSignature, data.receiver], [words.date]),
  ]);
}
