import type { Row, Run } from './rows.ts';
import { type Align, padCells } from './width.ts';
import { wrapText } from './wrap.ts';

export function textRow(runs: Run[]): Row {
  return { kind: 'text', runs };
}

/** Columns one cell apart; a column that wraps makes the row several lines high. */
export function layColumns(
  columns: { text: string; width: number; align?: Align; bold?: boolean; size?: 'tall' }[],
  cells: number,
): Row[] {
  const wrapped = columns.map((column) => wrapText(column.text, Math.max(2, column.width)));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const runs: Run[] = [];
    let used = 0;
    columns.forEach((column, index) => {
      const gap = index === 0 ? 0 : 1;
      const room = Math.min(column.width, cells - used - gap);
      if (room <= 0) return;
      if (gap > 0) runs.push({ text: ' ' });
      runs.push({
        text: padCells(wrapped[index]?.[line] ?? '', room, column.align ?? 'left'),
        bold: column.bold,
        size: column.size,
      });
      used += gap + room;
    });
    return textRow(runs);
  });
}
