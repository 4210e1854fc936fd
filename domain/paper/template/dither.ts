/**
 * A picture for a printer that knows only black and none: grey spread over its neighbours (Floyd and Steinberg, «An
 * adaptive algorithm for spatial grey scale», 1976). `grey`: one byte per dot, 255 = white. Answers one bit per dot,
 * rows padded to whole bytes, black = 1. Pure. @throws RangeError where the bytes are not width × height.
 */
export function ditherGrey(grey: Uint8Array, width: number, height: number): Uint8Array {
  if (grey.length !== width * height) throw new RangeError('as many bytes as dots are needed');
  const stride = Math.ceil(width / 8);
  const bits = new Uint8Array(stride * height);
  const left = Float32Array.from(grey);
  const spread = (x: number, y: number, error: number) => {
    if (x < 0 || x >= width || y >= height) return;
    left[y * width + x] = (left[y * width + x] ?? 0) + error;
  };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = left[y * width + x] ?? 0;
      const black = value < 128;
      if (black) bits[y * stride + (x >> 3)] = (bits[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
      const error = value - (black ? 0 : 255);
      spread(x + 1, y, (error * 7) / 16);
      spread(x - 1, y + 1, (error * 3) / 16);
      spread(x, y + 1, (error * 5) / 16);
      spread(x + 1, y + 1, error / 16);
    }
  return bits;
}
