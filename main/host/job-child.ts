import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, type FaultParams } from '../../domain/kernel/fault.ts';
import type { FaultCode } from '../../domain/kernel/fault-codes.ts';
import { type ChildLine, startChild } from './child-line.ts';

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

/**
 * Does one piece of work in a process of its own. The order (with the store's key) goes over the message channel,
 * never into the arguments, where every program of the computer could read it.
 */
export async function runChild(
  order: ChildOrder,
  signal: AbortSignal,
  progress: (milli: number | null, code?: string) => void,
  start: () => Promise<ChildLine> = startChild,
): Promise<unknown> {
  const workDir = mkdtempSync(join(order.dir, 'job-'));
  try {
    const child = await start();
    return await talk(child, { ...order, workDir }, signal, progress);
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

function talk(
  child: ChildLine,
  order: ChildOrder & { workDir: string },
  signal: AbortSignal,
  progress: (milli: number | null, code?: string) => void,
): Promise<unknown> {
  return new Promise<unknown>((resolve, reject) => {
    let outcome: (() => void) | null = null;
    const kill = () => child.kill();
    signal.addEventListener('abort', kill, { once: true });
    child.onMessage((raw) => {
      const message = raw as FromChild;
      if (message.kind === 'progress') progress(message.milli, message.code ?? undefined);
      else if (message.kind === 'done') outcome = () => resolve(message.value);
      else if (message.kind === 'fault') outcome = () => reject(new Fault(message.code, message.params));
      else
        outcome = () =>
          reject(Object.assign(new Error(message.message), { name: message.name, stack: message.stack }));
      if (outcome) child.release();
    });
    child.onEnd((why) => {
      signal.removeEventListener('abort', kill);
      if (signal.aborted) reject(signal.reason);
      else if (outcome) outcome();
      else reject(new Error(`job child ended with ${why}`));
    });
    child.send(order);
    if (signal.aborted) kill();
  });
}
