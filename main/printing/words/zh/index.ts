import { common } from './common.ts';
import { money } from './money.ts';
import { orders } from './orders.ts';
import { outlet } from './outlet.ts';
import { stock } from './stock.ts';

/** The words on paper, as the shop says them. A new paper's words go into the file of its group, in both languages. */
export const zh = { ...common, ...orders, ...stock, ...money, ...outlet } as const;

export type WordKey = keyof typeof zh;
export type PaperWords = Record<WordKey, string>;
