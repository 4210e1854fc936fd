import {
  composeDocument,
  defaultProfile,
  type DocumentData,
  type DocumentKind,
  documentPapers,
  fontGlyphs,
  installedFonts,
  type Paper,
  papers,
  renderEscpos,
  renderPdf,
  renderSheetHtml,
} from '../../printing/index.ts';
import type { PrinterRow } from './routes.ts';

export const composeOf = (kind: DocumentKind, data: unknown): Paper =>
  composeDocument(kind, data as DocumentData[typeof kind]);

/** Whether a document can come out on a printer's paper at all. A roll takes any document. */
export const fitsPrinter = (kind: DocumentKind, printer: Pick<PrinterRow, 'paper'>): boolean =>
  papers[printer.paper].kind === 'roll' ||
  (documentPapers[kind] as readonly string[]).includes(printer.paper);

/** Bytes for a printer: a stream for rolls, a PDF for sheets. Drawing a PDF takes a good part of a second. */
export async function renderFor(
  printer: PrinterRow,
  kind: DocumentKind,
  data: unknown,
  atMs: number,
): Promise<{ bytes: Uint8Array; extension: 'bin' | 'pdf' }> {
  const paper = composeOf(kind, data);
  const size = papers[printer.paper];
  if (size.kind === 'sheet')
    return { bytes: await renderPdf(paper, size, installedFonts(), atMs), extension: 'pdf' };
  const picture = printer.chinese === 'picture';
  const profile = {
    ...defaultProfile,
    roll: size,
    chinese: picture ? ('picture' as const) : ('bytes' as const),
  };
  return {
    bytes: renderEscpos(paper, profile, picture ? glyphs() : undefined),
    extension: 'bin',
  };
}

/** A page for the desktop shell to print through the system's driver. Rolls go as a narrow sheet of full length. */
export function renderPage(printer: PrinterRow, kind: DocumentKind, data: unknown) {
  const paper = composeOf(kind, data);
  const size = papers[printer.paper];
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
  return {
    html: renderSheetHtml(paper, sheet),
    widthMicrons: sheet.widthMicrons,
    heightMicrons: sheet.heightMicrons,
  };
}

let drawn: ReturnType<typeof fontGlyphs> | null = null;
/** The shipped font's shapes; read once, ten megabytes, only where a printer knows no Chinese. */
const glyphs = () => (drawn ??= fontGlyphs(installedFonts().regular, installedFonts().bold));
