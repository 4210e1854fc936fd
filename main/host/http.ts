import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Fault } from '../../domain/kernel/fault.ts';
import type { Session } from '../services/context.ts';
import { getBlob, putBlob } from './http-blobs.ts';
import { streamChanges } from './http-changes.ts';
import { BodyTooLarge, cookieOf, readBody, refusal } from './http-guard.ts';
import { findStaticFile, sendStaticFile } from './http-static.ts';
import {
  defaultLimits,
  type HttpLimits,
  type HttpParts,
  type HttpRoom,
  sendAnswer,
  sendFault,
  sendText,
} from './http-room.ts';
import { hashOf } from './openers.ts';

export interface HttpDoor {
  readonly port: number;
  /** An address that lets one opener in, once. */
  openAddress(deskId: string): string;
  /** Nothing is answered until `use`. */
  pause(): void;
  /** Another outlet behind the same door: cookies stay good, their desks begin anew with nobody logged in. */
  use(parts: HttpParts & { deskId: string }): void;
  close(): Promise<void>;
}

/** Serves the contract and the pages on loopback. Nothing listens on another address. */
export async function startHttp(
  parts: HttpParts,
  options: { port?: number; limits?: Partial<HttpLimits> } = {},
): Promise<HttpDoor> {
  const limits = { ...defaultLimits, ...options.limits };
  const room: HttpRoom = {
    ...parts,
    limits,
    port: 0,
    cookies: new Map(),
    streams: new Map(),
    paused: false,
    fresh: new Set(),
  };
  const server = createServer(
    { maxHeaderSize: 8 * 1024, connectionsCheckingInterval: 500 },
    (request, response) => {
      handle(room, request, response).catch((error: unknown) => {
        if (response.headersSent || response.destroyed) return void response.destroy();
        room.log.error('http', error);
        sendFault(response, 500, new Fault('internal', { ref: 'http' }));
      });
    },
  );
  // A client that sends a byte a minute holds a socket, not the host
  server.headersTimeout = limits.headersTimeoutMs;
  server.requestTimeout = limits.requestTimeoutMs;
  server.keepAliveTimeout = 5_000;
  server.maxConnections = limits.maxConnections;
  server.on('clientError', (_error, socket: Socket) => void socket.destroy());
  await listen(server, options.port ?? 0);
  room.port = (server.address() as AddressInfo).port;
  return {
    port: room.port,
    openAddress: (deskId) => `http://127.0.0.1:${room.port}/#t=${room.openers.issue(deskId)}`,
    pause: () => pause(room),
    use: (next) => use(room, next),
    close: () => stop(server, room),
  };
}

async function handle(room: HttpRoom, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = refusal(request, room.port);
  if (refused) {
    room.log.warn('http_refused', { reason: refused });
    return sendText(response, 403, 'Refused.');
  }
  const url = new URL(request.url ?? '/', 'http://host');
  const route = `${request.method} ${url.pathname}`;
  if (room.paused && url.pathname.startsWith('/api/')) return sendText(response, 503, 'Come again.');
  if (route === 'POST /api/open') return open(room, request, response);
  if (route === 'POST /api/call') return call(room, request, response);
  if (route === 'GET /api/changes') return streamChanges(room, url, need(room, request), response);
  const ticket = /^\/api\/blob\/([A-Za-z0-9_-]{1,100})$/.exec(url.pathname)?.[1];
  if (ticket && request.method === 'PUT')
    return putBlob(room, ticket, url, need(room, request), request, response);
  if (ticket && request.method === 'GET') return getBlob(room, ticket, need(room, request), response);
  if (url.pathname.startsWith('/api/')) return sendText(response, 404, 'No such place.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'Only GET.');
  const file = findStaticFile(room.staticDir, (request.url ?? '/').split(/[?#]/)[0] ?? '/');
  if (!file) return sendText(response, 404, 'No such page.');
  sendStaticFile(response, file, request.method === 'HEAD');
}

/** The desk behind the cookie, or null. */
function need(room: HttpRoom, request: IncomingMessage): Session | null {
  const token = cookieOf(request, cookieName(room.port));
  const sessionId = token === null ? undefined : room.cookies.get(hashOf(token));
  return sessionId === undefined ? null : room.sessions.find(sessionId);
}

/** Cookies of one name reach every port of a host; the port in the name keeps two outlets apart. */
function cookieName(port: number): string {
  return `outlet_${port}`;
}

async function open(room: HttpRoom, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await jsonBody(request, response, 1024);
  if (body === undefined) return;
  const opened = room.openers.redeem((body as { token?: unknown } | null)?.token);
  if (!opened) return sendFault(response, 401, new Fault('desk_unknown'));
  const session = room.sessions.open({ deskId: opened.deskId, transport: 'http' });
  const token = Buffer.from(room.env.randomBytes(32)).toString('base64url');
  room.cookies.set(hashOf(token), session.id);
  response.setHeader('set-cookie', `${cookieName(room.port)}=${token}; HttpOnly; SameSite=Strict; Path=/api`);
  sendAnswer(response, 200, { ok: true, value: { deskId: session.deskId, lsn: room.feed.head } });
}

async function call(room: HttpRoom, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const session = need(room, request);
  if (!session) return sendFault(response, 401, new Fault('desk_unknown'));
  const body = await jsonBody(request, response, room.limits.bodyBytes);
  if (body === undefined) return;
  const { channel, input, requestId } = (body ?? {}) as {
    channel?: unknown;
    input?: unknown;
    requestId?: unknown;
  };
  const answer = await room.router.call(session.id, String(channel), input, {
    requestId: requestId === undefined ? undefined : String(requestId),
  });
  sendAnswer(response, 200, answer);
}

/** Whole bodies only, so that one decoder serves all of them. */
const strictText = new TextDecoder('utf-8', { fatal: true });

/** The body as JSON, or undefined after a refusal was sent. */
async function jsonBody(
  request: IncomingMessage,
  response: ServerResponse,
  limitBytes: number,
): Promise<unknown> {
  // A form can post text/plain across sites without asking; JSON it cannot
  if (!/^application\/json(;\s*charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')) {
    sendFault(response, 415, new Fault('input_invalid', { field: 'content-type', problem: 'not_json' }));
    return undefined;
  }
  try {
    return JSON.parse(strictText.decode(await readBody(request, limitBytes))) as unknown;
  } catch (error) {
    if (error instanceof BodyTooLarge) {
      response.setHeader('connection', 'close');
      sendFault(response, 413, new Fault('input_too_large', { limitBytes }));
      response.once('finish', () => request.destroy());
    } else sendFault(response, 400, new Fault('input_invalid', { field: 'body', problem: 'not_json' }));
    return undefined;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => resolve());
  });
}

function pause(room: HttpRoom): void {
  room.paused = true;
  for (const streams of room.streams.values()) for (const stream of streams) stream.end();
}

function use(room: HttpRoom, next: HttpParts & { deskId: string }): void {
  pause(room);
  const { openers } = room;
  openers.moveTo(next.deskId);
  Object.assign(room, next, { openers });
  room.fresh.clear();
  for (const hash of room.cookies.keys()) {
    const { id } = next.sessions.open({ deskId: next.deskId, transport: 'http' });
    room.cookies.set(hash, id);
    room.fresh.add(id);
  }
  room.paused = false;
}

function stop(server: Server, room: HttpRoom): Promise<void> {
  for (const streams of room.streams.values()) for (const stream of streams) stream.end();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 500).unref();
  });
}
