import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import { type HttpDoor, startHttp } from '../../main/host/http.ts';
import type { HttpLimits } from '../../main/host/http-room.ts';
import type { Outlet } from '../../main/host/outlet.ts';
import { tempDir } from './temp-dir.ts';

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Serves an outlet on a free loopback port for one test. */
export async function serve(
  outlet: Outlet,
  options: { staticDir?: string; limits?: Partial<HttpLimits> } = {},
): Promise<HttpDoor> {
  const door = await startHttp(
    { ...outlet, staticDir: options.staticDir ?? tempDir() },
    options.limits ? { limits: options.limits } : {},
  );
  onTestFinished(() => door.close());
  return door;
}

/** One exchange with every header as the test wants it (fetch would not let it lie). */
export function ask(
  port: number,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string | Uint8Array },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method: options.method ?? 'GET',
        path: options.path ?? '/',
        headers: { host: `127.0.0.1:${port}`, ...options.headers },
        agent: false,
      },
      (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(pieces).toString(),
          }),
        );
        answer.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}

export const json = { 'content-type': 'application/json' };

export function postJson(
  port: number,
  path: string,
  value: unknown,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  return ask(port, { method: 'POST', path, headers: { ...json, ...headers }, body: JSON.stringify(value) });
}

/** Lets a browser desk in and answers its cookie. */
export async function openDesk(
  door: HttpDoor,
  deskId: string,
): Promise<{ cookie: string; setCookie: string }> {
  const token = /#t=(.+)$/.exec(door.openAddress(deskId))?.[1];
  const answer = await postJson(door.port, '/api/open', { token });
  const setCookie = String(answer.headers['set-cookie']?.[0] ?? '');
  return { cookie: setCookie.split(';')[0] ?? '', setCookie };
}

/** A call over HTTP as a browser desk makes it. */
export async function callOver(
  door: HttpDoor,
  cookie: string,
  channel: string,
  input: unknown,
  requestId?: string,
): Promise<unknown> {
  const answer = await postJson(door.port, '/api/call', { channel, input, requestId }, { cookie });
  return JSON.parse(answer.body);
}
