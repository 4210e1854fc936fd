import type { PaperKind } from '../../../domain/paper/kinds.ts';
import type { Paper } from '../layout/tree.ts';
import { inBoth } from './bilingual.ts';
import { type MoneyPapers, moneyComposers } from './money/index.ts';
import { type OrderPapers, orderComposers } from './orders/index.ts';
import { type OutletPapers, outletComposers } from './outlet/index.ts';
import { type StockPapers, stockComposers } from './stock/index.ts';

/** Data of each document by its kind. A new one is a file in its group's folder and two lines in that folder's index. */
export interface DocumentData extends OrderPapers, StockPapers, MoneyPapers, OutletPapers {}
/** Kinds of domain/paper/kinds.ts that have a composer. */
export type DocumentKind = keyof DocumentData;

const composers: { [Kind in DocumentKind]: (data: DocumentData[Kind]) => Paper } = {
  ...orderComposers,
  ...stockComposers,
  ...moneyComposers,
  ...outletComposers,
};

export const documentKinds = Object.keys(composers) as (DocumentKind & PaperKind)[];

/** The document as a tree. Pure. */
export function composeDocument<Kind extends DocumentKind>(kind: Kind, data: DocumentData[Kind]): Paper {
  const paper = composers[kind](data);
  if (data.second !== 'en' || data.language !== 'zh') return paper;
  return inBoth(paper, composers[kind]({ ...data, language: 'en' }));
}
