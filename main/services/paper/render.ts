import { type DocumentKind, papers } from '../../printing/index.ts';
import { renderRoll } from './render-roll.ts';
import { renderSheet, renderSystemPage } from './render-sheet.ts';
import type { PrinterRow } from './routes.ts';
import { type PaperTemplate, treeOf } from './templates/hook.ts';

/** Bytes for a printer: a stream for rolls, a PDF for sheets. */
export async function renderFor(
  printer: PrinterRow,
  kind: DocumentKind,
  data: unknown,
  atMs: number,
  template: PaperTemplate | null = null,
): Promise<{ bytes: Uint8Array; extension: 'bin' | 'pdf' }> {
  const paper = treeOf(kind, data, template);
  const size = papers[printer.paper];
  return size.kind === 'sheet'
    ? { bytes: await renderSheet(paper, size, atMs), extension: 'pdf' }
    : { bytes: renderRoll(printer, paper, size), extension: 'bin' };
}

export const renderPage = (
  printer: PrinterRow,
  kind: DocumentKind,
  data: unknown,
  template: PaperTemplate | null = null,
) => renderSystemPage(treeOf(kind, data, template), papers[printer.paper]);
