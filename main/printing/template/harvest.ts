import type { PaperField } from '../../../domain/paper/template/fields.ts';
import { inBoth } from '../documents/bilingual.ts';
import { composeDocument, type DocumentData, type DocumentKind } from '../documents/index.ts';
import type { Field, LineNode, Paper, PaperNode, TableColumn, TableNode } from '../layout/tree.ts';
import { namedLanguage, type PaperLanguage, unnamed } from '../words/index.ts';

/** A thing of a paper, taken out of its place. */
export type Piece =
  | { kind: 'line'; node: LineNode }
  | { kind: 'section'; title: string }
  | { kind: 'field'; field: Field }
  | { kind: 'table'; node: TableNode; columns: NamedColumn[]; foot: NamedFoot[] }
  | { kind: 'part'; node: PaperNode };
export type NamedColumn = TableColumn & { id: string };
export interface NamedFoot {
  id: string;
  label: string;
  value: string;
}

/** Where a thing stood, for whoever sets the paper as the program does. */
export type Place =
  | { at: 'head'; id: string }
  | { at: 'alone'; id: string; kind: Piece['kind'] }
  | { at: 'fields'; ids: string[]; keep: boolean }
  | { at: 'rule'; style: 'solid' | 'double' | 'dotted' }
  | { at: 'space'; lines: number };

/** A composed paper as its things by name. */
export interface Harvest {
  title: string;
  language: PaperLanguage;
  /** What the code in the corner says; null without one. */
  code: string | null;
  /** Void mark with its reason, and the one at the end. */
  top: PaperNode[];
  bottom: PaperNode[];
  /** When, which printing, by whom; the cut. */
  end: PaperNode[];
  /** By id, each time it occurs (a section for each machine): the number of that section, and the thing. */
  pieces: Map<string, Map<number, Piece>>;
  /** In the head, beside the code. */
  head: Set<string>;
  places: Place[];
}

/** Composes a document and takes it apart. Pure. */
export function harvestDocument<Kind extends DocumentKind>(
  kind: Kind,
  data: DocumentData[Kind],
  language: PaperLanguage,
): Harvest {
  return new Harvester(named(kind, data, language), language).harvest;
}

/** As `harvestDocument`, Chinese with English beside or beneath it. */
export function harvestBoth<Kind extends DocumentKind>(kind: Kind, data: DocumentData[Kind]): Harvest {
  return new Harvester(inBoth(named(kind, data, 'zh'), named(kind, data, 'en')), 'zh').harvest;
}

const named = <Kind extends DocumentKind>(kind: Kind, data: DocumentData[Kind], language: PaperLanguage) =>
  composeDocument(kind, { ...data, language: namedLanguage(language) });

class Harvester {
  readonly harvest: Harvest;
  #group = 'top';
  /** Which of the sections of this name this is. */
  #time = 0;
  readonly #sections = new Map<string, number>();
  /** Ids given in this section, for a second of the same name. */
  #given = new Map<string, number>();

  constructor(paper: Paper, language: PaperLanguage) {
    this.harvest = {
      title: unnamed(paper.title).text,
      language,
      code: null,
      top: [],
      bottom: [],
      end: [],
      pieces: new Map(),
      head: new Set(),
      places: [],
    };
    for (const node of paper.nodes) this.#take(node, false);
  }

