import { fork } from 'node:child_process';
import type { FromHost, ToHost } from '../../preload/contract/shell-messages.ts';
import { entryPath } from './entry-path.ts';

/** A job's process as the host talks to it, whoever started it. */
export interface ChildLine {
  send(message: unknown): void;
  /** Ends it now; it may be in the middle of its work. */
  kill(): void;
  /** The work is done: lets it leave. */
  release(): void;
  onMessage(listener: (message: unknown) => void): void;
  /** `why` is an exit code, a signal or an error's text. Called once. */
  onEnd(listener: (why: number | string) => void): void;
}

/** After this a child that was asked to end is killed; a person who pressed cancel waits no longer. */
const killAfterMs = 400;

type ChildReply = Extract<ToHost, { kind: 'child-from' | 'child-exit' }>;

/**
 * Children that the desktop shell starts: inside Electron only its main process can start one, and a packaged program
 * does not run as plain Node.
 */
export class ShellChildren {
  readonly #lines = new Map<number, { message: (message: unknown) => void; end: (why: number) => void }>();
  #post: ((message: FromHost) => void) | null = null;
  #next = 1;
  /** Resolves once the channel is there: a job taken up at start waits for it. */
  readonly ready: Promise<void>;
  #isReady = () => {};

  constructor() {
    this.ready = new Promise((resolve) => (this.#isReady = resolve));
  }

  connect(post: (message: FromHost) => void): void {
    this.#post = post;
    this.#isReady();
  }

  /** What the shell says of a child; unknown ones have ended already. */
  settle(reply: ChildReply): void {
    const line = this.#lines.get(reply.id);
    if (reply.kind === 'child-from') return line?.message(reply.message);
    this.#lines.delete(reply.id);
    line?.end(reply.code);
  }

  start(): ChildLine {
    const id = this.#next++;
    const line = { message: (_message: unknown) => {}, end: (_why: number) => {} };
    this.#lines.set(id, line);
    const post = (message: FromHost) => this.#post?.(message);
    post({ kind: 'child-start', id });
    return {
      send: (message) => post({ kind: 'child-to', id, message }),
      kill: () => post({ kind: 'child-kill', id }),
      release: () => post({ kind: 'child-kill', id }),
      onMessage: (listener) => void (line.message = listener),
      onEnd: (listener) => void (line.end = listener),
    };
  }
}

/** A plain Node child, where this host runs on plain Node itself. */
export function forkLine(): ChildLine {
  const child = fork(entryPath('job-main', 'children'), [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    execArgv: [],
    env: { PATH: process.env['PATH'] ?? '', ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' },
  });
  return {
    send: (message) => void child.send(message as object),
    kill() {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
    },
    release: () => child.disconnect(),
    onMessage: (listener) => void child.on('message', listener),
    onEnd(listener) {
      let told = false;
      const once = (why: number | string) => {
        if (!told) listener(why);
        told = true;
      };
      child.once('error', (error) => once(error.message));
      child.once('exit', (code, killedBy) => once(killedBy ?? code ?? -1));
    },
  };
}

/** The shell's children of this process; used where it runs as Electron's utility process. */
export const shellChildren = new ShellChildren();

/** A child by whoever can start one here. */
export async function startChild(): Promise<ChildLine> {
  if (!(process as { parentPort?: unknown }).parentPort) return forkLine();
  await shellChildren.ready;
  return shellChildren.start();
}
