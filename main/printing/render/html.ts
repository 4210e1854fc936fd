import { packFields } from '../layout/pack-fields.ts';
import type { SheetPaper } from '../layout/papers.ts';
import type { Field, Paper, PaperNode, TableNode } from '../layout/tree.ts';
import { cleanText } from '../layout/clean.ts';
import { isBlank } from '../layout/wrap.ts';
import { pngDataUrl } from './png.ts';
import { code128Matrix, qrMatrix, type SymbolMatrix, symbolPath } from './symbols.ts';

/** Text for HTML: cleaned as for the printer, then escaped. Newlines become line breaks. */
export function escapeHtml(text: string): string {
  return cleanText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\n', '<br>');
}

/**
 * A whole print page for Chromium: exact `@page` size, no script, no outside address. The style sits in one style
 * element; a page that forbids inline style puts `sheetCss` into its own sheet and uses `sheetBody`.
 */
export function renderSheetHtml(paper: Paper, sheet: SheetPaper): string {
  return pageHtml(sheetParts(paper, sheet));
}

/** Rules for one paper size. Lengths in millimetres. */
export function sheetCss(sheet: SheetPaper): string {
  const mm = (microns: number) => `${microns / 1000}mm`;
  return `
@page { size: ${mm(sheet.widthMicrons)} ${mm(sheet.heightMicrons)}; margin: ${mm(sheet.marginMicrons)}; }
body { margin: 0; }
.paper { font: ${sheet.textPt}pt/1.2 "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #000;
  font-variant-numeric: tabular-nums; position: relative; }
.paper p { margin: 0; }
.paper .gap { height: .5em; }
.paper .write td { height: 1.6em; }
.paper .b { font-weight: 700; }
.paper .tall, .paper .wide { font-size: 1.3em; }
.paper .big { font-size: 1.8em; }
.paper .quiet { font-size: .85em; color: #333; margin-top: .4em; }
.paper .center { text-align: center; }
.paper .right { text-align: right; }
.paper .banner { font-size: 2.4em; font-weight: 700; text-align: center; border: .15em solid #000; letter-spacing: .5em; text-indent: .5em; }
.paper .corner { display: flex; justify-content: space-between; gap: 4mm; }
.paper svg { display: block; shape-rendering: crispEdges; }
.paper .corner svg { width: 17mm; height: 17mm; flex: none; }
.paper h2 { font-size: 1em; margin: .4em 0 .15em; }
.paper .fields { display: grid; grid-template-columns: repeat(12, 1fr); border: solid #000; border-width: .5pt 0 0 .5pt; }
.paper .field { display: flex; border: solid #000; border-width: 0 .5pt .5pt 0; min-height: 1.5em; }
.paper .field .l { flex: none; min-width: 4.4em; padding: .1em .3em; background: #eee; border-right: .5pt solid #000; }
.paper .field .v { padding: .1em .3em; overflow-wrap: anywhere; }
.paper .field.write { min-height: 2.1em; }
.paper table { width: 100%; border-collapse: collapse; }
.paper th, .paper td { border: .5pt solid #000; padding: .1em .3em; text-align: left; overflow-wrap: anywhere; }
.paper th { background: #eee; }
.paper .keep { break-inside: avoid; }
.paper hr { border: 0; border-top: .5pt solid #000; }
${Array.from({ length: 12 }, (_, at) => `.paper .s${at + 1} { grid-column: span ${at + 1}; }`).join('\n')}
`;
}

