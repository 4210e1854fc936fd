/**
 * A picture's hash that survives another size or compression: nine by eight grey dots, each compared with its right
 * neighbour; sixteen hex digits. Null for what is no picture this window can draw.
 */
export async function pictureHash(file: File): Promise<string | null> {
  if (!file.type.startsWith('image/')) return null;
  try {
    const picture = await createImageBitmap(file, {
      resizeWidth: 9,
      resizeHeight: 8,
      resizeQuality: 'medium',
    });
    const canvas = document.createElement('canvas');
    canvas.width = 9;
    canvas.height = 8;
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) return null;
    pen.drawImage(picture, 0, 0, 9, 8);
    picture.close();
    const { data } = pen.getImageData(0, 0, 9, 8);
    const grey = (x: number, y: number) => {
      const at = (y * 9 + x) * 4;
      return (data[at] ?? 0) * 299 + (data[at + 1] ?? 0) * 587 + (data[at + 2] ?? 0) * 114;
    };
    let bits = 0n;
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 8; x++) bits = (bits << 1n) | (grey(x, y) < grey(x + 1, y) ? 1n : 0n);
    return bits.toString(16).padStart(16, '0');
  } catch {
    return null;
  }
}
