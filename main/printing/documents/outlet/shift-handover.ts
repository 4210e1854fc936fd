import type { Field, Paper } from '../../layout/tree.ts';
import { paperWords, type WordKey } from '../../words/index.ts';
import { type DocumentBase, writeIn } from '../common.ts';
import { formatFen, formatInstant } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** What a shift is counted by, in the order it is read out. */
export const shiftCounts = [
  'receivedCount',
  'finishedCount',
  'openCount',
  'unassignedCount',
  'unbookedCount',
  'heldCount',
  'urgedCount',
  'slipsOutCount',
  'printTroubleCount',
] as const satisfies readonly WordKey[];

/** 交接班单: how the desk stands when one person leaves it to the next. */
export interface ShiftHandoverData extends DocumentBase {
  day: string;
  from: string;
  counts: Record<(typeof shiftCounts)[number], number>;
  cashFen: number;
  qrFen: number;
  tell: { orderNumber: string; user: string; what: string; marks: string; next: string }[];
}

/** The handover as a tree. Pure. */
export function shiftHandover(data: ShiftHandoverData): Paper {
  const words = paperWords(data.language);
  const counts = shiftCounts.map(
    (count): Field => ({ label: words[count], value: String(data.counts[count]), span: 4 }),
  );
  return framed(data, words.shiftPaper, [
    {
      kind: 'fields',
      items: [
        { label: words.date, value: data.day },
        { label: words.handedOverFrom, value: data.from, strong: true },
        { label: words.shiftTime, value: formatInstant(data.mark.printedAtMs, data.mark.zone) },
      ],
    },
    { kind: 'section', title: words.sectionShift },
    {
      kind: 'fields',
      items: [
        ...counts,
        { label: words.cashTaken, value: `￥${formatFen(data.cashFen)}`, span: 6 },
        { label: words.scanTaken, value: formatFen(data.qrFen), span: 6 },
      ],
    },
    { kind: 'section', title: words.sectionToTell },
    {
      kind: 'table',
      columns: [
        { title: words.workOrderNumber, width: 14, weight: 2.2 },
        { title: words.userName, weight: 1.8, below: true },
        { title: words.productOrItem, weight: 3.4 },
        { title: words.marks, weight: 2, below: true },
        { title: words.nextStep, weight: 2.2, below: true },
      ],
      rows: data.tell.map((row) => [row.orderNumber, row.user, row.what, row.marks, row.next]),
      writeInRows: data.tell.length === 0 ? 2 : 0,
    },
    {
      kind: 'fields',
      items: [writeIn(words.handoverNotes, '', { span: 12 }), writeIn(words.keysAndThings, '', { span: 12 })],
    },
    ...signatures([words.handedOverFrom, data.from], [words.takenOverFrom], [words.date]),
  ]);
}
