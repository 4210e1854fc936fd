import { parentPort } from 'node:worker_threads';
import { isFault } from '../../../domain/kernel/fault.ts';
import { type DrawOrder, drawOrder } from '../../services/paper/draw-work.ts';

/** A thread that draws pages and labels: fonts of ten megabytes and a second of work, which nobody at a desk waits for. */
parentPort?.on('message', ({ id, order }: { id: number; order: DrawOrder }) => {
  drawOrder(order).then(
    (bytes) => parentPort?.postMessage({ id, ok: true, bytes }),
    (error: unknown) => parentPort?.postMessage({ id, ok: false, error: carried(error) }),
  );
});

/** Prototypes are lost between threads: faults travel as code and params, defects as name and stack. */
function carried(error: unknown): object {
  if (isFault(error)) return { fault: { code: error.code, params: error.params } };
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack };
}
