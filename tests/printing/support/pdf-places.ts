import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A run of text where a reader we did not write finds it: µm from the upper left corner, `base` its base line. */
export interface FoundText {
  page: number;
  text: string;
  left: number;
  base: number;
  /** Points. */
  size: number;
  width: number;
}

const micronsPerPoint = 25_400 / 72;

/** Every text of a PDF with its place, and the size of its pages in µm. */
export async function pdfPlaces(bytes: Uint8Array) {
  const file = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const found: FoundText[] = [];
  const pages: { width: number; height: number }[] = [];
  for (let at = 1; at <= file.numPages; at++) {
    const page = await file.getPage(at);
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    pages.push({ width: (right - left) * micronsPerPoint, height: (top - bottom) * micronsPerPoint });
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [size = 0, , , , x = 0, y = 0] = item.transform as number[];
      found.push({
        page: at,
        text: item.str,
        left: (x - left) * micronsPerPoint,
        base: (top - y) * micronsPerPoint,
        size,
        width: item.width * micronsPerPoint,
      });
    }
  }
  await file.loadingTask.destroy();
  return { pages, found };
}
