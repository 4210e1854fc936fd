import { Agent, request } from 'node:http';
import type { HttpDoor } from '../../main/host/http.ts';

/** A browser desk without a browser: one kept connection, a cookie, calls. */
export interface HttpDesk {
  /** The raw body of the answer: a window parses it, which is not the host's work. */
  call(channel: string, input: unknown): Promise<string>;
  close(): void;
}

/** What a desk of another process needs to come in: the door's port and its own opener. */
export interface Opener {
  port: number;
  token: string;
}

export function openerOf(door: HttpDoor, deskId: string): Opener {
  return { port: door.port, token: /#t=(.+)$/.exec(door.openAddress(deskId))?.[1] ?? '' };
}

export async function openHttpDesk({ port, token }: Opener): Promise<HttpDesk> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let cookie = '';
  const post = (path: string, value: unknown): Promise<{ body: string; cookie: string }> =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(value);
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          method: 'POST',
          path,
          agent,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
            ...(cookie === '' ? {} : { cookie }),
          },
        },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              body: Buffer.concat(pieces).toString(),
              cookie: (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '',
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(text);
    });
  ({ cookie } = await post('/api/open', { token }));
  return {
    call: async (channel, input) => (await post('/api/call', { channel, input })).body,
    close: () => agent.destroy(),
  };
}
