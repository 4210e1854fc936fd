import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { ChildBegin, FromChild, ToChild } from './sandbox-child.ts';

export interface BenchPlatform {
  /** Settings of a connection that talks to it. */
  settings: Record<string, unknown>;
  /** Puts the next orders into the feed; answers how many there were. */
  more(count: number): Promise<number>;
  close(): void;
}

/** Starts the sandbox of the own platform in a process of its own, with `orders` orders made and none shown yet. */
export async function startPlatform(options: ChildBegin): Promise<BenchPlatform> {
  const child = fork(join(import.meta.dirname, 'sandbox-child.ts'), [], { execArgv: [], stdio: 'inherit' });
  const next = () =>
    new Promise<FromChild>((resolve, reject) => {
      const ended = () => reject(new Error('the sandbox ended'));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message as FromChild);
      });
    });
  const ask = (message: ToChild) => {
    const answer = next();
    child.send(message);
    return answer;
  };
  const ready = await ask({ type: 'begin', options });
  if (ready.type !== 'ready' || ready.made < options.orders) {
    child.kill();
    throw new Error(`the sandbox made too few orders (${JSON.stringify(ready).slice(0, 200)})`);
  }
  return {
    settings: ready.settings,
    async more(count) {
      const added = await ask({ type: 'more', count });
      return added.type === 'added' ? added.count : 0;
    },
    close: () => child.disconnect(),
  };
}
