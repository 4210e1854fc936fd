import { Fault } from '../../../domain/kernel/fault.ts';
import { isLabel, type LabelProfile } from '../../../domain/paper/label.ts';
import type { SheetSize } from '../../../domain/paper/sizes.ts';
import {
  type DocumentData,
  type DocumentKind,
  type Draw,
  formPages,
  formParts,
  type PageParts,
  type Paper,
  type PaperSize,
  sheetParts,
  type SheetPaper,
} from '../../printing/index.ts';
import type { JobForm } from './forms/choose.ts';
import type { PrinterRow } from './routes.ts';

export interface Rendered extends SheetSize {
  bytes: Uint8Array;
  extension: 'bin' | 'pdf' | 'tspl';
}

type SheetPrinter = Pick<PrinterRow, 'name' | 'kind'>;

/** A printer that is written to directly knows its own language and no pages; a PDF there is metres of rubbish. */
const isDirect = (printer: SheetPrinter) => printer.kind === 'tcp' || printer.kind === 'device';

/**
 * A sheet for a printer: PDF, for labels the language of the label printer where that is written to directly.
 * Drawn beside the program. Faults: `printer_pages_refused` {printer}.
 */
export async function renderSheetFor(
  printer: SheetPrinter,
  paper: Paper,
  sheet: SheetPaper,
  more: { atMs: number; label: LabelProfile; draw: Draw; signal: AbortSignal },
): Promise<Rendered> {
  const { widthMicrons, heightMicrons } = sheet;
  const { draw, signal, label } = more;
  if (!isDirect(printer)) {
    const bytes = await draw({ as: 'sheet', paper, sheet, atMs: more.atMs }, signal);
    return { bytes, extension: 'pdf', widthMicrons, heightMicrons };
  }
  if (!isLabel(sheet.id)) throw new Fault('printer_pages_refused', { printer: printer.name });
  const bytes = await draw({ as: 'label', paper, sheet, ...label, copies: 1 }, signal);
  return { bytes, extension: label.language === 'tspl' ? 'tspl' : 'bin', widthMicrons, heightMicrons };
}

/** Values on the form that lies in the printer. Faults: `printer_pages_refused` {printer}. */
export async function renderFormFor(
  printer: SheetPrinter,
  paper: Paper,
  data: DocumentData[DocumentKind],
  form: JobForm,
  more: { atMs: number; draw: Draw; signal: AbortSignal },
): Promise<Rendered> {
  if (isDirect(printer)) throw new Fault('printer_pages_refused', { printer: printer.name });
  const bytes = await more.draw({ as: 'form', paper, data, form, atMs: more.atMs }, more.signal);
  const { widthMicrons, heightMicrons } = form.shape;
  return { bytes, extension: 'pdf', widthMicrons, heightMicrons };
}

/** A page for a system's driver, in its parts. Rolls go as a narrow sheet of full length. */
export function systemPage(
  paper: Paper,
  size: PaperSize,
  data: DocumentData[DocumentKind],
  form: JobForm | null,
): PageParts & SheetSize {
  if (form !== null) {
    const { widthMicrons, heightMicrons } = form.shape;
    return { ...formParts(formPages({ paper, data, form })), widthMicrons, heightMicrons };
  }
  const sheet =
    size.kind === 'sheet'
      ? size
      : {
          kind: 'sheet' as const,
          id: 'a5' as const,
          widthMicrons: size.widthMicrons,
          heightMicrons: 297_000,
          marginMicrons: 3_000,
          textPt: 7.5,
        };
  const { widthMicrons, heightMicrons } = sheet;
  return { ...sheetParts(paper, sheet), widthMicrons, heightMicrons };
}
