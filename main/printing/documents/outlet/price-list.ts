import type { Paper, PaperNode } from '../../layout/tree.ts';
import { type PaperWords, paperWords } from '../../words/index.ts';
import type { DocumentBase } from '../common.ts';
import { formatFen } from '../format.ts';
import { framed } from '../frame.ts';

interface PostedPrice {
  name: string;
  unit: string;
  fen: number;
  note: string;
}

/** 收费公示表: what users are charged, as it hangs on the wall. */
export interface PriceListData extends DocumentBase {
  day: string;
  /** By kind of machine, in the order of the catalogue. */
  services: { category: string; rows: PostedPrice[] }[];
  extras: PostedPrice[];
  parts: PostedPrice[];
}

function table(title: string, rows: readonly PostedPrice[], words: PaperWords): PaperNode {
  return {
    kind: 'table',
    columns: [
      { title, weight: 4 },
      { title: words.unit, width: 6, weight: 0.9 },
      { title: words.postedPrice, width: 12, weight: 1.5, align: 'right' },
      { title: words.feeNote, weight: 4.5, below: true },
    ],
    rows: rows.map((row) => [row.name, row.unit, formatFen(row.fen), row.note]),
  };
}

/** The posted prices as a tree. Pure. */
export function priceList(data: PriceListData): Paper {
  const words = paperWords(data.language);
  const group = (title: string, rows: readonly PostedPrice[]): PaperNode[] =>
    rows.length === 0 ? [] : [{ kind: 'spacer' }, table(title, rows, words)];
  return framed(data, words.priceListPaper, [
    {
      kind: 'fields',
      items: [
        { label: words.postedOn, value: data.day },
        { label: words.servicePhone, value: data.outlet.servicePhone, strong: true },
        { label: words.complaintPhone, value: data.outlet.complaintPhone, strong: true },
      ],
    },
    { kind: 'line', text: words.priceHint, bold: true },
    ...data.services.flatMap((one): PaperNode[] => [
      { kind: 'section', title: one.category },
      table(words.serviceFees, one.rows, words),
    ]),
    ...group(words.extraFees, data.extras),
    ...group(words.partsPrices, data.parts),
  ]);
}
