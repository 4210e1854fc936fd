import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Words and size of a PDF as a reader we did not write sees them. */
export async function readPdf(bytes: Uint8Array) {
  const file = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  let text = '';
  for (let at = 1; at <= file.numPages; at++) {
    const content = await (await file.getPage(at)).getTextContent();
    text += content.items.map((item) => ('str' in item ? item.str : '')).join(' ');
  }
  const [left = 0, bottom = 0, right = 0, top = 0] = (await file.getPage(1)).view;
  const pages = file.numPages;
  await file.loadingTask.destroy();
  return { pages, text: text.replace(/\s+/gu, ' '), width: right - left, height: top - bottom };
}

export const pdfText = async (bytes: Uint8Array): Promise<string> => (await readPdf(bytes)).text;
