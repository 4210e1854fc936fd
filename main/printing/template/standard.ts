import { type PaperId, papersOf, type PaperKind } from '../../../domain/paper/kinds.ts';
import type { PaperField } from '../../../domain/paper/template/fields.ts';
import {
  type ColumnItem,
  type TemplateBlock,
  type TemplateBody,
  templateFormat,
} from '../../../domain/paper/template/shape.ts';
import type { DocumentData, DocumentKind } from '../documents/index.ts';
import { papers, type PaperSize } from '../layout/papers.ts';
import { examplesOf } from './examples.ts';
import { fieldsFound, type Harvest, harvestDocument, type Piece } from './harvest.ts';

/** Sizes a document's templates are made for: its own, and both widths of roll where it goes on rolls. */
export function templatePapers(kind: PaperKind): PaperId[] {
  const own = papersOf(kind);
  const rolls: PaperId[] = own.some((paper) => papers[paper].kind === 'roll') ? ['roll80', 'roll58'] : [];
  return [...new Set([...own, ...rolls])];
}

/** Everything that can stand on papers of this kind, found by composing its examples; the closed list of its templates. */
export function paperFields(kind: DocumentKind): readonly PaperField[] {
  const kept = fieldsKept.get(kind);
  if (kept !== undefined) return kept;
  const found: PaperField[] = [];
  for (const { zh, en } of harvests(kind)) {
    let before = -1;
    for (const field of fieldsFound(zh, en)) {
      const at = found.findIndex((one) => one.id === field.id);
      if (at >= 0) {
        found[at] = together(found[at]!, field);
        before = at;
      } else {
        before += 1;
        found.splice(before, 0, field);
      }
    }
  }
  fieldsKept.set(kind, found);
  return found;
}
const fieldsKept = new Map<DocumentKind, readonly PaperField[]>();

/** Columns and sums of either; a sample where one has none. */
function together(first: PaperField, second: PaperField): PaperField {
  const join = (one: PaperField['columns'], two: PaperField['columns']) =>
    inOrder([one, two].map((list) => list.map((value) => ({ key: value.id, value }))));
  return {
    ...first,
    sample: first.sample === '' ? second.sample : first.sample,
    columns: join(first.columns, second.columns),
    foot: join(first.foot, second.foot),
  };
}

function harvests(kind: DocumentKind): { zh: Harvest; en: Harvest }[] {
  return examplesOf(kind).map((data) => ({
    zh: harvestDocument(kind, data as DocumentData[typeof kind], 'zh'),
    en: harvestDocument(kind, data as DocumentData[typeof kind], 'en'),
  }));
}

/** The program's own setting of a paper as a template: where every outlet's begins. */
export function standardTemplate(kind: DocumentKind, paper: PaperId): TemplateBody {
  const lists = harvests(kind).map(({ zh }) => blocksOf(zh, papers[paper]));
  const blocks = inOrder(
    lists.map((list) => list.map(([key, value]) => ({ key, value }))),
    joinBlocks,
  );
  return { format: templateFormat, language: 'outlet', blocks, pieces: {} };
}

/** Lists that say the same things, some more than others, as one list in their order. */
function inOrder<T>(
  lists: { key: string; value: T }[][],
  join: (first: T, second: T) => T = (first) => first,
): T[] {
  const out: { key: string; value: T }[] = [];
  for (const list of lists) {
    let before = -1;
    for (const one of list) {
      const at = out.findIndex((known) => known.key === one.key);
      if (at >= 0) {
        out[at] = { key: one.key, value: join(out[at]!.value, one.value) };
        before = Math.max(before, at);
      } else {
        before += 1;
        out.splice(before, 0, one);
      }
    }
  }
  return out.map((one) => one.value);
}

function joinBlocks(first: TemplateBlock, second: TemplateBlock): TemplateBlock {
  const items = <T>(one: T[], two: T[], key: (item: T) => string): T[] =>
    inOrder([one, two].map((list) => list.map((value) => ({ key: key(value), value }))));
  if (first.block === 'head' && second.block === 'head')
    return { ...first, items: items(first.items, second.items, (item) => item.field) };
  if (first.block === 'fields' && second.block === 'fields')
    return { ...first, items: items(first.items, second.items, (item) => item.field) };
  if (first.block === 'table' && second.block === 'table')
    return {
      ...first,
      items: items(first.items, second.items, (item) => item.column),
      foot: items(first.foot, second.foot, (id) => id),
    };
  return first;
}

/** Blocks of one example, each with a name by which the same of another example is known. */
function blocksOf(harvest: Harvest, size: PaperSize): [string, TemplateBlock][] {
  const out: [string, TemplateBlock][] = [];
  const seen = new Map<string, number>();
  let section = 'top';
  const push = (name: string, block: TemplateBlock) => {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    out.push([`${name}#${nth}`, block]);
  };
  for (const place of harvest.places) {
    const last = out.at(-1);
    if (place.at === 'head') {
      if (last?.[1].block === 'head') last[1].items.push({ field: place.id });
      else push('head', { block: 'head', code: harvest.code !== null, items: [{ field: place.id }] });
    } else if (place.at === 'alone') {
      if (place.kind === 'section') {
        section = place.id;
        // The second machine's section is the same section again.
        for (const name of [...seen.keys()]) if (name.startsWith(`${section}/`)) seen.delete(name);
        seen.delete(section);
      }
      push(
        place.kind === 'section' ? section : `${section}/${place.id}`,
        aloneBlock(place.id, harvest, size),
      );
    } else if (place.at === 'fields')
      push(`${section}/fields`, {
        block: 'fields',
        items: place.ids.map((field) => ({ field })),
        ...(place.keep ? { keep: true } : {}),
      });
    else if (place.at === 'rule') push(`${section}/rule`, { block: 'rule', style: place.style });
    else push(`${section}/space`, { block: 'space', lines: place.lines });
  }
  return out;
}

function aloneBlock(id: string, harvest: Harvest, size: PaperSize): TemplateBlock {
  const piece = harvest.pieces.get(id)?.values().next().value;
  if (piece?.kind === 'table')
    return {
      block: 'table',
      field: id,
      items: columnsFor(piece, size),
      foot: piece.foot.map((one) => one.id),
    };
  if (piece?.kind === 'section') return { block: 'section', field: id };
  return piece?.kind === 'part' ? { block: 'part', field: id } : { block: 'line', field: id };
}

/** As the composer has them; where a narrow roll has no room, the last ones go under the row. */
function columnsFor(piece: Extract<Piece, { kind: 'table' }>, size: PaperSize): ColumnItem[] {
  if (size.kind === 'sheet') return piece.columns.map((column) => ({ column: column.id }));
  const items = piece.columns.map(
    (column): ColumnItem => ({
      column: column.id,
      ...(column.width === undefined ? {} : { width: column.width }),
      ...(column.below === true ? { below: true } : {}),
    }),
  );
  for (;;) {
    const main = items.filter((item) => item.below !== true);
    const needed = main.reduce((sum, item) => sum + (item.width ?? 4) + 1, -1);
    const last = main.findLast((item) => item.width !== undefined);
    if (needed <= size.cells || last === undefined || main.length === 1) return items;
    last.below = true;
    delete last.width;
  }
}
