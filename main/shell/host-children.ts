import type { ToHost } from '../../preload/contract/shell-messages.ts';

/** What is needed of a utility process that does one job for the host. */
export interface ChildProcess {
  postMessage(message: unknown): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

/**
 * Starts and ends the host's job processes and passes messages on without looking into them. They belong to one
 * host: when it ends, whatever they would say has no reader, so they end too.
 */
export class HostChildren {
  private readonly living = new Map<number, ChildProcess>();
  private readonly fork: () => ChildProcess;
  private readonly tell: (message: ToHost) => void;

  constructor(fork: () => ChildProcess, tell: (message: ToHost) => void) {
    this.fork = fork;
    this.tell = tell;
  }

  start(id: number): void {
    if (this.living.has(id)) return;
    const child = this.fork();
    this.living.set(id, child);
    child.on('message', (message) => {
      if (this.living.get(id) === child) this.tell({ kind: 'child-from', id, message });
    });
    child.on('exit', (code) => {
      if (this.living.get(id) !== child) return;
      this.living.delete(id);
      this.tell({ kind: 'child-exit', id, code });
    });
  }

  send(id: number, message: unknown): void {
    this.living.get(id)?.postMessage(message);
  }

  kill(id: number): void {
    this.living.get(id)?.kill();
  }

  /** The host is gone. */
  endAll(): void {
    const children = [...this.living.values()];
    this.living.clear();
    for (const child of children) child.kill();
  }
}
