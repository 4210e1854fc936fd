import { sheetHeaders } from './headers.ts';

/** Documents waiting to be printed, in memory only: `app://print/<number>`. */
const sheets = new Map<string, string>();
let next = 1;

/** Puts a document up; `drop` takes it away again. */
export function offerSheet(html: string): { url: string; drop: () => void } {
  const key = `/${next++}`;
  sheets.set(key, html);
  return { url: `app://print${key}`, drop: () => void sheets.delete(key) };
}

export function serveSheet(pathname: string): Response | null {
  const html = sheets.get(pathname);
  if (html === undefined) return null;
  return new Response(html, { headers: sheetHeaders() });
}
