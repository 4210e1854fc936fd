import { ditherGrey } from '../../../../domain/paper/template/dither.ts';
import { type LogoBlock, mostLogoDots } from '../../../../domain/paper/template/shape.ts';
import { checkPicture } from '../../../lib/picture.ts';
import { ApiFault } from '../../../lib/faults.ts';

/**
 * A picture file as dots: as wide as wanted, on white, in black and none. Throws `picture_too_large` and
 * `picture_unreadable`.
 */
export async function logoOf(file: File, wanted: number): Promise<LogoBlock> {
  await checkPicture(file);
  const image = await createImageBitmap(file).catch(() => {
    throw new ApiFault('picture_unreadable', { name: file.name });
  });
  const width = Math.max(1, Math.min(wanted, mostLogoDots.width));
  const height = Math.max(1, Math.min(mostLogoDots.height, Math.round((image.height * width) / image.width)));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const drawing = canvas.getContext('2d');
  if (drawing === null) throw new ApiFault('picture_unreadable', { name: file.name });
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, width, height);
  drawing.drawImage(image, 0, 0, width, height);
  image.close();
  const { data } = drawing.getImageData(0, 0, width, height);
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++)
    // Rec. 601 luma: what the eye takes for bright.
    grey[at] = Math.round(
      0.299 * (data[at * 4] ?? 0) + 0.587 * (data[at * 4 + 1] ?? 0) + 0.114 * (data[at * 4 + 2] ?? 0),
    );
  const bits = ditherGrey(grey, width, height);
  return { block: 'logo', width, height, bits: btoa(String.fromCharCode(...bits)), align: 'center' };
}
