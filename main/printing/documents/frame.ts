import type { Field, Paper, PaperNode } from '../layout/tree.ts';
import { paperWords } from '../words/index.ts';
import { type DocumentBase, markLine, voidBanner, writeIn } from './common.ts';

/** Head with name, title, number and code, the body, who printed it; void ones say so at both ends. */
export function framed(data: DocumentBase, title: string, body: PaperNode[], under: PaperNode[] = []): Paper {
  const words = paperWords(data.language);
  return {
    title: `${title} ${data.number}`,
    language: data.language,
    nodes: [
      ...voidBanner(data.voided, words),
      {
        kind: 'corner',
        code: data.number,
        children: [
          { kind: 'line', text: data.outlet.name, size: 'tall', bold: true },
          { kind: 'line', text: title, size: 'big', bold: true },
          { kind: 'line', text: `${words.slipNumber} ${data.number}`, size: 'tall', bold: true },
          ...under,
        ],
      },
      ...body,
      ...voidBanner(data.voided ? { reason: '' } : null, words),
      markLine(data.mark, words),
      { kind: 'cut' },
    ],
  };
}

/** Lines to sign on, never parted from each other; a name already known stands on its line. */
export function signatures(...who: [label: string, name?: string | null][]): PaperNode[] {
  const span = Math.floor(12 / Math.max(1, Math.min(4, who.length)));
  const items: Field[] = who.map(([label, name]) => writeIn(label, name, { span }));
  return [{ kind: 'spacer' }, { kind: 'keep', children: [{ kind: 'fields', items }] }];
}