  #take(node: PaperNode, keep: boolean): void {
    const { harvest } = this;
    switch (node.kind) {
      case 'banner':
        (harvest.places.length === 0 ? harvest.top : harvest.bottom).push({
          ...node,
          text: plain(node.text),
        });
        return;
      case 'cut':
        harvest.end.push(node);
        return;
      case 'rule':
        harvest.places.push({ at: 'rule', style: node.style ?? 'solid' });
        return;
      case 'spacer':
        harvest.places.push({ at: 'space', lines: node.lines ?? 1 });
        return;
      case 'keep':
        for (const child of node.children) this.#take(child, true);
        return;
      case 'corner':
        harvest.code = node.code;
        this.#corner(node.children);
        return;
      case 'section': {
        const { text, keys } = unnamed(node.title);
        // `sectionProductN` heads the second machine as `sectionProduct` the only one: the same section.
        this.#begin((keys[0] ?? 'section').replace(/N$/u, ''));
        const id = this.#keep('title', { kind: 'section', title: text });
        harvest.places.push({ at: 'alone', id, kind: 'section' });
        return;
      }
      case 'fields': {
        const ids = node.items.map((item) => {
          const { text, keys } = unnamed(item.label);
          const field = { ...item, label: text, value: plain(item.value) };
          return this.#keep(keys[0] ?? 'field', { kind: 'field', field });
        });
        harvest.places.push({ at: 'fields', ids, keep });
        return;
      }
      case 'line': {
        const { text, keys } = unnamed(node.text);
        const line = { ...node, text };
        if (keys.includes('printedAt')) harvest.end.push(line);
        else if (keys[0] === 'voidReason' && harvest.places.length === 0) harvest.top.push(line);
        else {
          const id = this.#keep(keys[0] ?? 'line', { kind: 'line', node: line });
          harvest.places.push({ at: 'alone', id, kind: 'line' });
        }
        return;
      }
      case 'table': {
        const id = this.#keep('table', tablePiece(node));
        harvest.places.push({ at: 'alone', id, kind: 'table' });
        return;
      }
      case 'columns':
      case 'qr':
      case 'code128':
      case 'image': {
        const id = this.#keep(node.kind, { kind: 'part', node: plainPart(node) });
        harvest.places.push({ at: 'alone', id, kind: 'part' });
      }
    }
  }

  #corner(children: readonly PaperNode[]): void {
    const outside = [this.#group, this.#time, this.#given] as const;
    this.#begin('head');
    for (const child of children) {
      if (child.kind !== 'line') {
        this.#take(child, false);
        continue;
      }
      const { text, keys } = unnamed(child.text);
      const key =
        text !== '' && this.harvest.title.startsWith(text.split('\n', 1)[0] ?? text)
          ? 'title'
          : (keys[0] ?? 'line');
      const id = this.#keep(key, { kind: 'line', node: { ...child, text } });
      this.harvest.head.add(id);
      this.harvest.places.push({ at: 'head', id });
    }
    [this.#group, this.#time, this.#given] = outside;
  }

  #begin(group: string): void {
    this.#group = group;
    this.#time = this.#sections.get(group) ?? 0;
    this.#sections.set(group, this.#time + 1);
    this.#given = new Map();
  }

  #keep(name: string, piece: Piece): string {
    const id = `${this.#group}.${counted(this.#given, name)}`;
    const times = this.harvest.pieces.get(id) ?? new Map<number, Piece>();
    times.set(this.#time, piece);
    this.harvest.pieces.set(id, times);
    return id;
  }
}

/** `name`, the second time `name~2`. */
function counted(given: Map<string, number>, name: string): string {
  const nth = (given.get(name) ?? 0) + 1;
  given.set(name, nth);
  return nth === 1 ? name : `${name}~${nth}`;
}

const plain = (text: string) => unnamed(text).text;

function tablePiece(node: TableNode): Piece {
  const titles = new Map<string, number>();
  const columns = node.columns.map((column) => {
    const { text, keys } = unnamed(column.title);
    return { ...column, title: text, id: counted(titles, keys[0] ?? 'column') };
  });
  const labels = new Map<string, number>();
  const foot = (node.foot ?? []).map(({ label, value }) => {
    const { text, keys } = unnamed(label);
    return { id: counted(labels, keys[0] ?? 'sum'), label: text, value: plain(value) };
  });
  return { kind: 'table', node: { ...node, rows: node.rows.map((row) => row.map(plain)) }, columns, foot };
}

const plainPart = (node: PaperNode): PaperNode =>
  node.kind === 'columns'
    ? { ...node, cells: node.cells.map((cell) => ({ ...cell, text: plain(cell.text) })) }
    : node;

/** What a field says, for conditions and texts. */
export function saysOf(piece: Piece | undefined): string {
  switch (piece?.kind) {
    case 'field':
      return piece.field.value;
    case 'line':
      return piece.node.text;
    case 'section':
      return piece.title;
    case 'table':
      return piece.node.rows.length === 0 ? '' : String(piece.node.rows.length);
    case 'part':
      return piece.node.kind === 'qr' || piece.node.kind === 'code128' ? piece.node.data : '';
    case undefined:
      return '';
  }
}

/** The things of one paper in both languages, in the order they stand. */
export function fieldsFound(zh: Harvest, en: Harvest): PaperField[] {
  return [...zh.pieces].map(([id, times]): PaperField => {
    const first = times.values().next().value;
    const twin = en.pieces.get(id)?.values().next().value;
    const table = first?.kind === 'table' ? first : null;
    const tableEn = twin?.kind === 'table' ? twin : null;
    const says = saysOf(first);
    return {
      id,
      kind: first?.kind ?? 'part',
      head: zh.head.has(id),
      zh: nameOf(first),
      en: nameOf(twin),
      sample: says,
      columns: (table?.columns ?? []).map((column, at) => ({
        id: column.id,
        zh: column.title,
        en: tableEn?.columns[at]?.title ?? column.title,
      })),
      foot: (table?.foot ?? []).map((one, at) => ({
        id: one.id,
        zh: one.label,
        en: tableEn?.foot[at]?.label ?? one.label,
      })),
    };
  });
}

function nameOf(piece: Piece | undefined): string {
  if (piece?.kind === 'field') return piece.field.label;
  if (piece?.kind === 'table') return piece.columns.map((column) => column.title).join(' · ');
  return saysOf(piece);
}