/** Parts as one page that stands alone. */
export const pageHtml = ({ title, language, css, body }: PageParts): string =>
  [
    '<!doctype html>',
    `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    `<title>${escapeHtml(title)}</title><style>${css}</style></head>`,
    `<body>${body}</body></html>`,
  ].join('\n');

/** A page in its parts, for a window whose policy takes no style in a page: the style goes into a sheet of its own. */
export interface PageParts {
  title: string;
  language: 'zh' | 'en';
  css: string;
  body: string;
}

export const sheetParts = (paper: Paper, sheet: SheetPaper): PageParts => ({
  title: paper.title,
  language: paper.language,
  css: sheetCss(sheet),
  body: sheetBody(paper),
});

/** The paper without a page round it. */
export function sheetBody(paper: Paper): string {
  return `<div class="paper">${paper.nodes.map(htmlNode).join('')}</div>`;
}

function htmlNode(node: PaperNode): string {
  switch (node.kind) {
    case 'line': {
      const names = [node.size, node.bold && 'b', node.quiet && 'quiet', node.align !== 'left' && node.align];
      return `<p class="${names.filter((name) => name && name !== 'normal').join(' ')}">${escapeHtml(node.text)}</p>`;
    }
    case 'columns':
      return `<table><tr>${node.cells.map((cell) => `<td class="${cell.align ?? ''}">${escapeHtml(cell.text)}</td>`).join('')}</tr></table>`;
    case 'fields':
      return `<div class="fields">${packFields(node.items).flat().map(htmlField).join('')}</div>`;
    case 'table':
      return htmlTable(node);
    case 'section':
      return `<h2>${escapeHtml(node.title)}</h2>`;
    case 'banner':
      return `<p class="banner">${escapeHtml(node.text)}</p>`;
    case 'rule':
      return '<hr>';
    case 'spacer':
      return '<p class="gap"></p>'.repeat(node.lines ?? 1);
    case 'qr':
      return htmlSymbol(qrMatrix(node.data), 20, 20);
    case 'code128':
      return `${htmlSymbol(code128Matrix(node.data), 60, 10)}<p class="center">${escapeHtml(node.data)}</p>`;
    case 'corner':
      return `<div class="corner"><div>${node.children.map(htmlNode).join('')}</div>${htmlSymbol(qrMatrix(node.code), 17, 17)}</div>`;
    case 'keep':
      return `<div class="keep">${node.children.map(htmlNode).join('')}</div>`;
    case 'image':
      return `<p class="${node.align ?? 'center'}"><img alt="" src="${pngDataUrl(node.bitmap)}"></p>`;
    case 'cut':
      return '';
  }
}

function htmlField({ field: item, span }: { field: Field; span: number }): string {
  const empty = isBlank(item.value);
  const names = ['field', `s${span}`, item.writeIn && empty && 'write'].filter(Boolean).join(' ');
  const value = empty ? (item.writeIn ? '' : '-') : item.value;
  return `<div class="${names}"><span class="l">${escapeHtml(item.label)}</span><span class="v${item.strong ? ' b' : ''}">${escapeHtml(value)}</span></div>`;
}

function htmlTable(node: TableNode): string {
  const cell = (tag: string, text: string, align?: string) =>
    `<${tag} class="${align ?? ''}">${text === '' ? '&nbsp;' : escapeHtml(text)}</${tag}>`;
  const head = node.columns.map((column) => cell('th', column.title, column.align)).join('');
  const blank = Array.from({ length: node.writeInRows ?? 0 }, () => node.columns.map(() => ''));
  const rows = [...node.rows, ...blank].map(
    (row, line) =>
      `<tr${line >= node.rows.length ? ' class="write"' : ''}>${node.columns.map((column, at) => cell('td', row[at] ?? '', column.align)).join('')}</tr>`,
  );
  const foot = (node.foot ?? []).map(
    ({ label, value }) =>
      `<tr><td class="b" colspan="${node.columns.length}">${escapeHtml(label)} ${escapeHtml(value)}</td></tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}${foot.join('')}</tbody></table>`;
}

function htmlSymbol(matrix: SymbolMatrix, widthMm: number, heightMm: number): string {
  // a QR code needs four empty modules round it, Code 128 ten at each end
  const quiet = matrix.height === 1 ? 10 : 4;
  const top = matrix.height === 1 ? 0 : quiet;
  const box = `${-quiet} ${-top} ${matrix.width + 2 * quiet} ${matrix.height + 2 * top}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${widthMm}mm" height="${heightMm}mm" preserveAspectRatio="none"><path d="${symbolPath(matrix)}"/></svg>`;
}
