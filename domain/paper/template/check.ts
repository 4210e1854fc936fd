import { Fault, isFault } from '../../kernel/fault.ts';
import type { PaperField } from './fields.ts';
import { type TemplateReason, wrongTemplate } from './read.ts';
import { deepestPieces, fieldsOf, mostBlocks, type TemplateBlock, type TemplateBody } from './shape.ts';

/** What a template is measured against: the document's fields, the paper's width, the letters there are. */
export interface TemplateRoom {
  fields: readonly PaperField[];
  /** Cells across; null on sheets, whose columns are hundredths. */
  cells: number | null;
  /** Dots a picture may be wide. */
  dots: number;
  hasGlyph(char: string): boolean;
}

/** Everything wrong with a template, in the order of its blocks; empty: it may be used. Pure. */
export function checkTemplate(body: TemplateBody, room: TemplateRoom): Fault[] {
  const found: Fault[] = [];
  const known = new Map(room.fields.map((field) => [field.id, field]));
  const lists: [string, TemplateBlock[]][] = [
    ['', body.blocks],
    ...Object.entries(body.pieces).map(([name, blocks]): [string, TemplateBlock[]] => [`${name}/`, blocks]),
  ];
  for (const [before, blocks] of lists)
    blocks.forEach((block, at) => {
      const place = `${before}${at + 1}`;
      const wrong = (why: TemplateReason, item?: number) =>
        found.push(wrongTemplate(item === undefined ? place : `${place}.${item + 1}`, why));
      checkFields(block, known, wrong);
      if (block.block === 'table') checkColumns(block, known, room.cells, wrong);
      if (block.block === 'logo' && block.width > room.dots) wrong('picture_too_wide');
      if (block.block === 'use' && body.pieces[block.piece] === undefined) wrong('piece_unknown');
      const missing = [...textsOf(block)].find((char) => !room.hasGlyph(char));
      if (missing !== undefined)
        found.push(new Fault('print_glyph_missing', { char: missing, code: codePoint(missing), place }));
    });
  try {
    if (unfold(body, body.blocks, []) === 0) found.push(wrongTemplate('-', 'nothing_printed'));
  } catch (error) {
    if (!isFault(error)) throw error;
    found.push(error);
  }
  return found;
}

/** Blocks that a template comes to, its pieces put in. Faults: `template_loop`, `template_wrong`. */
function unfold(body: TemplateBody, blocks: readonly TemplateBlock[], within: readonly string[]): number {
  let count = 0;
  for (const block of blocks) {
    if (block.block !== 'use') count += 1;
    else {
      const piece = body.pieces[block.piece];
      if (within.includes(block.piece)) throw new Fault('template_loop', { place: block.piece });
      if (within.length >= deepestPieces) throw wrongTemplate(block.piece, 'too_deep');
      if (piece !== undefined) count += unfold(body, piece, [...within, block.piece]);
    }
    if (count > 4 * mostBlocks) throw wrongTemplate('-', 'too_many');
  }
  return count;
}

type Wrong = (why: TemplateReason, item?: number) => void;
type Known = ReadonlyMap<string, PaperField>;

/** Which kinds of a paper's things each block may hold; in texts and conditions anything that says something. */
const holds: Partial<Record<TemplateBlock['block'], PaperField['kind']>> = {
  head: 'line',
  line: 'line',
  section: 'section',
  fields: 'field',
  table: 'table',
  part: 'part',
};

function checkFields(block: TemplateBlock, known: Known, wrong: Wrong): void {
  const kind = holds[block.block];
  const seen = new Set<string>();
  if (block.block === 'head' || block.block === 'fields')
    block.items.forEach(({ field }, at) => {
      const one = known.get(field);
      if (one === undefined) wrong('field_unknown', at);
      else if (one.kind !== kind) wrong('field_wrong_kind', at);
      else if (seen.has(field)) wrong('field_twice', at);
      seen.add(field);
    });
  else if (kind !== undefined && 'field' in block && known.get(block.field)?.kind !== kind)
    wrong(known.has(block.field) ? 'field_wrong_kind' : 'field_unknown');
  const own =
    block.block === 'head' || block.block === 'fields' ? block.items.length : 'field' in block ? 1 : 0;
  for (const field of fieldsOf(block).slice(own)) if (!known.has(field)) wrong('field_unknown');
}

function checkColumns(
  block: Extract<TemplateBlock, { block: 'table' }>,
  known: Known,
  cells: number | null,
  wrong: Wrong,
): void {
  const table = known.get(block.field);
  if (table === undefined) return;
  const columns = new Set(table.columns.map((column) => column.id));
  const foot = new Set(table.foot.map((one) => one.id));
  const seen = new Set<string>();
  block.items.forEach(({ column }, at) => {
    if (!columns.has(column)) wrong('column_unknown', at);
    else if (seen.has(column)) wrong('column_twice', at);
    seen.add(column);
  });
  if (block.foot.some((one) => !foot.has(one))) wrong('column_unknown');
  const main = block.items.filter((item) => cells === null || item.below !== true);
  if (main.length === 0) wrong('no_columns');
  // A column without a width needs room for a word of two signs; columns stand a cell apart.
  const needed =
    main.reduce((sum, item) => sum + (item.width ?? 4), 0) + (cells === null ? 0 : main.length - 1);
  if (needed > (cells ?? 100)) wrong('too_wide');
}

/** The outlet's own words in a block. */
function textsOf(block: TemplateBlock): string {
  if (block.block === 'text') return `${block.zh}${block.en}`.replaceAll('\n', '');
  if (block.block !== 'fields') return '';
  return block.items.map((item) => `${item.zh ?? ''}${item.en ?? ''}`).join('');
}

const codePoint = (char: string) =>
  `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
