'use strict';
/** printToPDF by Chromium's own. Electron takes inches here (and microns in `print`); margins in inches. */
const sizes = {
  A3: [11.69, 16.54],
  A4: [8.27, 11.69],
  A5: [5.83, 8.27],
  A6: [4.13, 5.83],
  Letter: [8.5, 11],
  Legal: [8.5, 14],
};

async function toPdf(session, options) {
  const size = options.pageSize ?? 'Letter';
  const [paperWidth, paperHeight] =
    typeof size === 'string' ? (sizes[size] ?? []) : [size.width, size.height];
  if (!(paperWidth > 0 && paperHeight > 0)) throw new Error('Invalid pageSize option');
  if (paperWidth > 100 || paperHeight > 500) throw new Error('printToPDF takes inches, not microns');
  const margins = options.margins ?? {};
  const { data } = await session.send('Page.printToPDF', {
    paperWidth,
    paperHeight,
    landscape: options.landscape ?? false,
    printBackground: options.printBackground ?? false,
    scale: options.scale ?? 1,
    pageRanges: options.pageRanges ?? '',
    preferCSSPageSize: options.preferCSSPageSize ?? false,
    marginTop: margins.top ?? 0.4,
    marginBottom: margins.bottom ?? 0.4,
    marginLeft: margins.left ?? 0.4,
    marginRight: margins.right ?? 0.4,
  });
  return Buffer.from(data, 'base64');
}
module.exports = { toPdf };
