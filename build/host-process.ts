/** Running the host as a child process: waits for its ready line, ends it, leaves nothing behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** A host that can be used. */
export interface RunningHost {
  /** What lets its opener in once, e.g. `http://127.0.0.1:41234/#t=…`. */
  address: string;
  /** Resolves with the exit code when the host has ended, for whatever reason. */
  ended: Promise<number>;
  /** Asks it to end and waits; after `patienceMs` (default 10 s) it is killed. */
  stop: (patienceMs?: number) => Promise<number>;
}

/** Thrown when the host ended, or stayed silent, before it was ready. */
export class HostFailed extends Error {
  exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

interface ReadyLine {
  ready?: unknown;
  address?: unknown;
  message?: unknown;
}

function readyLine(line: string): ReadyLine | null {
  if (!line.startsWith('{')) return null;
  try {
    const value = JSON.parse(line) as ReadyLine;
    return 'ready' in value ? value : null;
  } catch {
    return null;
  }
}

/**
 * Starts `node entry …args` and waits for its line `{"ready":true,"address":"…"}` on stdout. Lines before it are
 * passed to `log`. Its stdin stays open as long as we live: when we are gone it reads the end and closes down.
 * Throws HostFailed.
 */
export function startHost(
  entry: string,
  args: string[],
  options: {
    log?: (line: string) => void;
    readyWithinMs?: number;
    env?: NodeJS.ProcessEnv;
    cwd?: string;
  } = {},
): Promise<RunningHost> {
  const child: ChildProcess = spawn(process.execPath, [entry, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: options.env ?? process.env,
    cwd: options.cwd,
  });
  child.stdin?.on('error', () => {}); // it may have closed its end already
  const ended = new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
  const stop = async (patienceMs = 10_000) => {
    child.stdin?.end();
    if (process.platform !== 'win32') child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    const code = await ended;
    clearTimeout(timer);
    return code;
  };
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => {
      void stop(2000);
      reject(new HostFailed('the host did not become ready in time', 1));
    }, options.readyWithinMs ?? 180_000);
    let settled = false;
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.on('line', (line) => {
      const told = settled ? null : readyLine(line);
      if (told?.ready === true && typeof told.address === 'string') {
        settled = true;
        clearTimeout(patience);
        resolve({ address: told.address, ended, stop });
      } else options.log?.(typeof told?.message === 'string' ? told.message : line);
    });
    void ended.then((code) => {
      clearTimeout(patience);
      if (!settled) reject(new HostFailed(`the host ended (${code}) before it was ready`, code || 1));
    });
  });
}
