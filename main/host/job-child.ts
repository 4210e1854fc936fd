import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, type FaultParams } from '../../domain/kernel/fault.ts';
import type { FaultCode } from '../../domain/kernel/fault-codes.ts';
import { entryPath } from './entry-path.ts';

export interface ChildOrder {
  kind: string;
  params: unknown;
  dir: string;
  path: string;
  key: string;
}

export type FromChild =
  | { kind: 'progress'; milli: number | null; code: string | null }
  | { kind: 'done'; value: unknown }
  | { kind: 'fault'; code: FaultCode; params: FaultParams }
  | { kind: 'error'; name: string; message: string; stack: string };

/** After this a child that was asked to end is killed; a person who pressed cancel waits no longer. */
const killAfterMs = 400;

/**
 * Does one piece of work in a process of its own. The order (with the store's key) goes over the message channel,
 * never into the arguments, where every program of the computer could read it.
 */
export function runChild(
  order: ChildOrder,
  signal: AbortSignal,
  progress: (milli: number | null, code?: string) => void,
): Promise<unknown> {
  const workDir = mkdtempSync(join(order.dir, 'job-'));
  return new Promise<unknown>((resolve, reject) => {
    const child = fork(entryPath('job-main', 'children'), [], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
      env: { PATH: process.env['PATH'] ?? '', ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' },
    });
    let outcome: (() => void) | null = null;
    const kill = () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
    };
    signal.addEventListener('abort', kill, { once: true });
    child.on('message', (message: FromChild) => {
      if (message.kind === 'progress') progress(message.milli, message.code ?? undefined);
      else if (message.kind === 'done') outcome = () => resolve(message.value);
      else if (message.kind === 'fault') outcome = () => reject(new Fault(message.code, message.params));
      else
        outcome = () =>
          reject(Object.assign(new Error(message.message), { name: message.name, stack: message.stack }));
      if (outcome) child.disconnect();
    });
    child.once('error', (error) => {
      outcome ??= () => reject(error);
    });
    child.once('exit', (code, killedBy) => {
      signal.removeEventListener('abort', kill);
      if (signal.aborted) reject(signal.reason);
      else if (outcome) outcome();
      else reject(new Error(`job child ended with ${killedBy ?? code}`));
    });
    child.send({ ...order, workDir });
    if (signal.aborted) kill();
  }).finally(() => rmSync(workDir, { recursive: true, force: true }));
}
