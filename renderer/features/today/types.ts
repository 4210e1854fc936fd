import type { OutputOf } from '../../../preload/contract/index.ts';

export type Today = OutputOf<'today.get'>;
export type Tile = Today['tiles'][number];
export type UrgentRow = Today['urgent'][number];

/** Whole yuan without its zeros, as people say sums: 20, 1,460.50. */
export const yuan = (text: string): string => text.replace(/\.00$/, '');
