import type { Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { type DocumentBase, optional } from '../common.ts';
import { formatFen, formatInstant } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** 对账差异表: what is between us and a payer, row by row, with whoever answers for it. */
export interface DifferenceSheetData extends DocumentBase {
  payer: string;
  month: string;
  lines: {
    orderNumber: string;
    oursFen: number;
    theirsFen: number;
    /** In words. */
    type: string;
    reason: string;
    evidence: string;
    inCharge: string;
    appealedMs: number | null;
    untilMs: number | null;
    outcome: string;
  }[];
}

/** The sheet as a tree. Pure. */
export function differenceSheet(data: DifferenceSheetData): Paper {
  const words = paperWords(data.language);
  const { zone } = data.mark;
  const sum = (of: (line: DifferenceSheetData['lines'][number]) => number) =>
    formatFen(data.lines.reduce((total, line) => total + of(line), 0));
  return framed(data, words.differencePaper, [
    {
      kind: 'fields',
      items: [
        ...optional(words.theirReconciler, data.payer, { span: 6 }),
        ...optional(words.settleMonth, data.month, { span: 3 }),
        { label: words.pieces, value: String(data.lines.length), span: 3 },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: words.slipNumber, weight: 2.1 },
        { title: words.ourDue, weight: 1.6, align: 'right', below: true },
        { title: words.theirSettled, weight: 1.6, align: 'right', below: true },
        { title: words.gap, width: 10, weight: 1.6, align: 'right' },
        { title: words.differenceType, weight: 1.4, below: true },
        { title: words.reason, weight: 2.2, below: true },
        { title: words.evidence, weight: 2.2, below: true },
        { title: words.inCharge, weight: 1.4, below: true },
        { title: words.appealDay, weight: 1.7, below: true },
        { title: words.until, weight: 1.7, below: true },
        { title: words.outcome, weight: 1.4, below: true },
      ],
      rows: data.lines.map((line) => [
        line.orderNumber,
        formatFen(line.oursFen),
        formatFen(line.theirsFen),
        formatFen(line.theirsFen - line.oursFen),
        line.type,
        line.reason,
        line.evidence,
        line.inCharge,
        formatInstant(line.appealedMs, zone).slice(0, 10),
        formatInstant(line.untilMs, zone).slice(0, 10),
        line.outcome,
      ]),
      foot: [
        { label: words.ourDue, value: sum((line) => line.oursFen) },
        { label: words.theirSettled, value: sum((line) => line.theirsFen) },
        { label: words.gap, value: `￥${sum((line) => line.theirsFen - line.oursFen)}` },
      ],
    },
    ...signatures([words.ourReconciler], [words.approval], [words.date]),
  ]);
}
