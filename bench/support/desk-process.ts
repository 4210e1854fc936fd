import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { FromDesk, GivingJob, ToDesk, Walked } from './desk-child.ts';
import type { Opener } from './http-desk.ts';

export interface DeskProcess {
  /** Gives these orders, one after the other. */
  walk(jobs: readonly GivingJob[]): Promise<Walked>;
  close(): void;
}

/** Starts a desk and lets it in. */
export async function startDesk(opener: Opener): Promise<DeskProcess> {
  const child = fork(join(import.meta.dirname, 'desk-child.ts'), [], { execArgv: [], stdio: 'inherit' });
  const ask = (message: ToDesk) =>
    new Promise<FromDesk>((resolve, reject) => {
      const ended = () => reject(new Error('the desk ended'));
      child.once('exit', ended);
      child.once('message', (answer: FromDesk) => {
        child.off('exit', ended);
        if (answer.type === 'failed') reject(new Error(answer.text));
        else resolve(answer);
      });
      child.send(message);
    });
  await ask({ type: 'open', opener });
  return {
    async walk(jobs) {
      const answer = await ask({ type: 'walk', jobs });
      return answer.type === 'walked' ? answer : { times: [], refused: 0 };
    },
    close: () => child.disconnect(),
  };
}
