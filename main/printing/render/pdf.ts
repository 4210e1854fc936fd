import pdfmake from 'pdfmake';
import { cleanText } from '../layout/clean.ts';
import { micronsToPoints, type SheetPaper } from '../layout/papers.ts';
import type { Paper } from '../layout/tree.ts';
import { isZeroWidth } from '../layout/width.ts';
import { paperWords } from '../words/index.ts';
import { fontCoverage } from './font-coverage.ts';
import type { FontFiles } from './fonts.ts';
import { openPdfMaker } from './pdf-maker.ts';
import { type PdfContent, pdfNodes } from './pdf-nodes.ts';
import { missingMark } from './raster.ts';

/**
 * A paper as PDF without any window. The page is exactly the sheet (points from microns), the shipped font is embedded
 * as a subset, nothing is fetched and no file but the two fonts is read.
 *
 * A character the font lacks (𠮷, emoji) is printed as 〓 and named below by its code point: a name that cannot be
 * printed must not look like another name.
 *
 * @param createdAtMs goes into the file's own date, UTC ms
 */
export async function renderPdf(
  paper: Paper,
  sheet: SheetPaper,
  fonts: FontFiles,
  createdAtMs: number,
): Promise<Uint8Array> {
  const maker = openPdfMaker(pdfmake, fonts);
  const margin = micronsToPoints(sheet.marginMicrons);
  const width = micronsToPoints(sheet.widthMicrons);
  const missing = new Set<string>();
  const text = printable(fontCoverage(fonts.regular), missing);
  const small = sheet.widthMicrons < 100_000;
  const feet = small ? [] : paper.nodes.filter((node) => node.kind === 'line' && node.quiet);
  const banner = paper.nodes.find((node) => node.kind === 'banner');
  // a roll says 作废 at both ends; a sheet has it at the top and across the page
  const body = paper.nodes.filter(
    (node) => !feet.includes(node) && (node.kind !== 'banner' || node === banner),
  );
  const content: PdfContent[] = pdfNodes(body, {
    width: width - 2 * margin,
    textPt: sheet.textPt,
    small,
    text,
  });
  if (missing.size > 0) {
    const codes = [...missing].map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
    content.push({
      text: `${paperWords(paper.language).missingGlyph} ${codes.join(' ')}`,
      fontSize: sheet.textPt * 0.85,
    });
  }
  return maker
    .createPdf({
      pageSize: { width, height: micronsToPoints(sheet.heightMicrons) },
      pageMargins: margin,
      info: { title: text(paper.title), creationDate: new Date(createdAtMs), producer: 'Outlet Desk' },
      language: paper.language === 'zh' ? 'zh-CN' : 'en',
      // the font's own line is 1.45 em high, too loose for a form that must stay on one A5 page
      defaultStyle: { font: 'paper', fontSize: sheet.textPt, lineHeight: 0.84 },
      ...(banner && { watermark: { text: text(banner.text), color: '#000', opacity: 0.12, bold: true } }),
      // the mark of printing stands at the foot of every page
      footer: (page: number, pages: number) => ({
        columns: [
          { width: '*', text: feet.map((node) => (node.kind === 'line' ? text(node.text) : '')).join('  ') },
          { width: 'auto', text: pages > 1 ? `${page} / ${pages}` : '' },
        ],
        fontSize: sheet.textPt * 0.9,
        margin: [margin, 2, margin, 0],
      }),
      content,
    })
    .getBuffer();
}

/** Text as the font can print it; what it cannot is collected in `missing`. */
function printable(has: (char: string) => boolean, missing: Set<string>): (text: string) => string {
  return (text) => {
    let out = '';
    for (const char of cleanText(text)) {
      if (char === '\n' || has(char)) out += char;
      else if (!isZeroWidth(char)) {
        missing.add(char);
        out += missingMark;
      }
    }
    return out;
  };
}
