import type { FontFiles } from './fonts.ts';

/** The part of pdfmake that is used here. */
export interface PdfMaker {
  setFonts(fonts: Record<string, Record<string, string>>): void;
  setUrlAccessPolicy(policy: (url: string) => boolean): void;
  setLocalAccessPolicy(policy: (path: string) => boolean): void;
  createPdf(definition: unknown): { getBuffer(): Promise<Uint8Array> };
}

/** The library with the shipped font as `paper`; it fetches nothing and reads no file but the fonts. */
export function openPdfMaker(pdfmake: unknown, fonts: FontFiles): PdfMaker {
  const maker = pdfmake as PdfMaker;
  maker.setUrlAccessPolicy(() => false);
  maker.setLocalAccessPolicy((path) => path === fonts.regular || path === fonts.bold);
  maker.setFonts({
    paper: { normal: fonts.regular, bold: fonts.bold, italics: fonts.regular, bolditalics: fonts.bold },
  });
  return maker;
}
