import {
  type Condition,
  deepestPieces,
  fieldInText,
  longestCode,
  mostBlocks,
  type QrBlock,
  type TableBlock,
  type TemplateBlock,
  type TemplateBody,
  type TextStyle,
} from '../../../domain/paper/template/shape.ts';
import type { DocumentData, DocumentKind } from '../documents/index.ts';
import type { PaperSize } from '../layout/papers.ts';
import type { Field, LineNode, Paper, PaperNode, TableColumn } from '../layout/tree.ts';
import { isBlank } from '../layout/wrap.ts';
import { qrMatrix } from '../render/symbols.ts';
import { type Harvest, harvestBoth, harvestDocument, type Piece, saysOf } from './harvest.ts';

/**
 * A document by an outlet's template, as the same tree the composers make; everything after it is the same way to paper.
 * Void mark, the line of who printed it and the cut are on it whatever the template says. Pure.
 * @throws RangeError where it cannot be set (a piece within itself, a code too long to be read).
 */
export function applyTemplate<Kind extends DocumentKind>(
  kind: Kind,
  data: DocumentData[Kind],
  body: TemplateBody,
  size: PaperSize,
): Paper {
  // As the outlet prints its papers may itself be both.
  const both = body.language === 'both' || (body.language === 'outlet' && data.second === 'en');
  const language =
    body.language === 'zh' || body.language === 'en' ? body.language : both ? 'zh' : data.language;
  const says = harvestDocument(kind, data, language);
  const shown = both ? harvestBoth(kind, data) : says;
  const setting = new Setting(shown, says, body, size, both);
  return {
    title: says.title,
    language,
    nodes: [...shown.top, ...setting.all(), ...shown.bottom, ...shown.end],
  };
}

class Setting {
  readonly #shown: Harvest;
  readonly #says: Harvest;
  readonly #body: TemplateBody;
  readonly #size: PaperSize;
  readonly #both: boolean;

  constructor(shown: Harvest, says: Harvest, body: TemplateBody, size: PaperSize, both: boolean) {
    this.#both = both;
    this.#shown = shown;
    this.#says = says;
    this.#body = body;
    this.#size = size;
  }

