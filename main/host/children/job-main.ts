import { join } from 'node:path';
import { openDatabase } from '../../../db/connection.ts';
import { storeFiles } from '../../../db/store.ts';
import { isFault } from '../../../domain/kernel/fault.ts';
import { childWorks } from '../../services/jobs/child-works.ts';
import { BlobStore } from '../blob-store.ts';
import type { ChildOrder, FromChild } from '../job-child.ts';

/** A job's own process: a read-only handle, one piece of work, then the end. It ends with its parent, too. */
process.once('disconnect', () => process.exit(0));

process.once('message', (order: ChildOrder & { workDir: string }) => {
  void work(order).then((last) => process.send?.(last));
});

async function work(order: ChildOrder & { workDir: string }): Promise<FromChild> {
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
          progress: (milli, code) => void process.send?.({ kind: 'progress', milli, code: code ?? null }),
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
