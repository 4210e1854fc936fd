import type { Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import type { DocumentBase } from '../common.ts';

/** 配件标签, 40×30 mm. It names a thing and tells nothing that happened: no line of who printed it when. */
export interface PartLabelData extends DocumentBase {
  partCode: string;
  name: string;
  bin?: string | null;
  lot?: string | null;
  /** Business day YYYY-MM-DD. */
  expiresDay?: string | null;
}

/** The label as a tree; `number` is what its code says. Pure. */
export function partLabel(data: PartLabelData): Paper {
  const words = paperWords(data.language);
  const line = (label: string, value: string | null | undefined) =>
    value === null || value === undefined || value === ''
      ? []
      : [{ kind: 'line' as const, text: `${label} ${value}` }];
  return {
    title: `${words.partLabel} ${data.number}`,
    language: data.language,
    nodes: [
      {
        kind: 'corner',
        code: data.number,
        children: [
          { kind: 'line', text: data.partCode, bold: true },
          ...line(words.bin, data.bin),
          ...line(words.lot, data.lot),
          ...line(words.expiresDay, data.expiresDay),
        ],
      },
      { kind: 'line', text: data.name, bold: true },
      ...(data.number === data.partCode ? [] : [{ kind: 'line' as const, text: data.number }]),
      { kind: 'cut' },
    ],
  };
}

/** 货位标签. */
export interface BinLabelData extends DocumentBase {
  place: string;
  bin: string;
}

/** The label as a tree. Pure. */
export function binLabel(data: BinLabelData): Paper {
  const words = paperWords(data.language);
  return {
    title: `${words.binLabel} ${data.number}`,
    language: data.language,
    nodes: [
      {
        kind: 'corner',
        code: data.number,
        children: [
          { kind: 'line', text: words.bin },
          { kind: 'line', text: data.bin, size: 'big', bold: true },
        ],
      },
      { kind: 'line', text: data.place },
      { kind: 'cut' },
    ],
  };
}
