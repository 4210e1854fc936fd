/** What services use of the printing room: documents → tree → bytes, page or preview → printer, and the job's life. */
export { composeDocument, type DocumentData, type DocumentKind, documentKinds } from './documents/index.ts';
export { type Draw, type DrawOrder, drawOrder, type FormOrder, formPages } from './draw.ts';
export { type PaperSize, papers, type RollPaper, type SheetPaper } from './layout/papers.ts';
export type { Paper } from './layout/tree.ts';
export {
  latestRetryMs,
  mostAttempts,
  newPrintJob,
  type PrintJob,
  type PrintJobStep,
  stepPrintJob,
} from './queue-machine.ts';
export { defaultProfile, type EscposProfile, renderEscpos } from './render/escpos.ts';
export { fontGlyphs } from './render/font-glyphs.ts';
export { type FontFiles, installedFonts } from './render/fonts.ts';
export { formParts } from './render/form.ts';
export { type FormValue, formValues, sourceNames } from './render/form-values.ts';
export { pageHtml, type PageParts, renderSheetHtml, sheetParts } from './render/html.ts';
export { renderPdf } from './render/pdf.ts';
export { bitmapPng } from './render/png.ts';
export { previewCss, renderPreview } from './render/preview.ts';
export { type GlyphSource, rasterPaper } from './render/raster.ts';
export { renderText } from './render/text.ts';
export { runPrintJob } from './run-print-job.ts';
export { askNetworkPrinter, type PrinterAnswer } from './transport/ask.ts';
export { type CupsPrinter, cupsTransport, listCupsPrinters } from './transport/cups.ts';
export { type DevicePrinter, deviceTransport } from './transport/device.ts';
export { type FilePrinter, fileTransport } from './transport/file.ts';
export { type NetworkPrinter, type NetworkTransport, networkTransport } from './transport/network.ts';
export type { SendHooks, SendResult, Transport } from './transport/transport.ts';
export type { PaperLanguage } from './words/index.ts';
