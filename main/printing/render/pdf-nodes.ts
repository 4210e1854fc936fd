import type { Field, FieldsNode, LineNode, PaperNode, TableNode } from '../layout/tree.ts';
import { packFields } from '../layout/pack-fields.ts';
import { textCells } from '../layout/width.ts';
import { isBlank } from '../layout/wrap.ts';
import { pngDataUrl } from './png.ts';
import { code128Matrix, qrMatrix, type SymbolMatrix, symbolPath } from './symbols.ts';

/** A piece of a pdfmake document. */
export type PdfContent = Record<string, unknown>;

export interface PdfSetting {
  /** Room between the margins, points. */
  width: number;
  textPt: number;
  /** A label: fields without frames. */
  small: boolean;
  text: (text: string) => string;
}

const line = 0.5;
const pad = 2;
const frame = {
  hLineWidth: () => line,
  vLineWidth: () => line,
  paddingLeft: () => pad,
  paddingRight: () => pad,
  paddingTop: () => 0.7,
  paddingBottom: () => 1.6,
};
const bare = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => pad,
  paddingTop: () => 0,
  paddingBottom: () => 0,
};

export function pdfNodes(nodes: readonly PaperNode[], set: PdfSetting): PdfContent[] {
  // Several papers in one file: each cut but the last is the end of a page.
  const last = nodes.findLastIndex((node) => node.kind === 'cut');
  return nodes.flatMap((node, at) =>
    node.kind === 'cut' && at < last && at < nodes.length - 1
      ? [{ text: '', pageBreak: 'after' }]
      : pdfNode(node, set),
  );
}

function pdfNode(node: PaperNode, set: PdfSetting): PdfContent[] {
  switch (node.kind) {
    case 'line':
      return [pdfLine(node, set)];
    case 'columns':
      return [
        {
          columns: node.cells.map((cell) => ({
            text: set.text(cell.text),
            alignment: cell.align ?? 'left',
            bold: cell.bold,
          })),
        },
      ];
    case 'fields':
      return pdfFields(node, set);
    case 'table':
      return [pdfTable(node, set)];
    case 'section':
      return [{ text: set.text(node.title), bold: true, margin: [0, 3.5, 0, 1.5], headlineLevel: 1 }];
    case 'banner':
      return [pdfBanner(node.text, set)];
    case 'rule':
      return [
        {
          canvas: [{ type: 'line', x1: 0, y1: 2, x2: set.width, y2: 2, lineWidth: line }],
          margin: [0, 0, 0, 3],
        },
      ];
    case 'spacer':
      return [{ canvas: [], margin: [0, 0, 0, 4 * (node.lines ?? 1)] }];
    case 'qr':
      return [{ ...pdfSymbol(qrMatrix(node.data), 56, 56), alignment: node.align ?? 'center' }];
    case 'code128':
      return [
        { ...pdfSymbol(code128Matrix(node.data), 160, 28), alignment: node.align ?? 'center' },
        { text: set.text(node.data), alignment: node.align ?? 'center' },
      ];
    case 'corner': {
      const side = set.small ? 40 : 54;
      return [
        {
          columns: [
            { width: '*', stack: pdfNodes(node.children, { ...set, width: set.width - side - 4 }) },
            { width: side, ...pdfSymbol(qrMatrix(node.code), side, side) },
          ],
          columnGap: 4,
          margin: [0, 0, 0, set.small ? 0 : 3],
        },
      ];
    }
    case 'keep':
      return [{ stack: pdfNodes(node.children, set), unbreakable: true }];
    case 'image':
      // 203 dots to the inch, as on a roll, but never wider than the page
      return [
        {
          image: pngDataUrl(node.bitmap),
          width: Math.min(set.width, (node.bitmap.width * 72) / 203),
          alignment: node.align ?? 'center',
        },
      ];
    case 'cut':
      return [];
  }
}

