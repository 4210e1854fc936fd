import type { LabelProfile } from '../../../domain/paper/label.ts';
import { type DocumentData, type DocumentKind, type Draw, pageHtml, papers } from '../../printing/index.ts';
import type { JobForm } from './forms/choose.ts';
import { renderRoll } from './render-roll.ts';
import { renderFormFor, type Rendered, renderSheetFor, systemPage } from './render-sheet.ts';
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
  const paper = treeFor(work);
  if (work.form !== null)
    return renderFormFor(printer, paper, work.data as DocumentData[DocumentKind], work.form, work);
  const size = papers[printer.paper];
  return size.kind === 'sheet'
    ? renderSheetFor(printer, paper, size, work)
    : { bytes: renderRoll(printer, paper, size), extension: 'bin' };
}

/** The page of a paper for a system's driver, in its parts. */
export const partsOf = (printer: PrinterRow, work: Pick<PrintWork, 'kind' | 'data' | 'template' | 'form'>) =>
  systemPage(treeFor(work), papers[printer.paper], work.data as DocumentData[DocumentKind], work.form);

/** The same as one page for the desktop shell. */
export function renderPage(printer: PrinterRow, work: Parameters<typeof partsOf>[1]) {
  const { widthMicrons, heightMicrons, ...parts } = partsOf(printer, work);
  return { html: pageHtml(parts), widthMicrons, heightMicrons };
}

/** What a form takes is named by the program's own headings; a template may have left some out. */
const treeFor = ({ kind, data, template, form }: Parameters<typeof partsOf>[1]) =>
  treeOf(kind, data, form === null ? template : null);
