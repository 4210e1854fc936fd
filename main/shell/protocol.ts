import fs from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { findAsset } from './containment.ts';
import { deskHeaders, findMime } from './headers.ts';
import { serveSheet } from './sheets.ts';

/** Our own scheme instead of file://: an origin of its own, headers, and no reach into the disk. */
export const deskUrl = 'app://desk/';

/** Must run before `ready`; Electron refuses it later. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function serveScheme(rendererDir: string): void {
  protocol.handle('app', (request) => answer(rendererDir, request));
}

/** One request of a page. Only GET and HEAD, only the hosts `desk` and `print`, only files under the renderer. */
export async function answer(rendererDir: string, request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405);
  if (url.hostname === 'print') return serveSheet(url.pathname) ?? plain(404);
  if (url.hostname !== 'desk') return plain(404);
  const file = await findAsset(rendererDir, url.pathname);
  const mime = file === null ? null : findMime(path.extname(file));
  if (file === null || mime === null) return plain(404);
  const body = request.method === 'HEAD' ? null : await fs.readFile(file);
  return new Response(body, { headers: deskHeaders(mime) });
}

function plain(status: 404 | 405): Response {
  return new Response(null, { status, headers: deskHeaders('text/plain; charset=utf-8') });
}
