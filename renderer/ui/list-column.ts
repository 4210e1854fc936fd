import type { ReactNode } from 'react';

/** One column of a long list. */
export interface Column<R> {
  id: string;
  header: string;
  /** px; with `grow` the least width. */
  width: number;
  grow?: boolean;
  align?: 'start' | 'end';
  sortable?: boolean;
  cell: (row: R, index: number) => ReactNode;
}

/** Head and rows draw a column alike. */
export function cellStyle(column: Column<unknown>) {
  return { flex: column.grow ? `1 1 ${column.width}px` : `0 0 ${column.width}px`, minWidth: column.width };
}

/** A column is never drawn narrower than a number needs, nor wider than the eye follows. */
export const columnWidths = { least: 48, most: 600 } as const;
