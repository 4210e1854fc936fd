import { pageHeaders } from '../../preload/contract/page-policy.ts';

/** Sheets to print: no script at all, nothing from outside the text; their style is inside them. */
export const sheetPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** MIME type by ending; null for an ending we never ship (such a file is not served). */
export function findMime(extension: string): string | null {
  return types[extension.toLowerCase()] ?? null;
}

/** Headers of a page's file: the policy every page of ours has, whoever serves it. */
export function deskHeaders(mime: string): Record<string, string> {
  return { ...pageHeaders, 'content-type': mime, 'cache-control': 'no-cache' };
}

/** Headers of a sheet. It is alone in its window, so nothing of the desk's policy is needed there. */
export function sheetHeaders(): Record<string, string> {
  return {
    ...pageHeaders,
    'content-security-policy': sheetPolicy,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  };
}
