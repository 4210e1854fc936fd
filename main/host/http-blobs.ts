import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault, isFault } from '../../domain/kernel/fault.ts';
import { maxBlobBytes } from '../../preload/contract/blobs.ts';
import { pageHeaders } from '../../preload/contract/page-policy.ts';
import type { Session } from '../services/context.ts';
import type { HttpRoom } from './http-room.ts';
import { sendAnswer, sendFault } from './http-room.ts';

/**
 * `PUT /api/blob/<ticket>?offset=N`: bytes go in as they arrive, so that a broken line loses at most what was in
 * flight; the desk asks `blobs.status` and goes on from there. Answers `{offset, done}`.
 */
export async function putBlob(
  room: HttpRoom,
  ticket: string,
  url: URL,
  session: Session | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!session || room.sessions.state(session) !== 'in')
    return sendFault(response, 401, new Fault('login_needed'));
  if (Number(request.headers['content-length'] ?? 0) > maxBlobBytes) {
    response.setHeader('connection', 'close');
    return sendFault(response, 413, new Fault('input_too_large', { limitBytes: maxBlobBytes }));
  }
  let offset = Number(url.searchParams.get('offset') ?? 0);
  if (!Number.isSafeInteger(offset) || offset < 0) {
    return sendFault(response, 400, new Fault('input_invalid', { field: 'offset', problem: 'wrong' }));
  }
  try {
    let state = { offset, done: false };
    let any = false;
    for await (const piece of request as AsyncIterable<Buffer>) {
      any = true;
      state = await room.blobs.acceptSlice(ticket, session, offset, piece);
      if (state.offset < offset + piece.length && !state.done) break;
      offset += piece.length;
      if (state.done) break;
    }
    if (!any) state = await room.blobs.acceptSlice(ticket, session, offset, new Uint8Array(0));
    sendAnswer(response, 200, { ok: true, value: state });
  } catch (error) {
    if (!isFault(error)) throw error;
    response.setHeader('connection', 'close');
    sendFault(response, error.code === 'input_too_large' ? 413 : 409, error);
  }
}

/** `GET /api/blob/<ticket>`: the file, once, to be shown or saved, never to be run. */
export async function getBlob(
  room: HttpRoom,
  ticket: string,
  session: Session | null,
  response: ServerResponse,
): Promise<void> {
  if (!session || room.sessions.state(session) !== 'in')
    return sendFault(response, 401, new Fault('login_needed'));
  try {
    const file = await room.blobs.redeem(ticket, session);
    const shown = /^(image\/(png|jpeg|webp|gif|bmp)|audio\/|application\/pdf)/.test(file.mime);
    response.writeHead(200, {
      ...pageHeaders,
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': file.mime,
      'content-length': file.bytes.byteLength,
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'no-store',
    });
    response.end(file.bytes);
  } catch (error) {
    if (!isFault(error)) throw error;
    sendFault(response, error.code === 'not_found' ? 404 : 409, error);
  }
}
