import type { ChildRun } from '../../jobs/kind.ts';
import { readStatement, type StatementFile } from './read-statement.ts';
import type { ImportOrder } from './import-job.ts';

/** Reads a payer's file in a process of its own: half a million cells do not hold up a window. */
export async function readFile(run: ChildRun, order: ImportOrder): Promise<StatementFile> {
  run.progress(null, 'reading');
  return readStatement(await run.blob(order.blobHash), order);
}
