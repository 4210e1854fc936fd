export type PictureType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/gif'
  | 'image/bmp'
  | 'image/heic';

const text = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/**
 * What picture a file is by its first 16 bytes (a name or a browser's word for it proves nothing); null for none that
 * this program takes.
 */
export function pictureType(head: Uint8Array): PictureType | null {
  if (head.byteLength < 12) return null;
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (head[0] === 0x89 && text(head, 1, 4) === 'PNG') return 'image/png';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'image/webp';
  if (/^GIF8[79]a$/.test(text(head, 0, 6))) return 'image/gif';
  if (text(head, 0, 2) === 'BM') return 'image/bmp';
  return text(head, 4, 8) === 'ftyp' && /^(hei[cxs]|hev[cx]|mif1|msf1|avif)$/.test(text(head, 8, 12))
    ? 'image/heic'
    : null;
}
