import { crc32, deflateSync } from 'node:zlib';
import type { Bitmap } from '../layout/tree.ts';

/** A bitmap as a one-bit PNG file, black on white. */
export function bitmapPng(bitmap: Bitmap): Uint8Array {
  const stride = Math.ceil(bitmap.width / 8);
  const rows = Buffer.alloc((stride + 1) * bitmap.height);
  for (let y = 0; y < bitmap.height; y++) {
    for (let x = 0; x < stride; x++)
      rows[y * (stride + 1) + 1 + x] = ~(bitmap.bits[y * stride + x] ?? 0) & 0xff;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(bitmap.width, 0);
  header.writeUInt32BE(bitmap.height, 4);
  header[8] = 1; // bits per dot; the other bytes (grey, deflate, no filter, no interlace) are 0
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The picture for an `img` element. */
export function pngDataUrl(bitmap: Bitmap): string {
  return `data:image/png;base64,${Buffer.from(bitmapPng(bitmap)).toString('base64')}`;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
