import type { JobRun } from '../../jobs/kind.ts';
import type { SheetFile } from './write-work.ts';

const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** In the host: the sheet goes among the outlet's files; the job's result names it and repeats its sums. */
export async function keepSheet(run: JobRun, raw: SheetFile) {
  const { hash, size } = await run.blobs.put(new Uint8Array(raw.bytes), { name: raw.name, mime });
  return { hash, size, name: raw.name, totals: raw.totals, rows: raw.rows };
}
