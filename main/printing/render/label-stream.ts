import type { SheetPaper } from '../layout/papers.ts';
import type { Bitmap } from '../layout/tree.ts';

interface LabelPrint {
  sheet: SheetPaper;
  gapTenths: number;
  copies: number;
}

/**
 * A label in TSPL: its size, the gap after it, one picture, print. No text is ever sent as text, so that nothing on a
 * label can be read as a command. In TSPL a bit of 1 is white.
 */
export function renderTspl(picture: Bitmap, label: LabelPrint): Uint8Array {
  const mm = (tenths: number) => `${tenths / 10} mm`;
  const { widthMicrons, heightMicrons } = label.sheet;
  const stride = Math.ceil(picture.width / 8);
  const head = [
    // Whatever lay on the line before (a question for the printer's state) ends here.
    '',
    `SIZE ${mm(widthMicrons / 100)},${mm(heightMicrons / 100)}`,
    `GAP ${mm(label.gapTenths)},0 mm`,
    'DIRECTION 1',
    'REFERENCE 0,0',
    'CLS',
    `BITMAP 0,0,${stride},${picture.height},0,`,
  ].join('\r\n');
  const data = Buffer.from(picture.bits.map((byte) => ~byte & 0xff));
  // Dots beyond the picture in the last byte of a row stay white.
  const spare = stride * 8 - picture.width;
  if (spare > 0)
    for (let row = 1; row <= picture.height; row++)
      data[row * stride - 1] = data[row * stride - 1]! | ((1 << spare) - 1);
  return Buffer.concat([
    Buffer.from(head, 'latin1'),
    data,
    Buffer.from(`\r\nPRINT ${label.copies},1\r\n`, 'latin1'),
  ]);
}

/** The label as a raster picture for a receipt printer with label paper: picture, then on to the next gap or mark. */
export function renderLabelEscpos(picture: Bitmap): Uint8Array {
  const stride = Math.ceil(picture.width / 8);
  const head = [
    0x1b,
    0x40,
    0x1d,
    0x76,
    0x30,
    0,
    stride & 0xff,
    stride >> 8,
    picture.height & 0xff,
    picture.height >> 8,
  ];
  return Buffer.concat([Buffer.from(head), picture.bits, Buffer.from([0x1d, 0x0c])]);
}
