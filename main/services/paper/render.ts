import type { LabelProfile } from '../../../domain/paper/label.ts';
import { type DocumentData, type DocumentKind, type Draw, papers } from '../../printing/index.ts';
import type { JobForm } from './forms/choose.ts';
import { renderRoll } from './render-roll.ts';
import { renderFormFor, type Rendered, renderSheetFor, renderSystemPage } from './render-sheet.ts';
import type { PrinterRow } from './routes.ts';
import { type PaperTemplate, treeOf } from './templates/hook.ts';

/** A paper of the queue on its way to a printer. */
export interface PrintWork {
  kind: DocumentKind;
  data: unknown;
  atMs: number;
  template?: PaperTemplate | null;
  /** Pre-printed form that lies in the printer. */
  form: JobForm | null;
  label: LabelProfile;
  draw: Draw;
  signal: AbortSignal;
}

/** Bytes for a printer: a stream for rolls, pages for sheets and forms, the label's own language. */
export async function renderFor(
  printer: PrinterRow,
  work: PrintWork,
): Promise<Pick<Rendered, 'bytes' | 'extension'>> {
  const paper = treeOf(work.kind, work.data, work.template);
  if (work.form !== null)
    return renderFormFor(printer, paper, work.data as DocumentData[DocumentKind], work.form, work);
  const size = papers[printer.paper];
  return size.kind === 'sheet'
    ? renderSheetFor(printer, paper, size, work)
    : { bytes: renderRoll(printer, paper, size), extension: 'bin' };
}

export const renderPage = (
  printer: PrinterRow,
  work: Pick<PrintWork, 'kind' | 'data' | 'template' | 'form'>,
) =>
  renderSystemPage(
    treeOf(work.kind, work.data, work.template),
    papers[printer.paper],
    work.data as DocumentData[DocumentKind],
    work.form,
  );
