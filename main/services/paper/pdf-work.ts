import { Fault } from '../../../domain/kernel/fault.ts';
import type { PaperId, PrintKind } from '../../../domain/paper/kinds.ts';
import { installedFonts, papers, renderPdf } from '../../printing/index.ts';
import type { ChildRun, JobRun } from '../jobs/kind.ts';
import { readerOf } from '../masters.ts';
import { buildableKind, buildPaper, paperLanguage } from './build/index.ts';
import type { Reveals } from './masks.ts';
import { treeOf } from './templates/hook.ts';
import { serveActive, templateLanguage } from './templates/serve.ts';

export interface PdfParams {
  kind: PrintKind;
  ids: string[];
  paper: PaperId;
  by: string;
  atMs: number;
  reveals: Reveals;
}

export interface PdfFile {
  bytes: Uint8Array;
  name: string;
}

/** In the child: several papers as one PDF, each beginning on a page of its own. A look, not a printing: nothing is counted. */
export async function drawPdf(run: ChildRun, params: PdfParams): Promise<PdfFile> {
  const rows = readerOf(run.read);
  const sheet = papers[params.paper];
  if (sheet.kind !== 'sheet') throw new Fault('printer_paper_wrong', { printer: 'PDF', paper: params.paper });
  const language = templateLanguage(rows, buildableKind(params.kind), params.paper) ?? paperLanguage(rows);
  const trees = params.ids.map((id, at) => {
    run.progress(Math.floor((at * 500) / params.ids.length), 'reading');
    const built = buildPaper(rows, params.kind, id, {
      atMs: params.atMs,
      copyNo: 1,
      by: params.by,
      language,
      reveals: params.reveals,
    });
    const { template } = serveActive(rows, built.kind, params.paper, built.data);
    return { number: built.number, tree: treeOf(built.kind, built.data, template) };
  });
  const first = trees[0];
  if (first === undefined) throw new Fault('input_invalid', { field: 'ids', problem: 'empty' });
  run.progress(500, 'drawing');
  const paper = {
    ...first.tree,
    nodes: trees.flatMap(({ tree }, at) =>
      at === trees.length - 1
        ? tree.nodes
        : [...tree.nodes.filter((node) => node.kind !== 'cut'), { kind: 'cut' as const }],
    ),
  };
  const bytes = await renderPdf(paper, sheet, installedFonts(), params.atMs);
  return { bytes, name: `${first.number}${trees.length > 1 ? `-${trees.length}` : ''}.pdf` };
}

/** In the host: the file goes among the outlet's files; the job's result names it. */
export async function keepPdf(run: JobRun, raw: PdfFile) {
  const { hash, size } = await run.blobs.put(new Uint8Array(raw.bytes), {
    name: raw.name,
    mime: 'application/pdf',
  });
  return { hash, size, name: raw.name };
}
