/**
 * An outlet's own template of a paper: which of the things the program prints stand on it, in which order, how wide
 * and how large, and what the outlet adds. One template is for one document on one paper. What a paper says by law of
 * the house (void mark, who printed it when, the cut) is no block: it is on every one.
 */

/** The form of stored and exported templates; a later program may know a later one. */
export const templateFormat = 1;

/** `outlet`: as the outlet prints its papers. `both`: Chinese with English beside it. */
export const templateLanguages = ['outlet', 'zh', 'en', 'both'] as const;
export type TemplateLanguage = (typeof templateLanguages)[number];

export const textSizes = ['normal', 'tall', 'wide', 'big'] as const;
export const textAligns = ['left', 'center', 'right'] as const;
export const ruleStyles = ['solid', 'double', 'dotted'] as const;
export const conditionTests = ['filled', 'empty', 'equals', 'differs'] as const;

/** What is absent stays as the program has it. */
export interface TextStyle {
  size?: (typeof textSizes)[number];
  bold?: boolean;
  align?: (typeof textAligns)[number];
}

/** A value of this paper, looked at before a block is printed; all of a block's must hold. */
export interface Condition {
  field: string;
  is: (typeof conditionTests)[number];
  value?: string;
}

interface Block {
  when?: Condition[];
}
export interface LineItem extends TextStyle {
  field: string;
}
export interface FieldItem {
  field: string;
  /** Own label instead of the program's. */
  zh?: string;
  en?: string;
  strong?: boolean;
  /** Twelfths of a sheet's width. */
  span?: number;
}
export interface ColumnItem {
  column: string;
  /** Cells on a roll, hundredths of the width on a sheet; absent shares what is left. */
  width?: number;
  /** On a roll: in a line under the row. */
  below?: boolean;
}

/** Name, title, number and the code to be scanned back. */
export interface HeadBlock extends Block {
  block: 'head';
  code: boolean;
  items: LineItem[];
}
/** The heading of a section, as many as the paper has of it. */
export interface SectionBlock extends Block {
  block: 'section';
  field: string;
}
export interface FieldsBlock extends Block {
  block: 'fields';
  /** Not parted over two pages. */
  keep?: boolean;
  items: FieldItem[];
}
export interface LineBlock extends Block, LineItem {
  block: 'line';
}
export interface TableBlock extends Block {
  block: 'table';
  field: string;
  items: ColumnItem[];
  /** Sums under it. */
  foot: string[];
}
/** A code or picture of the program's, as it is. */
export interface PartBlock extends Block {
  block: 'part';
  field: string;
}
/** The outlet's own words; `{field}` stands for a value. */
export interface TextBlock extends Block, TextStyle {
  block: 'text';
  zh: string;
  en: string;
}
export interface QrBlock extends Block {
  block: 'qr';
  /** What it says; `{field}` stands for a value. */
  text: string;
  /** Dots per square. */
  dots: number;
  align: (typeof textAligns)[number];
}
/** One bit per dot, rows padded to whole bytes, black = 1; base64. */
export interface LogoBlock extends Block {
  block: 'logo';
  width: number;
  height: number;
  bits: string;
  align: (typeof textAligns)[number];
}
export interface RuleBlock extends Block {
  block: 'rule';
  style: (typeof ruleStyles)[number];
}
export interface SpaceBlock extends Block {
  block: 'space';
  lines: number;
}
/** A piece that has a name, printed here. */
export interface UseBlock extends Block {
  block: 'use';
  piece: string;
}

export type TemplateBlock =
  | HeadBlock
  | SectionBlock
  | FieldsBlock
  | LineBlock
  | TableBlock
  | PartBlock
  | TextBlock
  | QrBlock
  | LogoBlock
  | RuleBlock
  | SpaceBlock
  | UseBlock;

export const blockKinds = [
  'head',
  'section',
  'fields',
  'line',
  'table',
  'part',
  'text',
  'qr',
  'logo',
  'rule',
  'space',
  'use',
] as const satisfies readonly TemplateBlock['block'][];

export interface TemplateBody {
  format: typeof templateFormat;
  language: TemplateLanguage;
  blocks: TemplateBlock[];
  /** Pieces by name, for `use`. */
  pieces: Record<string, TemplateBlock[]>;
}

/** Largest picture: dots across of an 80 mm roll, and as many down as a hand is high. */
export const mostLogoDots = { width: 576, height: 400 } as const;
export const mostBlocks = 120;
export const mostItems = 60;
export const mostPieces = 20;
/** Pieces in pieces. */
export const deepestPieces = 6;
export const longestText = 500;
/** Bytes in a code; more is read by no telephone from a crumpled slip. */
export const longestCode = 200;

/** `{field}` in a text. */
export const fieldInText = /\{([^{}\n]{1,80})\}/gu;

/** Fields a block names, in its texts and conditions too; those of a table are its columns' and its foot's. */
export function fieldsOf(block: TemplateBlock): string[] {
  const named = (text: string) => [...text.matchAll(fieldInText)].map(([, name = '']) => name);
  const when = (block.when ?? []).map((condition) => condition.field);
  switch (block.block) {
    case 'head':
    case 'fields':
      return [...block.items.map((item) => item.field), ...when];
    case 'section':
    case 'line':
    case 'part':
    case 'table':
      return [block.field, ...when];
    case 'text':
      return [...named(block.zh), ...named(block.en), ...when];
    case 'qr':
      return [...named(block.text), ...when];
    default:
      return when;
  }
}
