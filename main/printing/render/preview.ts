import { flowRows } from '../layout/flow.ts';
import type { RollPaper } from '../layout/papers.ts';
import { type Row, type Run, runCells } from '../layout/rows.ts';
import type { Paper } from '../layout/tree.ts';
import { charCells, clusters } from '../layout/width.ts';
import { escapeHtml } from './html.ts';
import { pngDataUrl } from './png.ts';
import { code128Matrix, qrMatrix, type SymbolMatrix, symbolPath } from './symbols.ts';

/**
 * The roll on a screen: one element per row of the stream, in the same order, with the same words. A piece of HTML
 * without script and without style attributes; `previewCss` belongs into the window's own style sheet.
 */
export function renderPreview(paper: Paper, roll: RollPaper): string {
  const rows = flowRows(paper.nodes, roll.cells).map((row) => previewRow(row, roll.cells));
  return `<div class="roll ${roll.id}" lang="${paper.language === 'zh' ? 'zh-CN' : 'en'}">${rows.join('')}</div>`;
}

/** Every cell is half an em, every wide character a whole one, whatever the font thinks of `·` and `—`. */
export const previewCss = `
.roll { font: 12px/15px "Noto Sans Mono CJK SC", "NSimSun", "Menlo", monospace; background: #fff; color: #000; padding: 16px 12px; white-space: pre; }
.roll80 { width: 288px; }
.roll58 { width: 192px; }
.roll .row { min-height: 15px; display: flex; align-items: flex-end; }
.roll i { font-style: normal; }
.roll .c { display: inline-block; width: 6px; text-align: center; }
.roll .w { display: inline-block; width: 12px; text-align: center; }
.roll .bold { font-weight: 700; }
.roll .invert { background: #000; color: #fff; }
.roll .tall { transform: scaleY(2); transform-origin: bottom; }
.roll .wide { zoom: 1; transform: scaleX(2); transform-origin: left; }
.roll .big { font-size: 24px; line-height: 28px; }
.roll .big .c { width: 12px; }
.roll .big .w { width: 24px; }
.roll .has-tall { min-height: 28px; }
.roll .symbol { display: block; }
.roll .symbol.center { margin: 0 auto; }
.roll .symbol.right { margin-left: auto; }
.roll .cut { border-top: 1px dashed #888; margin: 8px 0; }
`;

function previewRow(row: Row, cells: number): string {
  switch (row.kind) {
    case 'text': {
      const tall = row.runs.some((run) => run.size === 'tall' || run.size === 'big');
      return `<div class="row${tall ? ' has-tall' : ''}">${row.runs.map(previewRun).join('')}</div>`;
    }
    case 'qr':
      return previewSymbol(qrMatrix(row.data), row.align, row.moduleDots, row.moduleDots, cells);
    case 'code128':
      return previewSymbol(code128Matrix(row.data), row.align, 2, row.heightDots, cells);
    case 'image':
      return `<img class="symbol ${row.align}" alt="" width="${row.bitmap.width / 2}" src="${pngDataUrl(row.bitmap)}">`;
    case 'cut':
      return '<div class="cut"></div>';
  }
}

function previewRun(run: Run): string {
  if (run.text === '') return '';
  const names = [run.size !== 'normal' && run.size, run.bold && 'bold', run.invert && 'invert'].filter(
    Boolean,
  );
  let inner = '';
  for (const cluster of clusters(run.text)) {
    const wide = charCells([...cluster][0] ?? ' ') === 2;
    inner += `<i class="${wide ? 'w' : 'c'}">${escapeHtml(cluster)}</i>`;
  }
  return `<span class="${names.join(' ')}" data-cells="${runCells(run)}">${inner}</span>`;
}

/** Two dots of the printer are one pixel here. */
function previewSymbol(
  matrix: SymbolMatrix,
  align: string,
  across: number,
  down: number,
  cells: number,
): string {
  const width = Math.min((matrix.width * across) / 2, cells * 6);
  const height = (matrix.height * down) / 2;
  return `<svg class="symbol ${align}" width="${width}" height="${height}" viewBox="0 0 ${matrix.width} ${matrix.height}" preserveAspectRatio="none"><path d="${symbolPath(matrix)}"/></svg>`;
}
