import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Env } from '../../../domain/kernel/env.ts';
import { goodPrinter, type PrinterBehaviour, realTimeStatus } from './behaviour.ts';

/** A printer on port 9100 that is not there: keeps what it is sent and misbehaves on request. */
export interface PrinterSandbox {
  readonly host: string;
  readonly port: number;
  /** What was printed: one entry per paper it was asked to confirm, else per connection that ended. */
  readonly jobs: readonly Uint8Array[];
  /** Papers of which it got a first byte, whole or not. */
  readonly begun: number;
  /** Lines opened to it so far. */
  readonly connections: number;
  /** Connections it stopped reading from, of its own will. */
  readonly stalls: number;
  /** Changes how it behaves from the next byte on. */
  behave(change: Partial<PrinterBehaviour>): void;
  close(): Promise<void>;
}

export interface PrinterSandboxOptions {
  /** 0 or absent: any free port. Always on loopback. */
  port?: number;
  behaviour?: Partial<PrinterBehaviour>;
  onJob?: (job: Uint8Array) => void;
}

/** Starts the sandbox printer. @throws when the port is taken. */
export async function startPrinterSandbox(
  env: Pick<Env, 'sleep'>,
  options: PrinterSandboxOptions = {},
): Promise<PrinterSandbox> {
  let behaviour: PrinterBehaviour = { ...goodPrinter, ...options.behaviour };
  const jobs: Uint8Array[] = [];
  let stalls = 0;
  let connections = 0;
  let begun = 0;
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    connections += 1;
    socket.on('close', () => sockets.delete(socket));
    const finish = (bytes: Uint8Array) => {
      if (bytes.length === 0) return;
      jobs.push(bytes);
      options.onJob?.(bytes);
    };
    serve(
      socket,
      () => behaviour,
      (change) => Object.assign(behaviour, change),
      env,
      finish,
      { stalled: () => (stalls += 1), begins: () => (begun += 1) },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    jobs,
    get begun() {
      return begun;
    },
    get connections() {
      return connections;
    },
    get stalls() {
      return stalls;
    },
    behave(change) {
      behaviour = { ...behaviour, ...change };
    },
    close: () => stop(server, sockets),
  };
}

function stop(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

function serve(
  socket: Socket,
  behaviour: () => PrinterBehaviour,
  change: (change: Partial<PrinterBehaviour>) => void,
  env: Pick<Env, 'sleep'>,
  finish: (job: Uint8Array) => void,
  note: { stalled: () => void; begins: () => void },
): void {
  const printed: number[] = [];
  /** Where the paper begins that is under way. */
  let begun = 0;
  let unread: number[] = [];
  let dead = false;
  let working = Promise.resolve();
  const say = (...bytes: number[]) => {
    const { status, answersLateMs } = behaviour();
    const answer = () => socket.writable && socket.write(Uint8Array.from(bytes));
    if (status !== 'answers') return;
    if (answersLateMs === 0) answer();
    else void env.sleep(answersLateMs).then(answer, () => undefined);
  };
  const die = () => {
    dead = true;
    tear();
  };
  const tear = () => {
    finish(Uint8Array.from(printed.slice(begun)));
    begun = printed.length;
  };

  /** Takes what it can from `unread`; leaves the beginning of a question that has not come whole. */
  const work = () => {
    while (unread.length > 0 && !dead) {
      const now = behaviour();
      if (unread[0] === 0x10 && (unread.length < 3 ? (unread[1] ?? 4) === 4 : unread[1] === 4)) {
        if (unread.length < 3) return;
        const question = unread[2] ?? 0;
        unread = unread.slice(3);
        if (now.status === 'garbage')
          socket.write('HTTP/1.1 400 Bad Request\r\nServer: not-a-printer\r\n\r\n');
        else say(realTimeStatus(now, question));
        continue;
      }
      if (unread.length === 3 && unread[0] === 0x1d && unread[1] === 0x72) {
        if (now.paper === 'out' || now.cover === 'open') return; // offline: works through nothing more
        unread = [];
        if (now.tellsDone && now.status === 'answers') tear();
        if (now.tellsDone) say(now.paper === 'low' ? 0x03 : 0x00);
        continue;
      }
      if (unread.length < 3 && unread[0] === 0x1d && (unread[1] ?? 0x72) === 0x72) return;
      if (printed.length === begun) note.begins();
      printed.push(unread.shift() ?? 0);
      if (printed.length === now.garbageAfterBytes) socket.write('PAPER JAM? PRESS OK\r\n'.repeat(3));
      if (printed.length === now.paperOutAfterBytes) change({ paper: 'out' });
      if (printed.length === now.resetAfterBytes) {
        die();
        socket.resetAndDestroy();
      } else if (printed.length === now.closeAfterBytes) {
        die();
        socket.destroy();
      } else if (printed.length === now.stallAfterBytes) {
        dead = true;
        note.stalled();
        socket.pause();
      }
    }
  };

  socket.on('data', (bytes: Buffer) => {
    socket.pause();
    working = working.then(async () => {
      for (const byte of bytes) unread.push(byte);
      work();
      if (behaviour().slowMs > 0) await env.sleep(behaviour().slowMs).catch(() => {});
      if (!dead) socket.resume();
    });
  });
  socket.on('end', () => {
    working = working.then(() => {
      if (dead) return;
      printed.push(...unread); // a question cut short is just bytes
      die();
      socket.end();
    });
  });
  socket.on('error', () => {
    if (!dead) die();
  });
  if (behaviour().halfCloses) socket.end();
}
