import type { IncomingMessage } from 'node:http';

/**
 * Who may talk to the loopback server. A page of another site can make the browser send requests here (and, with a
 * name that points to 127.0.0.1, even read the answers): the Host header ends the second, Origin and Fetch
 * Metadata the first. Answers the reason of a refusal, or null.
 */
export function refusal(request: IncomingMessage, port: number): 'host' | 'origin' | 'site' | null {
  const allowed = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  const host = request.headers.host;
  if (host === undefined || !allowed.includes(host)) return 'host';
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) return 'origin';
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin') return null;
  // «none» is a person: typed address, bookmark, the opener. It may load pages, not call
  const isPage = request.method === 'GET' && !(request.url ?? '').startsWith('/api/');
  return site === 'none' && isPage ? null : 'site';
}

/** The value of one cookie, or null. */
export function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

export class BodyTooLarge extends Error {}

/** The whole body, at most `limit` bytes; reading stops at the first byte beyond. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > limit) return reject(new BodyTooLarge());
    const pieces: Buffer[] = [];
    let size = 0;
    request.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > limit) {
        request.pause();
        request.removeAllListeners('data');
        reject(new BodyTooLarge());
        return;
      }
      pieces.push(piece);
    });
    request.on('end', () => resolve(Buffer.concat(pieces)));
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('request ended early')));
  });
}
