import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../../db/connection.ts';
import { isFault } from '../../../domain/kernel/fault.ts';
import { readerCore, type ReaderRequest } from '../reader-core.ts';

/** A thread with a read-only handle. It can be slow without the writer noticing. */
const { path, key, prefix } = workerData as { path: string; key: string; prefix: string };
const db = openDatabase(path, { key, readonly: true });
const core = readerCore(db, prefix);

parentPort?.on('message', (message: { id: number; request: ReaderRequest } | 'close') => {
  if (message === 'close') {
    db.close();
    parentPort?.close();
    return;
  }
  const { id, request } = message;
  try {
    parentPort?.postMessage({ id, ok: true, value: core.answer(request) });
  } catch (error) {
    parentPort?.postMessage({ id, ok: false, error: carried(error) });
  }
});
parentPort?.postMessage('ready');

/** Prototypes are lost between threads: faults travel as code and params, defects as name and stack. */
function carried(error: unknown): object {
  if (isFault(error)) return { fault: { code: error.code, params: error.params } };
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    code: (error as { code?: unknown }).code,
  };
}
