import type { Gate } from '../../../db/gate.ts';
import type { Tx } from '../../../db/tx.ts';
import type { Session } from '../context.ts';

/** Who writes: a handler's call, or a job on behalf of the person who started it. */
export interface Writer {
  gate: Gate;
  newId(): string;
  deskId: string;
  staffId: string | null;
  command: string;
}

export const writerOf = (
  ctx: { gate: Gate; env: { newId(): string }; session: Session },
  command: string,
): Writer => ({
  gate: ctx.gate,
  newId: () => ctx.env.newId(),
  deskId: ctx.session.deskId,
  staffId: ctx.session.staffId,
  command,
});

/** Own CPU after which a slice ends, ms; packing and committing come on top, a gate call may take 20 in all. */
export const sliceCpuMs = 6;

/** One transaction of a longer piece of work. It has a request id of its own: the work as a whole is repeatable. */
export function write<T>(writer: Writer, fn: (tx: Tx) => T): T {
  const { gate, command, deskId, staffId } = writer;
  return gate.run({ command, requestId: writer.newId(), deskId, staffId }, fn);
}

/**
 * Writes items in as many commands as their CPU asks for and lets others in between. Every slice leaves the store in a
 * state that a second run of the whole work completes.
 */
export async function writeSliced<T>(
  writer: Writer,
  items: readonly T[],
  each: (tx: Tx, item: T) => void,
  options: { progress?(done: number): void; signal?: AbortSignal } = {},
): Promise<void> {
  for (let at = 0; at < items.length; ) {
    options.signal?.throwIfAborted();
    at = write(writer, (tx) => {
      const before = process.threadCpuUsage();
      let next = at;
      while (next < items.length) {
        each(tx, items[next] as T);
        next += 1;
        const used = process.threadCpuUsage(before);
        if ((used.user + used.system) / 1000 >= sliceCpuMs) break;
      }
      return next;
    });
    options.progress?.(at);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
