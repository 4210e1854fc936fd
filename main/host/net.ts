import { NetError } from '../../domain/kernel/env.ts';
import type { NetAnswer, NetErrorKind, NetPort, NetRequest } from '../../domain/kernel/env.ts';

/** Platform answers are small; a page of orders is under 2 MB. A larger one is a fault of the other side. */
const defaultMaxBytes = 16 * 1024 * 1024;

const kindOfCode: Record<string, NetErrorKind> = {
  ENOTFOUND: 'offline',
  EAI_AGAIN: 'offline',
  ECONNREFUSED: 'offline',
  ENETUNREACH: 'offline',
  EHOSTUNREACH: 'offline',
  ENETDOWN: 'offline',
  EADDRNOTAVAIL: 'offline',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ERR_INVALID_URL: 'bad_address',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  CERT_HAS_EXPIRED: 'tls',
  EPROTO: 'tls',
};

/**
 * Network over Node's fetch. Redirects are never followed: a signed request must not wander to another
 * address. Answers come back whole, at most `maxBytes`.
 */
export function fetchNet(): NetPort {
  return { request };
}

async function request(wanted: NetRequest): Promise<NetAnswer> {
  const url = parseAddress(wanted.url);
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), wanted.timeoutMs);
  const signal = wanted.signal ? AbortSignal.any([wanted.signal, timeout.signal]) : timeout.signal;
  try {
    const answer = await fetch(url, {
      method: wanted.method,
      ...(wanted.headers ? { headers: wanted.headers } : {}),
      ...(wanted.body === undefined ? {} : { body: wanted.body as BodyInit }),
      redirect: 'manual',
      signal,
    });
    const body = await readBounded(answer, wanted.maxBytes ?? defaultMaxBytes);
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
  } catch (error) {
    throw toNetError(error, wanted.signal?.aborted === true, timeout.signal.aborted);
  } finally {
    clearTimeout(timer);
  }
}

function parseAddress(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new NetError('bad_address');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new NetError('bad_address', url.protocol);
  if (url.username !== '' || url.password !== '') throw new NetError('bad_address', 'credentials in address');
  return url;
}

async function readBounded(answer: Response, maxBytes: number): Promise<Uint8Array> {
  const declared = Number(answer.headers.get('content-length') ?? 0);
  if (declared > maxBytes) {
    await answer.body?.cancel();
    throw new NetError('too_large', `${declared} bytes`);
  }
  if (!answer.body) return new Uint8Array(0);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > maxBytes) throw new NetError('too_large', `more than ${maxBytes} bytes`);
    pieces.push(piece);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** Names the cause by the codes of Node and undici; what nobody names is a broken connection. */
export function toNetError(error: unknown, abortedByCaller: boolean, timedOut: boolean): NetError {
  if (error instanceof NetError) return error;
  if (abortedByCaller) return new NetError('aborted');
  if (timedOut) return new NetError('timeout');
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const inner = at instanceof AggregateError ? at.errors[0] : at;
    const code = String((inner as { code?: unknown }).code ?? '');
    const kind = kindOfCode[code];
    if (kind) return new NetError(kind, code);
    // Ports that fetch refuses to talk to (mail, X11 …)
    if (at.message === 'bad port') return new NetError('bad_address', 'port');
    if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || code.startsWith('CERT_'))
      return new NetError('tls', code);
    if (code.startsWith('HPE_')) return new NetError('reset', code);
  }
  return new NetError('reset');
}
