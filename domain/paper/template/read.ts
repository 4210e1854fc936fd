import { Fault } from '../../kernel/fault.ts';
import {
  blockKinds,
  type ColumnItem,
  type Condition,
  conditionTests,
  type FieldItem,
  type LineItem,
  longestCode,
  longestText,
  mostBlocks,
  mostItems,
  mostLogoDots,
  mostPieces,
  ruleStyles,
  type TemplateBlock,
  type TemplateBody,
  templateFormat,
  templateLanguages,
  textAligns,
  textSizes,
  type TextStyle,
} from './shape.ts';

/** Reasons of `template_wrong`; the words are the room's. */
export const templateReasons = [
  'not_a_template',
  'missing',
  'unknown_word',
  'not_text',
  'too_long',
  'not_a_number',
  'out_of_range',
  'too_many',
  'picture_broken',
  'picture_too_wide',
  'field_unknown',
  'field_wrong_kind',
  'field_twice',
  'column_unknown',
  'column_twice',
  'no_columns',
  'too_wide',
  'piece_unknown',
  'too_deep',
  'nothing_printed',
] as const;
export type TemplateReason = (typeof templateReasons)[number];

type Json = Record<string, unknown>;

/** `why` is one of `templateReasons`; `place` is `3` or `3.2`: block and item, before them a piece's name. */
export const wrongTemplate = (place: string, why: TemplateReason): Fault =>
  new Fault('template_wrong', { place, why });

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function objectAt(value: unknown, place: string): Json {
  if (!isJson(value)) throw wrongTemplate(place, 'not_a_template');
  return value;
}

function listAt(value: unknown, place: string, most: number): unknown[] {
  if (!Array.isArray(value)) throw wrongTemplate(place, 'not_a_template');
  if (value.length > most) throw wrongTemplate(place, 'too_many');
  return value;
}

function textAt(value: unknown, place: string, most = longestText): string {
  if (value === undefined) throw wrongTemplate(place, 'missing');
  if (typeof value !== 'string') throw wrongTemplate(place, 'not_text');
  if (value.length > most) throw wrongTemplate(place, 'too_long');
  return value;
}

function numberAt(value: unknown, place: string, least: number, most: number): number {
  if (!Number.isInteger(value)) throw wrongTemplate(place, value === undefined ? 'missing' : 'not_a_number');
  const number = value as number;
  if (number < least || number > most) throw wrongTemplate(place, 'out_of_range');
  return number;
}

function oneOf<T extends string>(list: readonly T[], value: unknown, place: string): T {
  const found = list.find((one) => one === value);
  if (found === undefined) throw wrongTemplate(place, value === undefined ? 'missing' : 'unknown_word');
  return found;
}

const given = <T>(value: unknown, read: (value: unknown) => T): T | undefined =>
  value === undefined || value === null ? undefined : read(value);

/** Keys that are absent stay absent: two templates that say the same are the same text. */
function filled<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

function styleAt(from: Json, place: string): TextStyle {
  return filled({
    size: given(from.size, (value) => oneOf(textSizes, value, place)),
    bold: given(from.bold, (value) => value === true),
    align: given(from.align, (value) => oneOf(textAligns, value, place)),
  }) as TextStyle;
}

const conditionAt = (value: unknown, place: string): Condition => {
  const from = objectAt(value, place);
  return filled({
    field: textAt(from.field, place),
    is: oneOf(conditionTests, from.is, place),
    value: given(from.value, (text) => textAt(text, place)),
  }) as Condition;
};

const lineItemAt = (value: unknown, place: string): LineItem => {
  const from = objectAt(value, place);
  return { field: textAt(from.field, place), ...styleAt(from, place) };
};

const fieldItemAt = (value: unknown, place: string): FieldItem => {
  const from = objectAt(value, place);
  return filled({
    field: textAt(from.field, place),
    zh: given(from.zh, (text) => textAt(text, place, 40)),
    en: given(from.en, (text) => textAt(text, place, 40)),
    strong: given(from.strong, (strong) => strong === true),
    span: given(from.span, (span) => numberAt(span, place, 1, 12)),
  }) as FieldItem;
};

