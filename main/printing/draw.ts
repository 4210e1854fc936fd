import type { FormShape } from '../../domain/paper/form.ts';
import { type LabelLanguage } from '../../domain/paper/label.ts';
import type { DocumentBase } from './documents/common.ts';
import type { SheetPaper } from './layout/papers.ts';
import type { Paper } from './layout/tree.ts';
import { installedFonts } from './render/fonts.ts';
import { formPage, type FormPage, formPdf } from './render/form.ts';
import { markPages } from './render/form-marks.ts';
import { fontGlyphs } from './render/font-glyphs.ts';
import { labelBitmap } from './render/label-picture.ts';
import { renderLabelEscpos, renderTspl } from './render/label-stream.ts';
import { renderPdf } from './render/pdf.ts';
import type { GlyphSource } from './render/raster.ts';

/** A form as it is laid under the values of a paper: moved, or as a stack of marks to be measured. */
export interface FormOrder {
  kind: 'values' | 'marks';
  name: string;
  shape: FormShape;
  shift: { xMicrons: number; yMicrons: number };
  forms: number;
}

/** Work that takes a good part of a second and needs nothing of the store; it is done beside the program. */
export type DrawOrder =
  | { as: 'sheet'; paper: Paper; sheet: SheetPaper; atMs: number }
  | { as: 'form'; paper: Paper; data: DocumentBase; form: FormOrder; atMs: number }
  | {
      as: 'label';
      paper: Paper;
      sheet: SheetPaper;
      language: LabelLanguage;
      dpi: number;
      gapTenths: number;
      copies: number;
    };

export type Draw = (order: DrawOrder, signal: AbortSignal) => Promise<Uint8Array>;

/** PDF of sheets and forms, printer language of labels. */
export async function drawOrder(order: DrawOrder): Promise<Uint8Array> {
  const fonts = installedFonts();
  switch (order.as) {
    case 'sheet':
      return renderPdf(order.paper, order.sheet, fonts, order.atMs);
    case 'form':
      return formPdf(formPages(order), fonts, order.atMs);
    case 'label': {
      const picture = labelBitmap(order.paper, order.sheet, order.dpi, glyphs());
      return order.language === 'tspl' ? renderTspl(picture, order) : renderLabelEscpos(picture);
    }
  }
}

/** The pages of a form order: one of values, or the stack of marks. */
export const formPages = ({
  paper,
  data,
  form,
}: Pick<Extract<DrawOrder, { as: 'form' }>, 'paper' | 'data' | 'form'>): FormPage[] =>
  form.kind === 'marks'
    ? markPages(form.shape, form.name, form.forms)
    : [formPage(paper, data, form.shape, form.shift, installedFonts())];

let kept: GlyphSource | null = null;
const glyphs = (): GlyphSource => (kept ??= fontGlyphs(installedFonts().regular, installedFonts().bold));
