import { flowRows } from '../layout/flow.ts';
import type { RollPaper } from '../layout/papers.ts';
import { type Row, rowText } from '../layout/rows.ts';
import type { Paper } from '../layout/tree.ts';

/** One line per row of the roll; symbols and cuts as a word in brackets. */
export function renderText(paper: Paper, roll: RollPaper): string[] {
  return flowRows(paper.nodes, roll.cells).map(rowLabel);
}

/** The words of a row, or what stands there instead of words. */
export function rowLabel(row: Row): string {
  switch (row.kind) {
    case 'text':
      return rowText(row);
    case 'qr':
      return `[QR ${row.data}]`;
    case 'code128':
      return `[Code128 ${row.data}]`;
    case 'image':
      return `[${row.bitmap.width}x${row.bitmap.height}]`;
    case 'cut':
      return '[cut]';
  }
}
