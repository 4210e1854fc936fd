import {
  installedFonts,
  type Paper,
  type PaperSize,
  renderPdf,
  renderSheetHtml,
  type SheetPaper,
} from '../../printing/index.ts';

/** A sheet as PDF. Drawing takes a good part of a second. */
export const renderSheet = (paper: Paper, sheet: SheetPaper, atMs: number): Promise<Uint8Array> =>
  renderPdf(paper, sheet, installedFonts(), atMs);

/** A page for the desktop shell to print through the system's driver. Rolls go as a narrow sheet of full length. */
export function renderSystemPage(paper: Paper, size: PaperSize) {
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
