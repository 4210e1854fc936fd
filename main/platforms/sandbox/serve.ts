/** Puts a sandbox on a loopback port, with a wire that can break. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WireAnswer, WireHandler } from './wire.ts';

export interface ServedSandbox {
  /** `http://127.0.0.1:port`. */
  address: string;
  port: number;
  close(): Promise<void>;
}

const maxBodyBytes = 32 * 1024 * 1024;

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function write(response: ServerResponse, answer: WireAnswer): void {
  if (answer.drop !== undefined) {
    response.socket?.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) });
  const cut = answer.cutAfterBytes;
  if (cut === undefined || cut >= answer.body.length) {
    response.end(answer.body);
    return;
  }
  // The length is announced whole, so the other side can notice that it got less.
  response.flushHeaders();
  if (cut === 0) response.socket?.destroy();
  else response.write(answer.body.slice(0, cut), () => response.socket?.destroy());
}

/** `port` 0 takes a free one. Only loopback is ever bound. */
export async function serveSandbox(handle: WireHandler, port = 0): Promise<ServedSandbox> {
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => {
        if (body === null) {
          response.writeHead(413).end();
          return;
        }
        const headers: Record<string, string> = {};
        for (const [name, value] of Object.entries(request.headers)) {
          if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
        }
        const answer = handle({ method: request.method ?? 'GET', target: request.url ?? '/', headers, body });
        if (answer.delayMs === undefined) {
          write(response, answer);
          return;
        }
        const timer = setTimeout(() => {
          timers.delete(timer);
          write(response, answer);
        }, answer.delayMs);
        timers.add(timer);
      })
      .catch(() => response.socket?.destroy());
  });
  server.keepAliveTimeout = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    address: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
