import type { Db } from '../../../../db/connection.ts';
import { statement } from '../../../../db/queries/statements.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { JobRun } from '../../jobs/kind.ts';
import { write, type Writer } from '../sliced.ts';
import { previewOf } from './compare.ts';
import type { Mapping, PayerLayout } from './layout.ts';
import { matchStatement } from './match-statement.ts';
import { assertReadable, type StatementFile } from './read-statement.ts';
import { storeRows } from './store-rows.ts';

/** What an import is asked for, as it travels to a job. */
export interface ImportOrder {
  payerId: string;
  blobHash: string;
  fileName: string;
  layout: PayerLayout;
  mapping: Mapping | null;
  period: string;
  rememberMapping: boolean;
}

export type ImportDone = Omit<OutputOf<'money.importStatement'>, 'jobId'>;

/** The layout in force for a payer; an empty one where nobody said. Fault `not_found`. */
export function readLayout(db: Db, payerId: string): PayerLayout {
  const row = statement(
    db,
    'SELECT p.id, (SELECT layout FROM payer_profile WHERE payer_id = p.id ORDER BY from_day DESC LIMIT 1) AS layout FROM payer p WHERE p.id = ?',
  ).get(payerId) as { id: string; layout: string | null } | undefined;
  if (row === undefined) throw new Fault('not_found', { entity: 'payer', id: payerId });
  return row.layout === null ? {} : (JSON.parse(row.layout) as PayerLayout);
}

/**
 * Stores and matches a file that was read; a cancel counts until its rows are in, and leaves nothing. Refuses it whole
 * when a cell cannot be read. Fault `statement_cell`.
 */
export async function importFile(
  writer: Writer,
  db: Db,
  order: ImportOrder,
  file: StatementFile,
  options: { signal?: AbortSignal; progress?(milli: number, code: string): void } = {},
): Promise<ImportDone> {
  assertReadable(file, order.fileName);
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const total = Math.max(1, file.rows.length);
  const stored = await storeRows(
    writer,
    db,
    {
      payerId: order.payerId,
      period: order.period,
      fileName: order.fileName,
      hash: order.blobHash,
      blobId: order.blobHash,
    },
    file.rows,
    { ...signal, progress: (done) => options.progress?.(Math.round((done / total) * 600), 'storing') },
  );
  options.progress?.(600, 'matching');
  const result = await matchStatement(writer, db, stored.statementId);
  if (order.rememberMapping && order.mapping !== null) remember(writer, order);
  return { rows: file.rows.length, fileTotalFen: file.fileTotalFen, ...stored, ...result };
}

/** Columns a person chose are the payer's from now on. */
function remember(writer: Writer, order: ImportOrder): void {
  write(writer, (tx) => {
    const row = tx.get<{ id: string; layout: string }>(
      'SELECT id, layout FROM payer_profile WHERE payer_id = ? ORDER BY from_day DESC LIMIT 1',
      order.payerId,
    );
    if (row === undefined) return;
    const layout = JSON.parse(row.layout) as PayerLayout;
    tx.update('payer_profile', row.id, {
      layout: { ...layout, roles: { ...layout.roles, ...order.mapping } },
    });
    tx.audit({ action: 'payer.layout', entity: 'payer', entityId: order.payerId });
  });
}

const jobWriter = (run: JobRun, command: string): Writer => ({
  gate: run.store.gate,
  newId: () => run.env.newId(),
  deskId: run.session.deskId,
  staffId: run.session.staffId,
  command,
});

/** Params of the job row, so that the second half knows what the first was asked. */
function orderOf(run: JobRun): ImportOrder {
  const params = run.store.read
    .prepare('SELECT params FROM job WHERE id = ?')
    .pluck()
    .get(run.jobId) as string;
  return JSON.parse(params) as ImportOrder;
}

export async function finishPreview(run: JobRun, file: StatementFile): Promise<unknown> {
  return previewOf(run.store.read, orderOf(run).payerId, file);
}

export async function finishImport(run: JobRun, file: StatementFile): Promise<unknown> {
  return importFile(jobWriter(run, 'money.importStatement'), run.store.read, orderOf(run), file, {
    signal: run.signal,
    progress: (milli, code) => run.progress(milli, code),
  });
}