function pdfLine(node: LineNode, set: PdfSetting): PdfContent {
  const factor =
    node.size === 'big'
      ? set.small
        ? 1.5
        : 2
      : node.size === undefined || node.size === 'normal'
        ? 1
        : 1.35;
  return {
    text: set.text(node.text),
    bold: node.bold,
    alignment: node.align ?? 'left',
    fontSize: set.textPt * (node.quiet ? (set.small ? 0.75 : 0.9) : factor),
    ...(node.quiet && !set.small && { margin: [0, 4, 0, 0] }),
    // Large words reach below their line: what follows, a grid above all, keeps clear of them.
    ...(!node.quiet && !set.small && factor > 1 && { margin: [0, 0, 0, 1.5] }),
  };
}

function pdfBanner(text: string, set: PdfSetting): PdfContent {
  return {
    table: {
      widths: ['*'],
      body: [[{ text: set.text(text), bold: true, fontSize: set.textPt * 2.4, alignment: 'center' }]],
    },
    layout: { ...frame, hLineWidth: () => 2, vLineWidth: () => 2 },
    margin: [0, 2, 0, 2],
  };
}

function pdfFields(node: FieldsNode, set: PdfSetting): PdfContent[] {
  const unit = set.width / 12;
  const most = Math.max(0, ...node.items.map((item) => textCells(item.label)));
  const labelWidth = Math.min(most * set.textPt * 0.5, set.textPt * 7) + 1;
  return packFields(node.items).map((row, at) => {
    const empty = row.some(({ field }) => field.writeIn && isBlank(field.value));
    return {
      table: {
        widths: row.flatMap(({ span }) => [labelWidth, span * unit - labelWidth - 4 * pad - 2 * line]),
        heights: set.small ? 'auto' : empty ? set.textPt * 1.75 : 'auto',
        dontBreakRows: true,
        body: [row.flatMap(({ field }) => pdfField(field, set))],
      },
      // the lower line of one row is the upper line of the next
      layout: set.small
        ? bare
        : { ...frame, hLineWidth: (edge: number) => (edge === 0 && at > 0 ? 0 : line) },
    };
  });
}

function pdfField(field: Field, set: PdfSetting): PdfContent[] {
  const empty = isBlank(field.value);
  const value = empty ? (field.writeIn ? '' : '-') : field.value;
  return [
    { text: set.text(field.label), fillColor: set.small ? undefined : '#eeeeee', noWrap: false },
    { text: set.text(value), bold: field.strong ?? false, fontSize: set.textPt * (field.strong ? 1.15 : 1) },
  ];
}

function pdfTable(node: TableNode, set: PdfSetting): PdfContent {
  const lines = node.columns.length + 1;
  const room = set.width - node.columns.length * 2 * pad - lines * line;
  const total = node.columns.reduce((sum, column) => sum + column.weight, 0);
  const cell = (text: string, at: number, bold = false): PdfContent => ({
    text: set.text(text),
    alignment: node.columns[at]?.align ?? 'left',
    bold,
    ...(bold && { fillColor: '#eeeeee' }),
  });
  const blank = Array.from({ length: node.writeInRows ?? 0 }, () => node.columns.map(() => ''));
  const foot = (node.foot ?? []).map(({ label, value }) => [
    { text: set.text(`${label}  ${value}`), bold: true, alignment: 'right', colSpan: node.columns.length },
    ...node.columns.slice(1).map(() => ({})),
  ]);
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: node.columns.map((column) => (column.weight / total) * room),
      heights: (row: number) =>
        row > node.rows.length && row <= node.rows.length + blank.length ? set.textPt * 1.75 : 'auto',
      body: [
        node.columns.map((column, at) => cell(column.title, at, true)),
        ...[...node.rows, ...blank].map((row) => node.columns.map((_, at) => cell(row[at] ?? '', at))),
        ...foot,
      ],
    },
    layout: frame,
    fontSize: node.columns.length > 10 ? set.textPt * 0.9 : set.textPt,
  };
}

function pdfSymbol(matrix: SymbolMatrix, width: number, height: number): PdfContent {
  const quiet = matrix.height === 1 ? 10 : 2;
  const top = matrix.height === 1 ? 0 : quiet;
  const box = `${-quiet} ${-top} ${matrix.width + 2 * quiet} ${matrix.height + 2 * top}`;
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" preserveAspectRatio="none"><path d="${symbolPath(matrix)}"/></svg>`,
    width,
    height,
  };
}
