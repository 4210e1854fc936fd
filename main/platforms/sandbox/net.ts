/** Sandboxes behind `Env.net` without sockets, for the simulator: same wire, same trouble, no real time. */
import { NetError } from '../../../domain/kernel/env.ts';
import type { NetAnswer, NetPort, NetRequest } from '../../../domain/kernel/env.ts';
import type { WireHandler } from './wire.ts';

export interface SandboxNetOptions {
  /** Waits simulated time for delayed answers; without it delays are ignored. */
  sleep?: (ms: number) => Promise<void>;
  /** True while the line is down: requests fail before they leave. */
  isOffline?: () => boolean;
}

function bytesOfBody(body: NetRequest['body']): Uint8Array {
  if (body === undefined) return new Uint8Array(0);
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

/** `handlers` by origin, e.g. `{'http://own.sandbox': sandbox.handle}`. */
export function sandboxNet(
  handlers: Readonly<Record<string, WireHandler>>,
  options: SandboxNetOptions = {},
): NetPort {
  return {
    async request(request: NetRequest): Promise<NetAnswer> {
      const url = new URL(request.url);
      const handle = Object.hasOwn(handlers, url.origin) ? handlers[url.origin] : undefined;
      if (handle === undefined) throw new NetError('bad_address', url.host);
      if (options.isOffline?.() === true) throw new NetError('offline');
      if (request.signal?.aborted === true) throw new NetError('aborted');
      const headers: Record<string, string> = { host: url.host };
      for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
      const answer = handle({
        method: request.method,
        target: `${url.pathname}${url.search}`,
        headers,
        body: bytesOfBody(request.body),
      });
      if (answer.delayMs !== undefined && options.sleep !== undefined) {
        await options.sleep(Math.min(answer.delayMs, request.timeoutMs));
      }
      if ((answer.delayMs ?? 0) > request.timeoutMs) throw new NetError('timeout');
      if (answer.drop !== undefined) throw new NetError('reset', answer.drop);
      const cut = answer.cutAfterBytes;
      if (cut !== undefined && cut < answer.body.length) throw new NetError('reset', `cut at ${cut}`);
      if (answer.body.length > (request.maxBytes ?? Number.POSITIVE_INFINITY))
        throw new NetError('too_large');
      return { status: answer.status, headers: answer.headers, body: answer.body };
    },
  };
}
