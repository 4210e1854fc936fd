import type { Paper } from '../../layout/tree.ts';
import { fillWords, paperWords } from '../../words/index.ts';
import { type DocumentBase, optional } from '../common.ts';
import { formatMilli } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** 盘点表. A blind one carries no quantity of the books and no difference: the data has none to show. */
export interface CountSheetData extends DocumentBase {
  day: string;
  /** Place, bag or part it covers, in words. */
  scope: string;
  place: string;
  state: string;
  round: number;
  blind: boolean;
  lines: {
    place: string;
    bin: string;
    partCode: string;
    barcode?: string | null;
    name: string;
    unit: string;
    condition: string;
    lotOrSerial?: string | null;
    bookMilli: number | null;
    countedMilli: number | null;
    reason?: string | null;
  }[];
  openedBy: string;
  approvedBy?: string | null;
}

/** The sheet as a tree. Pure. */
export function countSheet(data: CountSheetData): Paper {
  const words = paperWords(data.language);
  const known = (milli: number | null) => (milli === null ? '' : formatMilli(milli));
  const open = !data.blind;
  return framed(data, words.countSheet, [
    {
      kind: 'fields',
      items: [
        { label: words.date, value: data.day },
        { label: words.scopeOfCount, value: data.scope },
        { label: words.place, value: data.place },
        { label: words.state, value: data.state },
        { label: words.round, value: fillWords(words.nthRound, { n: data.round }) },
        ...optional(words.openedBy, data.openedBy),
        ...(data.blind ? [{ label: words.blindCount, value: words.yes }] : []),
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: words.seq, width: 4, weight: 1 },
        { title: words.bin, width: 9, weight: 1.8 },
        { title: words.nameAndSpec, weight: 5 },
        ...(open ? [{ title: words.booked, width: 7, weight: 1.6, align: 'right' as const }] : []),
        { title: words.counted, width: 7, weight: 1.8, align: 'right' },
        ...(open ? [{ title: words.differing, weight: 1.6, align: 'right' as const, below: true }] : []),
        { title: words.partCode, weight: 2.4, below: true },
        { title: words.barcode, weight: 3.2, below: true },
        { title: words.lotSerial, weight: 3, below: true },
        { title: words.condition, weight: 1.6, below: true },
        { title: words.unit, weight: 1, below: true },
        { title: words.remark, weight: 2.4, below: true },
      ],
      rows: data.lines.map((line, at) => [
        String(at + 1),
        line.bin === '' ? line.place : line.bin,
        line.name,
        ...(open ? [known(line.bookMilli)] : []),
        line.countedMilli === null || data.blind ? '' : formatMilli(line.countedMilli),
        ...(open
          ? [
              line.bookMilli === null || line.countedMilli === null
                ? ''
                : formatMilli(line.countedMilli - line.bookMilli),
            ]
          : []),
        line.partCode,
        line.barcode ?? '',
        line.lotOrSerial ?? '',
        line.condition,
        line.unit,
        line.reason ?? '',
      ]),
      writeInRows: data.blind ? 2 : 0,
    },
    ...signatures([words.countedBy], [words.witness], [words.approval, data.approvedBy ?? null]),
  ]);
}
