import type { ServerResponse } from 'node:http';
import type { Env } from '../../domain/kernel/env.ts';
import type { Fault } from '../../domain/kernel/fault.ts';
import type { Answer } from '../../preload/contract/define.ts';
import { pageHeaders } from '../../preload/contract/page-policy.ts';
import type { BlobChannel } from './blob-channel.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { HostLog } from './log.ts';
import type { Openers } from './openers.ts';
import type { Router } from './router.ts';
import type { SessionTable } from './sessions.ts';

export interface HttpParts {
  router: Pick<Router, 'call'>;
  sessions: SessionTable;
  feed: ChangeFeed;
  blobs: Pick<BlobChannel, 'acceptSlice' | 'redeem'>;
  openers: Openers;
  env: Env;
  log: HostLog;
  /** Folder of the built pages; answers 404 with a sentence while there is none. */
  staticDir: string;
}

export interface HttpLimits {
  /** Bytes of a call's body. */
  bodyBytes: number;
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  heartbeatMs: number;
  maxConnections: number;
  streamsPerSession: number;
}

export const defaultLimits: HttpLimits = {
  bodyBytes: 2 * 1024 * 1024,
  headersTimeoutMs: 8_000,
  requestTimeoutMs: 30_000,
  heartbeatMs: 15_000,
  maxConnections: 256,
  streamsPerSession: 8,
};

/** What the routes work with. */
export interface HttpRoom extends HttpParts {
  limits: HttpLimits;
  port: number;
  /** Session id by the hash of the cookie's token. */
  cookies: Map<string, string>;
  streams: Map<string, Set<ServerResponse>>;
  /** The outlet is being opened anew: calls are told to come again. */
  paused: boolean;
  /** Sessions that went over to an outlet opened anew: everything their windows show is old. */
  fresh: Set<string>;
}

export function sendAnswer(response: ServerResponse, status: number, answer: Answer): void {
  const text = JSON.stringify(answer);
  response.writeHead(status, {
    ...pageHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  // As text, head and body leave in one piece; bytes would be a second one
  response.end(text);
}

export function sendFault(response: ServerResponse, status: number, fault: Fault): void {
  sendAnswer(response, status, { ok: false, error: { code: fault.code, params: fault.params } });
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...pageHeaders,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(text);
}
