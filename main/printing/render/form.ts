import { openSync, type OutlineFont } from 'fontkit';
import pdfmake from 'pdfmake';
import type { FormShape } from '../../../domain/paper/form.ts';
import { type MeasureText, type Placed, placeForm } from '../../../domain/paper/form-place.ts';
import type { SheetSize } from '../../../domain/paper/sizes.ts';
import type { DocumentBase } from '../documents/common.ts';
import { cleanText } from '../layout/clean.ts';
import { micronsToPoints } from '../layout/papers.ts';
import type { Paper } from '../layout/tree.ts';
import { paperWords } from '../words/index.ts';
import { fontCoverage } from './font-coverage.ts';
import type { FontFiles } from './fonts.ts';
import { formValues, valueLookup } from './form-values.ts';
import { escapeHtml, pageHtml, type PageParts } from './html.ts';
import { openPdfMaker } from './pdf-maker.ts';
import { missingMark } from './raster.ts';
import { qrMatrix, symbolPath } from './symbols.ts';

/** One form of a run: what stands where, µm. */
export interface FormPage extends SheetSize {
  language: 'zh' | 'en';
  title: string;
  placed: Placed[];
}

/**
 * The values of a paper on a pre-printed form. Nothing of the form itself is printed; a void paper says so over its
 * values, because on the brand's own form nothing else would.
 *
 * @param shift µm, of this printer and of the place of this form in its run
 */
export function formPage(
  paper: Paper,
  data: DocumentBase,
  form: FormShape,
  shift: { xMicrons: number; yMicrons: number },
  fonts: FontFiles,
): FormPage {
  const has = fontCoverage(fonts.regular);
  const values = valueLookup(formValues(paper, data));
  const measure = fontMeasure(fonts);
  const shape = {
    ...form,
    fields: form.fields.map((field) => ({ ...field, text: printable(field.text, has) })),
  };
  const placed = placeForm(
    shape,
    (source, nth) => printable(values(source, nth), has),
    data.number,
    measure,
    shift,
  );
  if (data.voided) {
    const words = paperWords(paper.language);
    const size = Math.min(28, micronsToPoints(form.heightMicrons) / 6);
    const text = printable([words.voided, data.voided.reason].filter((part) => part !== '').join(' '), has);
    const wide = measure(text, true) * size * (25_400 / 72);
    placed.push({
      kind: 'text',
      field: -1,
      text,
      left: Math.max(0, (form.widthMicrons - wide) / 2),
      base: form.heightMicrons / 2,
      size,
      bold: true,
    });
  }
  return {
    widthMicrons: form.widthMicrons,
    heightMicrons: form.heightMicrons,
    language: paper.language,
    title: paper.title,
    placed,
  };
}

/** Pages for a system's printer: each one drawing of exactly the form's size, its lengths µm. */
export function formParts(pages: readonly FormPage[]): PageParts {
  const [page] = pages;
  if (page === undefined) throw new RangeError('no form');
  const mm = (microns: number) => `${microns / 1000}mm`;
  return {
    title: page.title,
    language: page.language,
    css: `
@page { size: ${mm(page.widthMicrons)} ${mm(page.heightMicrons)}; margin: 0; }
html, body { margin: 0; }
svg { display: block; break-after: page; font-family: ${formFonts}; }
svg:last-child { break-after: auto; }
`,
    body: pages.map(formSvg).join(''),
  };
}

export const formHtml = (pages: readonly FormPage[]): string => pageHtml(formParts(pages));

const formFonts = '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';

