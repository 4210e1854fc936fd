import type { Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { type DocumentBase, markLine, voidBanner } from '../common.ts';

/** 旧件标签, 60×40 mm, stuck on a part that goes back to the brand. */
export interface OldPartLabelData extends DocumentBase {
  outletCode: string;
  workOrderNumber: string;
  brand: string;
  model: string;
  machineCode: string;
  oldPartCode: string;
  oldPartName: string;
  faultCode: string;
  /** Business days YYYY-MM-DD. */
  replacedDay: string;
  returnByDay: string;
  technician: string;
}

/** The label as a tree. Pure. */
export function oldPartLabel(data: OldPartLabelData): Paper {
  const words = paperWords(data.language);
  return {
    title: `${words.oldPartLabel} ${data.number}`,
    language: data.language,
    nodes: [
      ...voidBanner(data.voided, words),
      {
        kind: 'corner',
        code: data.number,
        children: [
          { kind: 'line', text: data.oldPartName, bold: true, size: 'tall' },
          { kind: 'line', text: data.oldPartCode, bold: true },
          { kind: 'line', text: `${words.returnBy} ${data.returnByDay}`, bold: true },
          { kind: 'line', text: `${words.outletCode} ${data.outletCode}` },
        ],
      },
      {
        kind: 'fields',
        items: [
          { label: words.workOrderNumber, value: data.workOrderNumber, span: 12 },
          { label: words.model, value: `${data.brand} ${data.model}`, span: 12 },
          { label: words.bodyCode, value: data.machineCode, span: 12 },
          { label: words.faultCode, value: data.faultCode, span: 6 },
          { label: words.technician, value: data.technician, span: 6 },
          { label: words.replacedDay, value: data.replacedDay, span: 6 },
          { label: words.labelNumber, value: data.number, span: 6 },
        ],
      },
      markLine(data.mark, words),
      { kind: 'cut' },
    ],
  };
}
