import type { Align } from './width.ts';

/**
 * A paper as a small tree, without any printer in it. Rolls (58/80 mm) lay it out by cells, sheets (A5, A4,
 * fan-fold, labels) as boxes and tables; both say the same words in the same order.
 */
export type PaperNode =
  | LineNode
  | ColumnsNode
  | FieldsNode
  | TableNode
  | SectionNode
  | RuleNode
  | SpacerNode
  | QrNode
  | Code128Node
  | ImageNode
  | CornerNode
  | BannerNode
  | KeepNode
  | CutNode;

/** tall = 1×2, wide = 2×1, big = 2×2 cells per character cell. */
export type TextSize = 'normal' | 'tall' | 'wide' | 'big';

export interface LineNode {
  kind: 'line';
  text: string;
  align?: Align;
  size?: TextSize;
  bold?: boolean;
  /** Small print on sheets; the same size on rolls. */
  quiet?: boolean;
}

/** Texts side by side; each wraps inside its own column. */
export interface ColumnsNode {
  kind: 'columns';
  cells: {
    text: string;
    align?: Align;
    bold?: boolean /** Cells on a roll; absent = shares what is left. */;
    width?: number;
  }[];
}

export interface Field {
  label: string;
  /** Empty text leaves a line to write on when `writeIn`, else a dash. */
  value: string;
  /** Twelfths of a sheet's width; 4 when absent. */
  span?: number;
  strong?: boolean;
  writeIn?: boolean;
}

/** Labelled values: two to a row on a roll where both fit, a ruled grid on a sheet. */
export interface FieldsNode {
  kind: 'fields';
  items: Field[];
}

export interface TableColumn {
  title: string;
  align?: Align;
  /** Cells on a roll. Absent = the column that takes what is left (one per table). */
  width?: number;
  /** Share of a sheet's width. */
  weight: number;
  /** On a roll this column goes to a second line under the row. */
  below?: boolean;
}

export interface TableNode {
  kind: 'table';
  columns: TableColumn[];
  rows: string[][];
  /** Empty ruled rows to write on, after the printed ones. */
  writeInRows?: number;
  foot?: { label: string; value: string }[];
}

export interface SectionNode {
  kind: 'section';
  title: string;
}
export interface RuleNode {
  kind: 'rule';
  style?: 'solid' | 'double' | 'dotted';
}
export interface SpacerNode {
  kind: 'spacer';
  lines?: number;
}
export interface QrNode {
  kind: 'qr';
  data: string;
  align?: Align;
  /** Dots per module on a roll, 3–8; 5 when absent. */
  moduleDots?: number;
}
/** `data`: printable ASCII. Its text is printed under the bars. */
export interface Code128Node {
  kind: 'code128';
  data: string;
  align?: Align;
  heightDots?: number;
}
/** One bit per dot, rows padded to whole bytes, 1 = black, first dot in the high bit. */
export interface Bitmap {
  width: number;
  height: number;
  bits: Uint8Array;
}
export interface ImageNode {
  kind: 'image';
  bitmap: Bitmap;
  align?: Align;
}
/** A code to be scanned back, with lines beside it (sheets) or above it (rolls). */
export interface CornerNode {
  kind: 'corner';
  code: string;
  children: PaperNode[];
}
/** A word nobody may overlook, such as 作废. On sheets also as a watermark. */
export interface BannerNode {
  kind: 'banner';
  text: string;
}
/** Not parted over two pages. */
export interface KeepNode {
  kind: 'keep';
  children: PaperNode[];
}
export interface CutNode {
  kind: 'cut';
  partial?: boolean;
}

export interface Paper {
  /** Title for the print dialog and the PDF. */
  title: string;
  language: 'zh' | 'en';
  nodes: PaperNode[];
}
