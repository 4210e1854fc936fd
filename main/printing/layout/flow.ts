import { cleanLine } from './clean.ts';
import { flowFields } from './flow-fields.ts';
import { flowTable } from './flow-table.ts';
import { layColumns, textRow } from './lay-columns.ts';
import { isDoubleWide, type Row, type Run } from './rows.ts';
import type { Code128Node, ColumnsNode, LineNode, PaperNode } from './tree.ts';
import { padCells, textCells } from './width.ts';
import { wrapText } from './wrap.ts';

/** Dots across one cell at 203 dpi. */
const cellDots = 12;

/** Lays a paper out for a roll of `cells` cells. Pure; every text row fits the width. */
export function flowRows(nodes: readonly PaperNode[], cells: number): Row[] {
  return nodes.flatMap((node) => flowNode(node, cells));
}

function flowNode(node: PaperNode, cells: number): Row[] {
  switch (node.kind) {
    case 'line':
      return flowLine(node, cells);
    case 'columns':
      return flowColumns(node, cells);
    case 'fields':
      return flowFields(node, cells);
    case 'table':
      return flowTable(node, cells);
    case 'section':
      return flowSection(node.title, cells);
    case 'banner':
      return flowBanner(node.text, cells);
    case 'rule': {
      const mark = node.style === 'double' ? '=' : node.style === 'dotted' ? '.' : '-';
      return [textRow([{ text: mark.repeat(cells) }])];
    }
    case 'spacer':
      return Array.from({ length: node.lines ?? 1 }, () => textRow([{ text: '' }]));
    case 'qr':
      return [
        { kind: 'qr', data: node.data, align: node.align ?? 'center', moduleDots: node.moduleDots ?? 5 },
      ];
    case 'code128':
      return flowCode128(node, cells);
    case 'image':
      return [{ kind: 'image', bitmap: node.bitmap, align: node.align ?? 'center' }];
    case 'corner':
      return [
        ...flowRows(node.children, cells),
        { kind: 'qr', data: node.code, align: 'right', moduleDots: 5 },
      ];
    case 'keep':
      return flowRows(node.children, cells);
    case 'cut':
      return [{ kind: 'cut', partial: node.partial ?? false }];
  }
}

function flowLine(node: LineNode, cells: number): Row[] {
  const factor = isDoubleWide(node.size) ? 2 : 1;
  return wrapText(node.text, Math.max(2, Math.floor(cells / factor))).map((text) => {
    const free = cells - textCells(text) * factor;
    const left = node.align === 'right' ? free : node.align === 'center' ? Math.floor(free / 2) : 0;
    const runs: Run[] = left > 0 ? [{ text: ' '.repeat(left) }] : [];
    runs.push({ text, size: node.size, bold: node.bold });
    return textRow(runs);
  });
}

/**
 * Bars with their text below. Where the bars do not fit at two dots a module (one dot cannot be scanned from a
 * crumpled slip), a QR code takes their place.
 */
function flowCode128(node: Code128Node, cells: number): Row[] {
  const align = node.align ?? 'center';
  const fits = (11 * node.data.length + 35) * 2 <= cells * cellDots;
  const bars: Row = fits
    ? { kind: 'code128', data: node.data, align, heightDots: node.heightDots ?? 64 }
    : { kind: 'qr', data: node.data, align, moduleDots: 5 };
  return [bars, ...flowLine({ kind: 'line', text: node.data, align }, cells)];
}

function flowSection(title: string, cells: number): Row[] {
  const name = ` ${cleanLine(title)} `;
  const rest = Math.max(0, cells - textCells(name) - 2);
  return [textRow([{ text: '--' }, { text: name, bold: true }, { text: '-'.repeat(rest) }])];
}

/** White on black over the whole width, so that it also shows on a slip folded in a pocket. */
function flowBanner(text: string, cells: number): Row[] {
  return wrapText(text, Math.floor(cells / 2)).map((line) =>
    textRow([
      { text: padCells(line, Math.floor(cells / 2), 'center'), size: 'big', bold: true, invert: true },
    ]),
  );
}

function flowColumns(node: ColumnsNode, cells: number): Row[] {
  const gaps = node.cells.length - 1;
  const fixed = node.cells.reduce((sum, cell) => sum + (cell.width ?? 0), 0);
  const sharing = node.cells.filter((cell) => cell.width === undefined).length;
  const share = sharing === 0 ? 0 : Math.max(2, Math.floor((cells - gaps - fixed) / sharing));
  const widths = node.cells.map((cell) => cell.width ?? share);
  return layColumns(
    node.cells.map((cell, index) => ({ ...cell, width: widths[index] ?? 2 })),
    cells,
  );
}