  /** Blocks about one section stand together, once for each time the paper has it (a machine, a technician). */
  all(): PaperNode[] {
    const blocks = this.#unfold(this.#body.blocks, 0);
    const nodes: PaperNode[] = [];
    for (let at = 0; at < blocks.length; ) {
      const group = this.#groupOf(blocks[at]);
      const end = group === null ? at + 1 : this.#endOf(blocks, at, group);
      const run = blocks.slice(at, end);
      const times = group === null ? 1 : Math.max(0, ...run.map((block) => this.#timesOf(block, group)));
      for (let time = 0; time < times; time++)
        for (const block of run)
          if (this.#holds(block.when, time, group)) nodes.push(...this.#set(block, time, group));
      at = end;
    }
    return nodes;
  }

  #unfold(blocks: readonly TemplateBlock[], depth: number): TemplateBlock[] {
    if (depth > deepestPieces) throw new RangeError('a piece of the template holds itself');
    const out: TemplateBlock[] = [];
    for (const block of blocks) {
      if (block.block !== 'use') out.push(block);
      else if (this.#holds(block.when, 0, null))
        out.push(...this.#unfold(this.#body.pieces[block.piece] ?? [], depth + 1));
      if (out.length > 4 * mostBlocks) throw new RangeError('the template has too many blocks');
    }
    return out;
  }

  /** The section a block is about: of its first thing this paper has; null for what the outlet added. */
  #groupOf(block: TemplateBlock | undefined): string | null {
    const ids = block === undefined ? [] : ownIds(block);
    if (ids.length === 0) return null;
    return sectionOf(ids.find((id) => this.#shown.pieces.has(id)) ?? ids[0] ?? '');
  }

  #endOf(blocks: readonly TemplateBlock[], from: number, group: string): number {
    let end = from + 1;
    for (let at = end; at < blocks.length; at++) {
      const next = this.#groupOf(blocks[at]);
      if (next === group) end = at + 1;
      else if (next !== null) break;
    }
    return end;
  }

  #timesOf(block: TemplateBlock, group: string): number {
    const ids = ownIds(block).filter((id) => sectionOf(id) === group);
    return Math.max(
      0,
      ...ids.flatMap((id) => [...(this.#shown.pieces.get(id)?.keys() ?? [])]).map((at) => at + 1),
    );
  }

  #find(harvest: Harvest, id: string, time: number, group: string | null): Piece | undefined {
    const times = harvest.pieces.get(id);
    return times?.get(time) ?? (sectionOf(id) === group ? undefined : times?.values().next().value);
  }

  #value(id: string, time: number, group: string | null): string {
    return saysOf(this.#find(this.#says, id, time, group));
  }

  #holds(when: readonly Condition[] | undefined, time: number, group: string | null): boolean {
    return (when ?? []).every((condition) => {
      const value = this.#value(condition.field, time, group).trim();
      if (condition.is === 'filled') return !isBlank(value);
      if (condition.is === 'empty') return isBlank(value);
      return (value === (condition.value ?? '').trim()) === (condition.is === 'equals');
    });
  }

  #fill(text: string, time: number, group: string | null): string {
    return text.replace(fieldInText, (_whole, id: string) => this.#value(id, time, group));
  }

  #set(block: TemplateBlock, time: number, group: string | null): PaperNode[] {
    const find = (id: string) => this.#find(this.#shown, id, time, group);
    switch (block.block) {
      case 'head': {
        const children = block.items.flatMap((item) => styledLine(find(item.field), item));
        const { code } = this.#shown;
        return block.code && code !== null ? [{ kind: 'corner', code, children }] : children;
      }
      case 'section': {
        const piece = find(block.field);
        return piece?.kind === 'section' ? [{ kind: 'section', title: piece.title }] : [];
      }
      case 'line':
        return styledLine(find(block.field), block);
      case 'part': {
        const piece = find(block.field);
        return piece?.kind === 'part' ? [piece.node] : [];
      }
      case 'fields': {
        const items = block.items.flatMap((item): Field[] => {
          const piece = find(item.field);
          if (piece?.kind !== 'field') return [];
          return [
            {
              ...piece.field,
              label: this.#ownLabel(item) ?? piece.field.label,
              strong: item.strong ?? piece.field.strong,
              span: item.span ?? piece.field.span,
            },
          ];
        });
        if (items.length === 0) return [];
        const node: PaperNode = { kind: 'fields', items };
        return [block.keep === true ? { kind: 'keep', children: [node] } : node];
      }
      case 'table': {
        const piece = find(block.field);
        return piece?.kind === 'table' ? this.#table(block, piece) : [];
      }
      case 'text': {
        const { size, bold, align } = block;
        return this.#inLanguages(block.zh, block.en)
          .map((text) => this.#fill(text, time, group))
          .filter((text) => !isBlank(text))
          .map((text): LineNode => ({ kind: 'line', text, size, bold, align }));
      }
      case 'qr':
        return this.#qr(block, this.#fill(block.text, time, group));
      case 'logo': {
        const bits = Uint8Array.from(Buffer.from(block.bits, 'base64'));
        return [
          { kind: 'image', bitmap: { width: block.width, height: block.height, bits }, align: block.align },
        ];
      }
      case 'rule':
        return [{ kind: 'rule', style: block.style }];
      case 'space':
        return [{ kind: 'spacer', lines: block.lines }];
      case 'use':
        return [];
    }
  }

  /** The outlet's words in the language of the paper, one after the other where it has both. */
  #inLanguages(zh: string, en: string): string[] {
    if (this.#both) return zh === en ? [zh] : [zh, en];
    const own = this.#says.language === 'en' ? en : zh;
    return [isBlank(own) ? zh || en : own];
  }

  #ownLabel(item: { zh?: string; en?: string }): string | undefined {
    if (isBlank(`${item.zh ?? ''}${item.en ?? ''}`)) return undefined;
    return this.#inLanguages(item.zh ?? '', item.en ?? '')
      .filter((text) => text !== '')
      .join(' ');
  }

  #table(block: TableBlock, piece: Extract<Piece, { kind: 'table' }>): PaperNode[] {
    const roll = this.#size.kind === 'roll';
    const chosen = block.items.flatMap((item) => {
      const at = piece.columns.findIndex((column) => column.id === item.column);
      return at < 0 ? [] : [{ item, at, column: piece.columns[at]! }];
    });
    if (chosen.length === 0) return [];
    const widths = sheetWeights(
      chosen.map(({ item, column }) => ({ width: item.width, weight: column.weight })),
    );
    const columns = chosen.map(
      ({ item, column }, nth): TableColumn => ({
        title: column.title,
        align: column.align,
        weight: roll ? column.weight : (widths[nth] ?? column.weight),
        width: roll ? item.width : undefined,
        below: roll && item.below === true ? true : undefined,
      }),
    );
    const foot = block.foot.flatMap((id) => piece.foot.find((one) => one.id === id) ?? []);
    return [
      {
        kind: 'table',
        columns,
        rows: piece.node.rows.map((row) => chosen.map(({ at }) => row[at] ?? '')),
        writeInRows: piece.node.writeInRows,
        foot: foot.map(({ label, value }) => ({ label, value })),
      },
    ];
  }

  #qr(block: QrBlock, text: string): PaperNode[] {
    if (isBlank(text)) return [];
    if (Buffer.byteLength(text) > longestCode) throw new RangeError('a code too long to be read');
    const across = qrMatrix(text).width + 8;
    const most = this.#size.kind === 'roll' ? Math.floor(this.#size.dots / across) : block.dots;
    return [
      { kind: 'qr', data: text, align: block.align, moduleDots: Math.max(1, Math.min(block.dots, most)) },
    ];
  }
}

/** Things of the paper a block prints. */
export function ownIds(block: TemplateBlock): string[] {
  if (block.block === 'head' || block.block === 'fields') return block.items.map((item) => item.field);
  return 'field' in block ? [block.field] : [];
}

const sectionOf = (id: string): string => id.slice(0, id.indexOf('.'));

function styledLine(piece: Piece | undefined, style: TextStyle): PaperNode[] {
  if (piece?.kind !== 'line') return [];
  const { node } = piece;
  return [
    {
      ...node,
      size: style.size ?? node.size,
      bold: style.bold ?? node.bold,
      align: style.align ?? node.align,
    },
  ];
}

/** Shares of a sheet's width: hundredths where they are given, the rest by what the others had. */
function sheetWeights(columns: { width?: number; weight: number }[]): number[] {
  const given = columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  if (given === 0) return columns.map((column) => column.weight);
  const open = columns.filter((column) => column.width === undefined);
  const weight = open.reduce((sum, column) => sum + column.weight, 0);
  const left = Math.max(open.length, 100 - given);
  return columns.map((column) => column.width ?? (left * column.weight) / weight);
}
