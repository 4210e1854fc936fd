import { join } from 'node:path';
import { openDatabase } from '../../../db/connection.ts';
import { storeFiles } from '../../../db/store.ts';
import { isFault } from '../../../domain/kernel/fault.ts';
import { childWorks } from '../../services/jobs/child-works.ts';
import { BlobStore } from '../blob-store.ts';
import type { ChildOrder, FromChild } from '../job-child.ts';

type Order = ChildOrder & { workDir: string };

/** Electron's port of a utility process, as far as it is used. */
interface ParentPort {
  postMessage(message: unknown): void;
  once(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/**
 * A job's own process: a read-only handle, one piece of work, then the end. Started by the host itself (Node's message
 * channel; it ends with its parent) or by the desktop shell (Electron's parent port; the shell ends it).
 */
const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
const say = (message: FromChild) => {
  if (port) port.postMessage(message);
  else process.send?.(message);
};
const begin = (order: Order) => void work(order).then(say);

if (port) port.once('message', (event) => begin(event.data as Order));
else {
  process.once('disconnect', () => process.exit(0));
  process.once('message', begin);
}

async function work(order: Order): Promise<FromChild> {
  try {
    const load = Object.hasOwn(childWorks, order.kind) ? childWorks[order.kind] : undefined;
    if (!load) throw new Error(`no child work ${order.kind}`);
    const run = await load();
    const read = openDatabase(order.path, { key: order.key, readonly: true });
    try {
      const value = await run(
        {
          dir: order.dir,
          key: order.key,
          read,
          workDir: order.workDir,
          blob: (hash) => new BlobStore(join(order.dir, storeFiles.blobs), order.key).get(hash),
          progress: (milli, code) => say({ kind: 'progress', milli, code: code ?? null }),
        },
        order.params as never,
      );
      return { kind: 'done', value };
    } finally {
      read.close();
    }
  } catch (error) {
    if (isFault(error)) return { kind: 'fault', code: error.code, params: error.params };
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    return { kind: 'error', name, message, stack: stack ?? '' };
  }
}