const columnItemAt = (value: unknown, place: string): ColumnItem => {
  const from = objectAt(value, place);
  return filled({
    column: textAt(from.column, place),
    width: given(from.width, (width) => numberAt(width, place, 2, 100)),
    below: given(from.below, (below) => below === true),
  }) as ColumnItem;
};

function blockAt(value: unknown, place: string): TemplateBlock {
  const from = objectAt(value, place);
  const block = oneOf(blockKinds, from.block, place);
  const when = given(from.when, (list) =>
    listAt(list, place, 10).map((condition) => conditionAt(condition, place)),
  );
  const conditions = when === undefined || when.length === 0 ? {} : { when };
  const items = <T>(read: (item: unknown, at: string) => T): T[] =>
    listAt(from.items, place, mostItems).map((item, at) => read(item, `${place}.${at + 1}`));
  switch (block) {
    case 'head':
      return { block, code: from.code !== false, items: items(lineItemAt), ...conditions };
    case 'section':
    case 'part':
      return { block, field: textAt(from.field, place), ...conditions };
    case 'line':
      return { block, ...lineItemAt(from, place), ...conditions };
    case 'fields':
      return {
        block,
        items: items(fieldItemAt),
        ...(from.keep === true ? { keep: true } : {}),
        ...conditions,
      };
    case 'table':
      return {
        block,
        field: textAt(from.field, place),
        items: items(columnItemAt),
        foot: listAt(from.foot ?? [], place, mostItems).map((one) => textAt(one, place)),
        ...conditions,
      };
    case 'text':
      return {
        block,
        zh: textAt(from.zh, place),
        en: textAt(from.en, place),
        ...styleAt(from, place),
        ...conditions,
      };
    case 'qr':
      return {
        block,
        text: textAt(from.text, place, longestCode),
        dots: numberAt(from.dots, place, 3, 8),
        align: oneOf(textAligns, from.align, place),
        ...conditions,
      };
    case 'logo':
      return { ...logoAt(from, place), ...conditions };
    case 'rule':
      return { block, style: oneOf(ruleStyles, from.style, place), ...conditions };
    case 'space':
      return { block, lines: numberAt(from.lines, place, 1, 20), ...conditions };
    case 'use':
      return { block, piece: textAt(from.piece, place, 40), ...conditions };
  }
}

function logoAt(from: Json, place: string): TemplateBlock {
  const width = numberAt(from.width, place, 1, mostLogoDots.width);
  const height = numberAt(from.height, place, 1, mostLogoDots.height);
  const bits = textAt(from.bits, place, 60_000);
  const bytes = Math.ceil(width / 8) * height;
  if (!/^[A-Za-z0-9+/]*={0,2}$/u.test(bits) || bits.length !== Math.ceil(bytes / 3) * 4)
    throw wrongTemplate(place, 'picture_broken');
  return { block: 'logo', width, height, bits, align: oneOf(textAligns, from.align, place) };
}

/**
 * A stored or imported template, taken apart; what it does not know is left out, what is wrong is refused by its place.
 * Faults: `template_wrong`, `template_newer`.
 */
export function readTemplate(value: unknown): TemplateBody {
  const from = objectAt(value, '-');
  if (Number.isInteger(from.format) && (from.format as number) > templateFormat)
    throw new Fault('template_newer', { found: from.format as number, known: templateFormat });
  if (from.format !== templateFormat) throw wrongTemplate('-', 'not_a_template');
  const named = objectAt(from.pieces ?? {}, '-');
  const names = Object.keys(named);
  if (names.length > mostPieces) throw wrongTemplate('-', 'too_many');
  const blocks = (list: unknown, place: string) =>
    listAt(list, place || '-', mostBlocks).map((block, at) => blockAt(block, `${place}${at + 1}`));
  return {
    format: templateFormat,
    language: oneOf(templateLanguages, from.language, '-'),
    blocks: blocks(from.blocks, ''),
    pieces: Object.fromEntries(names.map((name) => [name, blocks(named[name], `${name}/`)])),
  };
}
