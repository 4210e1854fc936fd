import type { ServerResponse } from 'node:http';
import { Fault } from '../../domain/kernel/fault.ts';
import { pageHeaders } from '../../preload/contract/page-policy.ts';
import type { Session } from '../services/context.ts';
import type { HttpRoom } from './http-room.ts';
import { sendFault } from './http-room.ts';

/** Bytes a desk may lag behind before it is let go: it comes back, asks `since` and reads again. */
const maxLagBytes = 1024 * 1024;

/**
 * One line of JSON per commit: `{kind:'change',lsn,entities}`, `{kind:'resync',lsn}` when the desk was away too
 * long, `{kind:'beat',lsn}` (with nothing changed) so that both sides notice a dead line. Nothing personal travels here: tables and ids.
 */
export function streamChanges(
  room: HttpRoom,
  url: URL,
  session: Session | null,
  response: ServerResponse,
): void {
  if (!session) return sendFault(response, 401, new Fault('desk_unknown'));
  const mine = room.streams.get(session.id) ?? new Set<ServerResponse>();
  if (mine.size >= room.limits.streamsPerSession) {
    return sendFault(response, 429, new Fault('rate_limited', { retryMs: 1000 }));
  }
  room.streams.set(session.id, mine.add(response));
  response.writeHead(200, {
    ...pageHeaders,
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const send = (message: object) => {
    if (response.writableLength > maxLagBytes) return void response.destroy();
    response.write(`${JSON.stringify(message)}\n`);
  };
  const since = url.searchParams.get('since');
  const from = since === null ? room.feed.head : Number(since);
  const missed = room.feed.since(Number.isSafeInteger(from) ? from : -1);
  if (room.fresh.delete(session.id) || missed.resync)
    send({ kind: 'resync', lsn: room.feed.head, resync: true });
  else for (const change of missed.changes) send({ kind: 'change', ...change });
  send({ kind: 'beat', lsn: room.feed.head, entities: [] });
  const stop = room.feed.listen(send);
  const beat = setInterval(() => {
    if (!room.sessions.find(session.id)) return void response.end();
    send({ kind: 'beat', lsn: room.feed.head, entities: [] });
  }, room.limits.heartbeatMs);
  response.once('close', () => {
    stop();
    clearInterval(beat);
    mine.delete(response);
    if (mine.size === 0) room.streams.delete(session.id);
  });
}
