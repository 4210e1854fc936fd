import type { Tx } from '../../../db/tx.ts';
import { Fault, type FaultParams } from '../../../domain/kernel/fault.ts';
import type { FaultCode } from '../../../domain/kernel/fault-codes.ts';
import type { PrintJob } from '../../printing/index.ts';
import type { RowReader } from '../masters.ts';
import type { BuiltPaper } from './build/index.ts';

export interface PrintJobRow {
  seq: number;
  id: string;
  version: number;
  printer_id: string | null;
  document_kind: BuiltPaper['kind'];
  document_id: string;
  document_number: string;
  work_order_id: string | null;
  copy_no: number;
  state: PrintJob['state'];
  data_sealed: string;
  key_id: number | null;
  attempts: number;
  wrote: number;
  confirmed: number;
  not_before: number | null;
  fault: string | null;
  bytes: number | null;
  staff_id: string | null;
  at: number;
  ended_at: number | null;
}

/** What the sealed part of a job holds: the paper as it was when it was counted, so that a late printing says the same. */
export interface SealedPaper {
  data: unknown;
  /** Version of the outlet's own template it was counted with; absent: as the program composes it. */
  template?: string;
  /** Pre-printed form its values go into. */
  form?: string;
}

/** Data of a paper without a user's key stays open text in the encrypted store. */
const openForm = 'open:';

export const openData = (open: (sealed: string) => unknown, sealed: string): SealedPaper | null =>
  sealed.startsWith(openForm)
    ? (JSON.parse(sealed.slice(openForm.length)) as SealedPaper)
    : (open(sealed) as SealedPaper | null);

/** Puts one paper into the queue. Returns the job's id. */
export function enqueuePaper(
  tx: Tx,
  built: BuiltPaper,
  copyNo: number,
  printerId: string,
  templateId: string | null = null,
): string {
  const content: SealedPaper = { data: built.data, ...(templateId === null ? {} : { template: templateId }) };
  return tx.insert('print_job', {
    printer_id: printerId,
    document_kind: built.kind,
    document_id: built.documentId,
    document_number: built.number,
    work_order_id: built.orderId,
    copy_no: copyNo,
    state: 'queued',
    data_sealed:
      built.keyId === null ? `${openForm}${JSON.stringify(content)}` : tx.seal(built.keyId, content),
    key_id: built.keyId,
    staff_id: tx.staffId,
    at: tx.at,
  });
}

/** The row as the machine of the queue sees it. */
export function toPrintJob(row: PrintJobRow): PrintJob {
  const fault =
    row.fault === null ? null : (JSON.parse(row.fault) as { code: FaultCode; params: FaultParams });
  return {
    state: row.state,
    attempts: row.attempts,
    wrote: row.wrote === 1,
    retryAtMs: row.not_before,
    confirmed: row.confirmed === 1,
    sentBytes: row.bytes ?? 0,
    problem: fault?.code ?? null,
    params: fault?.params ?? {},
  };
}

/** Columns of a job as the machine left it. */
export function jobPatch(job: PrintJob, at: number): Record<string, unknown> {
  return {
    state: job.state,
    attempts: job.attempts,
    wrote: job.wrote,
    confirmed: job.confirmed,
    not_before: job.retryAtMs,
    bytes: job.sentBytes,
    fault: job.problem === null ? null : { code: job.problem, params: job.params },
    ended_at: job.state === 'sent' || job.state === 'cancelled' ? at : null,
  };
}

/** Faults: `not_found`. */
export function getJobRow(read: RowReader, id: string): PrintJobRow {
  const row = read.get<PrintJobRow>('SELECT * FROM print_job WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'print_job', id });
  return row;
}
