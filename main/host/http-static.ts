import { createReadStream, realpathSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pageHeaders } from '../../preload/contract/page-policy.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * The file an address names, or null. Stays inside `root` whatever the address says: encoded dots and slashes,
 * backslashes, NUL, absolute paths, and links that lead out.
 */
export function findStaticFile(root: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  // A second decoding must change nothing, or «%252e» would be a way in for whoever decodes twice later
  if (/[\0\\%]/.test(decoded)) return null;
  const wanted = decoded === '/' ? '/index.html' : decoded;
  if (wanted.endsWith('/') || wanted.split('/').some((part) => part.startsWith('.'))) return null;
  if (!Object.hasOwn(types, extname(wanted))) return null;
  const base = resolve(root);
  const full = join(base, wanted);
  if (!full.startsWith(base + sep)) return null;
  try {
    const real = realpathSync(full);
    if (!real.startsWith(realpathSync(base) + sep)) return null;
    return statSync(real).isFile() ? real : null;
  } catch {
    return null;
  }
}

/** Answers a page or asset with the same policy the desktop window has. */
export function sendStaticFile(response: ServerResponse, path: string, head: boolean): void {
  const named = /[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(path) && !path.endsWith('.html');
  response.writeHead(200, {
    ...pageHeaders,
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'content-length': statSync(path).size,
    // Built assets carry a hash in their name; the page itself is asked for every time
    'cache-control': named ? 'public, max-age=31536000, immutable' : 'no-store',
  });
  if (head) return void response.end();
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response);
}
