import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Bitmap } from '../../../main/printing/layout/tree.ts';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
const file = readFileSync(wasm);
prepareZXingModule({
  overrides: {
    wasmBinary: file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer,
  },
});

/** Codes found in a picture by a reader that we did not write: `QRCode CH261122-0036`. */
export async function readCodes(picture: Bitmap): Promise<string[]> {
  const stride = Math.ceil(picture.width / 8);
  const data = new Uint8ClampedArray(picture.width * picture.height * 4).fill(255);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      if (((picture.bits[y * stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      data.fill(0, (y * picture.width + x) * 4, (y * picture.width + x) * 4 + 3);
    }
  }
  const image = { data, width: picture.width, height: picture.height, colorSpace: 'srgb' } as ImageData;
  const found = await readBarcodes(image, { formats: ['QRCode', 'Code128'], tryHarder: true });
  return found.map((code) => `${code.format} ${code.text}`).sort();
}

/** As `readCodes`, from a PNG file. */
export async function readPngCodes(png: Uint8Array): Promise<string[]> {
  const found = await readBarcodes(png, { formats: ['QRCode', 'Code128'], tryHarder: true });
  return found.map((code) => `${code.format} ${code.text}`).sort();
}