/** The values alone as a drawing; no style in it, so that a window may show it too. */
export function formSvg(page: FormPage): string {
  const { widthMicrons: width, heightMicrons: height } = page;
  const inner = page.placed.map((one) => {
    if (one.kind === 'text')
      return `<text x="${round(one.left)}" y="${round(one.base)}" font-size="${round((one.size * 25_400) / 72)}"${one.bold ? ' font-weight="700"' : ''} xml:space="preserve">${escapeHtml(one.text)}</text>`;
    if (one.kind === 'rule')
      return `<path d="M${one.left} ${one.top - ruleHeight / 2}h${one.width}v${ruleHeight}h-${one.width}z"/>`;
    const { path, side } = codeDrawing(one.text, one.side);
    return `<path transform="translate(${round(one.left)} ${round(one.top)}) scale(${side})" d="${path}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width / 1000}mm" height="${height / 1000}mm" viewBox="0 0 ${width} ${height}">${inner.join('')}</svg>`;
}

/** The forms of a run as PDF, each on a page of its own. `createdAtMs` goes into the file's date. */
export async function formPdf(
  pages: readonly FormPage[],
  fonts: FontFiles,
  createdAtMs: number,
): Promise<Uint8Array> {
  const [first] = pages;
  if (first === undefined) throw new RangeError('no form');
  // The library puts the top of a line where it is told; the base line lies one ascender below.
  const ascender = { regular: ascent(fonts.regular), bold: ascent(fonts.bold) };
  const content = pages.flatMap((page, at) => [
    ...page.placed.map((one) =>
      one.kind === 'rule'
        ? ruleContent(one.left, one.top, one.width)
        : one.kind === 'text'
          ? {
              text: one.text,
              noWrap: true,
              fontSize: one.size,
              bold: one.bold,
              preserveLeadingSpaces: true,
              absolutePosition: {
                x: micronsToPoints(one.left),
                y: micronsToPoints(one.base) - (one.bold ? ascender.bold : ascender.regular) * one.size,
              },
            }
          : codeContent(one.text, one.left, one.top, one.side),
    ),
    { text: '', fontSize: 1, ...(at < pages.length - 1 && { pageBreak: 'after' }) },
  ]);
  return openPdfMaker(pdfmake, fonts)
    .createPdf({
      pageSize: { width: micronsToPoints(first.widthMicrons), height: micronsToPoints(first.heightMicrons) },
      pageMargins: 0,
      info: { title: cleanText(first.title), creationDate: new Date(createdAtMs), producer: 'Outlet Desk' },
      language: first.language === 'zh' ? 'zh-CN' : 'en',
      defaultStyle: { font: 'paper', fontSize: 9, lineHeight: 1 },
      content,
    })
    .getBuffer();
}

/** Height of a mark's line, µm; its middle is where it belongs. */
const ruleHeight = 200;

const ruleContent = (left: number, top: number, width: number) => ({
  canvas: [
    {
      type: 'line',
      x1: 0,
      y1: 0,
      x2: micronsToPoints(width),
      y2: 0,
      lineWidth: micronsToPoints(ruleHeight),
    },
  ],
  absolutePosition: { x: micronsToPoints(left), y: micronsToPoints(top) },
});

function codeContent(text: string, left: number, top: number, side: number) {
  const drawing = codeDrawing(text, side);
  const box = drawing.modules;
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${box} ${box}"><path d="${drawing.path}"/></svg>`,
    width: micronsToPoints(side),
    height: micronsToPoints(side),
    absolutePosition: { x: micronsToPoints(left), y: micronsToPoints(top) },
  };
}

/** A QR code of the number, its quiet zone within its side: a form has lines close by. */
function codeDrawing(text: string, side: number): { path: string; modules: number; side: number } {
  const matrix = qrMatrix(text);
  const quiet = 2;
  const modules = matrix.width + 2 * quiet;
  const path = symbolPath(matrix).replaceAll(
    /M(\d+) (\d+)/gu,
    (_, x: string, y: string) => `M${Number(x) + quiet} ${Number(y) + quiet}`,
  );
  return { path, modules, side: side / modules };
}

const round = (value: number) => Math.round(value * 100) / 100;

/** A sign the font lacks is printed as 〓 with its code point: a name that cannot be printed must not look like another. */
function printable(text: string, has: (char: string) => boolean): string {
  let out = '';
  for (const char of cleanText(text))
    out +=
      char === '\n' || has(char)
        ? char
        : `${missingMark}(U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()})`;
  return out;
}

interface OpenFont {
  font: OutlineFont;
  widths: Map<string, number>;
}
const opened = new Map<string, OpenFont>();
function openFont(file: string): OpenFont {
  let known = opened.get(file);
  if (known === undefined) {
    known = { font: openSync(file), widths: new Map() };
    opened.set(file, known);
  }
  return known;
}

const ascent = (file: string): number => {
  const { font } = openFont(file);
  return font.ascent / font.unitsPerEm;
};

/** Widths in em, by the shipped font. */
export function fontMeasure(fonts: FontFiles): MeasureText {
  return (text, bold) => {
    const { font, widths } = openFont(bold ? fonts.bold : fonts.regular);
    let em = 0;
    for (const char of text) {
      let width = widths.get(char);
      if (width === undefined) {
        width = font.glyphForCodePoint(char.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
        widths.set(char, width);
      }
      em += width;
    }
    return em;
  };
}
