import type { ValueOf } from '../../../domain/paper/form-place.ts';
import type { DocumentBase } from '../documents/common.ts';
import { formatInstant, formatPhone } from '../documents/format.ts';
import type { Paper, PaperNode } from '../layout/tree.ts';
import { isBlank } from '../layout/wrap.ts';
import { fillWords, type PaperLanguage, paperWords, type WordKey } from '../words/index.ts';

/** A value of a paper under its heading; `source` is the word key of the heading, `nth` counts equal ones from 1. */
export interface FormValue {
  source: string;
  nth: number;
  value: string;
}

/** What every paper can say of itself, beside the headings of its body. */
const ownSources = [
  'slipNumber',
  'printedAt',
  'printedBy',
  'copyNo',
  'outletName',
  'servicePhone',
  'complaintPhone',
] as const;

/**
 * The values of a paper, in its order. They are read off the paper's own tree, so that a form says exactly what the
 * paper would, in the same words and figures.
 */
export function formValues(paper: Paper, data: DocumentBase): FormValue[] {
  const keys = headings(paper.language);
  const out: FormValue[] = [];
  const counts = new Map<string, number>();
  const add = (heading: string, value: string) => {
    const source = keys.get(heading);
    if (source === undefined) return;
    const nth = (counts.get(source) ?? 0) + 1;
    counts.set(source, nth);
    out.push({ source, nth, value: isBlank(value) ? '' : value });
  };
  const words = paperWords(paper.language);
  const { mark, outlet } = data;
  const own: Record<(typeof ownSources)[number], string> = {
    slipNumber: data.number,
    printedAt: formatInstant(mark.printedAtMs, mark.zone),
    printedBy: mark.printedBy,
    copyNo: fillWords(words.copyNo, { n: mark.copyNo }),
    outletName: outlet.name,
    servicePhone: formatPhone(outlet.servicePhone),
    complaintPhone: formatPhone(outlet.complaintPhone),
  };
  for (const source of ownSources) {
    counts.set(source, 1);
    out.push({ source, nth: 1, value: own[source] });
  }
  const walk = (node: PaperNode): void => {
    if (node.kind === 'fields') for (const item of node.items) add(item.label, item.value);
    if (node.kind === 'table') {
      for (const row of node.rows) node.columns.forEach((column, at) => add(column.title, row[at] ?? ''));
      for (const { label, value } of node.foot ?? []) add(label, value);
    }
    if (node.kind === 'corner' || node.kind === 'keep') node.children.forEach(walk);
  };
  paper.nodes.forEach(walk);
  return out;
}

export function valueLookup(values: readonly FormValue[]): ValueOf {
  const known = new Map(values.map((one) => [`${one.source} ${one.nth}`, one.value]));
  return (source, nth) => known.get(`${source} ${nth}`) ?? '';
}

const kept = new Map<PaperLanguage, Map<string, string>>();

/** Headings of a language with their word keys; of two keys with the same word the first counts. */
function headings(language: PaperLanguage): Map<string, string> {
  let found = kept.get(language);
  if (found === undefined) {
    found = new Map();
    for (const [key, word] of Object.entries(paperWords(language)))
      if (!found.has(word)) found.set(word, key);
    kept.set(language, found);
  }
  return found;
}

/** The heading of a source in both languages; null where no paper of this program has it any more. */
export function sourceNames(source: string): { zh: string; en: string } | null {
  if (source === 'outletName') return { zh: '网点名称', en: 'Outlet name' };
  const zh = paperWords('zh');
  if (!Object.hasOwn(zh, source)) return null;
  const key = source as WordKey;
  if (key === 'copyNo') return { zh: '第几次打印', en: 'Printing no.' };
  return { zh: zh[key], en: paperWords('en')[key] };
}
