import type { PaperWords } from '../zh/index.ts';
import { common } from './common.ts';
import { money } from './money.ts';
import { orders } from './orders.ts';
import { outlet } from './outlet.ts';
import { stock } from './stock.ts';

/** The words on paper in English. */
export const en: PaperWords = { ...common, ...orders, ...stock, ...money, ...outlet };
