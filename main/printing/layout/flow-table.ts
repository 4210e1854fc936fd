import { layColumns } from './lay-columns.ts';
import type { Row } from './rows.ts';
import type { TableColumn, TableNode } from './tree.ts';
import { textCells } from './width.ts';
import { isBlank, wrapText } from './wrap.ts';

/**
 * A table on a roll: the main columns in one row, the `below` columns as `title value` pairs under it. Columns that
 * have no fixed width share what the others leave.
 */
export function flowTable(node: TableNode, cells: number): Row[] {
  const indexed = node.columns.map((column, index) => ({ column, index }));
  const main = indexed.filter(({ column }) => !column.below);
  const below = indexed.filter(({ column }) => column.below);
  const widths = columnWidths(
    main.map(({ column }) => column),
    cells,
  );
  const rows: Row[] = layColumns(
    main.map(({ column }, at) => ({
      text: column.title,
      width: widths[at] ?? 2,
      align: column.align,
      bold: true,
    })),
    cells,
  );
  for (const row of node.rows) {
    rows.push(
      ...layColumns(
        main.map(({ column, index }, at) => ({
          text: row[index] ?? '',
          width: widths[at] ?? 2,
          align: column.align,
        })),
        cells,
      ),
    );
    const under = below
      .map(({ column, index }) => ({ title: column.title.replaceAll('\n', ' '), value: row[index] ?? '' }))
      .filter(({ value }) => !isBlank(value))
      .map(({ title, value }) => (title === '' ? value : `${title} ${value}`));
    for (const text of packTexts(under, cells - 2))
      rows.push({ kind: 'text', runs: [{ text: `  ${text}` }] });
  }
  for (let blank = 0; blank < (node.writeInRows ?? 0); blank++) {
    rows.push(
      ...layColumns(
        widths.map((width) => ({ text: '_'.repeat(width), width, size: 'tall' as const })),
        cells,
      ),
    );
  }
  for (const { label, value } of node.foot ?? []) rows.push(...footRows(label, value, cells));
  return rows;
}

/** Texts two blanks apart, as many to a line as fit; only one that is wider than the line is broken. */
function packTexts(texts: string[], cells: number): string[] {
  const lines: string[] = [];
  for (const part of texts.flatMap((text) => wrapText(text, cells))) {
    const last = lines.at(-1);
    if (last !== undefined && textCells(last) + 2 + textCells(part) <= cells)
      lines[lines.length - 1] = `${last}  ${part}`;
    else lines.push(part);
  }
  return lines;
}

function columnWidths(columns: TableColumn[], cells: number): number[] {
  const fixed = columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  const growing = columns.filter((column) => column.width === undefined).length;
  const left = cells - fixed - (columns.length - 1);
  const share = growing === 0 ? 0 : Math.max(4, Math.floor(left / growing));
  return columns.map((column) => column.width ?? share);
}

function footRows(label: string, value: string, cells: number): Row[] {
  const room = cells - textCells(label) - 1;
  if (room < textCells(value)) {
    return wrapText(`${label} ${value}`, cells).map((text) => ({
      kind: 'text',
      runs: [{ text, bold: true }],
    }));
  }
  return layColumns(
    [
      { text: label, width: textCells(label), bold: true },
      { text: value, width: room, align: 'right', bold: true },
    ],
    cells,
  );
}
