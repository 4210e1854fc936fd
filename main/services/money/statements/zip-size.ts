/**
 * What a zip would be unpacked, from its own list of contents: a sheet of 200 kB can hide a gigabyte. Returns bytes, or
 * null where there is no such list (no zip, or a broken one).
 */
export function unpackedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = Math.max(0, bytes.length - 65_557);
  for (let at = bytes.length - 22; at >= from; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const entries = view.getUint16(at + 10, true);
    let place = view.getUint32(at + 16, true);
    let total = 0;
    for (let index = 0; index < entries; index += 1) {
      if (place + 46 > bytes.length || view.getUint32(place, true) !== 0x02014b50) return null;
      total += view.getUint32(place + 24, true);
      place +=
        46 +
        view.getUint16(place + 28, true) +
        view.getUint16(place + 30, true) +
        view.getUint16(place + 32, true);
    }
    return total;
  }
  return null;
}
