/** Makes a screenshot small: at most 256 colours in a palette. Flat surfaces keep their exact colour. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

interface Pixels {
  width: number;
  height: number;
  /** One 0xRRGGBB per pixel, row by row. */
  colours: Uint32Array;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
}

/** Reads 8-bit RGB or RGBA without interlace, as browsers write it; opacity is dropped. Throws for anything else. */
function readPng(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [width, height, depth, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]];
  if (depth !== 8 || (kind !== 2 && kind !== 6)) throw new Error(`png: depth ${depth}, colour type ${kind}`);
  const step = kind === 2 ? 3 : 4;
  const stride = width * step;
  const raw = inflateSync(Buffer.concat(parts));
  const colours = new Uint32Array(width * height);
  let before = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    const from = y * (stride + 1);
    const line = new Uint8Array(stride);
    const filter = raw[from];
    for (let x = 0; x < stride; x += 1) {
      const left = line[x - step] ?? 0;
      const up = before[x] ?? 0;
      const corner = before[x - step] ?? 0;
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      line[x] = (raw[from + 1 + x] ?? 0) + (guesses[filter ?? 0] ?? 0);
    }
    for (let x = 0; x < width; x += 1)
      colours[y * width + x] =
        ((line[x * step] ?? 0) << 16) | ((line[x * step + 1] ?? 0) << 8) | (line[x * step + 2] ?? 0);
    before = line;
  }
  return { width, height, colours };
}

/** The most used colour of each of the 256 most used regions of the colour cube. */
function choosePalette(counts: ReadonlyMap<number, number>): number[] {
  const regions = new Map<number, { colour: number; most: number; all: number }>();
  for (const [colour, count] of counts) {
    const key = colour & 0xf0f0f0;
    const region = regions.get(key) ?? { colour, most: 0, all: 0 };
    if (count > region.most) Object.assign(region, { colour, most: count });
    region.all += count;
    regions.set(key, region);
  }
  const chosen = new Set(
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 128)
      .map(([colour]) => colour),
  );
  for (const region of [...regions.values()].sort((a, b) => b.all - a.all))
    if (chosen.size < 256) chosen.add(region.colour);
  return [...chosen];
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, other] of palette.entries()) {
    const red = (other >> 16) - (colour >> 16);
    const green = ((other >> 8) & 255) - ((colour >> 8) & 255);
    const blue = (other & 255) - (colour & 255);
    const far = 2 * red * red + 4 * green * green + blue * blue;
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(data.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

/** The same picture as a palette PNG. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, colours } = readPng(png);
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = choosePalette(counts);
  const indexOf = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = indexOf.get(colours[y * width + x] ?? 0) ?? 0;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const plte = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', plte),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
