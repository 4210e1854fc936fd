import type { Db } from '../../../db/connection.ts';
import type { Gate } from '../../../db/gate.ts';
import type { Sealer } from '../../../db/seal.ts';
import type { Env } from '../../../domain/kernel/env.ts';
import { type FaultCode } from '../../../domain/kernel/fault-codes.ts';
import { isFault } from '../../../domain/kernel/fault.ts';
import { isDue, type PrintJob, runPrintJob, stepPrintJob } from '../../printing/index.ts';
import type { ShellPort } from '../context.ts';
import type { RowReader } from '../masters.ts';
import { readerOf } from '../masters.ts';
import { jobPatch, openData, toPrintJob, type PrintJobRow } from './job-row.ts';
import { fitsPrinter, renderFor, renderPage } from './render.ts';
import { printerColumns, type PrinterRow } from './routes.ts';
import { transportOf } from './transports.ts';

export interface PrintLoopParts {
  env: Env;
  gate: Gate;
  read: Db;
  sealer: Sealer;
  storeDir: string;
  shell(): ShellPort | null;
}

const idleMs = 30_000;
/** Both conditions: the first is the index's own, so that the planner takes it. */
const waitingSql =
  "SELECT * FROM print_job WHERE state IN ('queued', 'sending', 'failed', 'unknown') AND state IN ('queued', 'failed') ORDER BY seq LIMIT 500";

/**
 * Takes waiting papers to their printers: each printer by itself and in order, all printers side by side. Every step
 * is durable before the next; a job cut off after its first byte is left to a person.
 */
export class PrintLoop {
  readonly #p: PrintLoopParts;
  readonly #rows: RowReader;
  #started = false;

  constructor(parts: PrintLoopParts) {
    this.#p = parts;
    this.#rows = readerOf(parts.read);
  }

  /** One round. Answers milliseconds until something is due unless kicked before. */
  async round(signal: AbortSignal): Promise<number> {
    if (!this.#started) {
      this.#afterRestart();
      this.#started = true;
    }
    const { env } = this.#p;
    const due = this.#rows.all<PrintJobRow>(waitingSql).filter((row) => isDue(toPrintJob(row), env.now()));
    const byPrinter = Map.groupBy(due, (row) => row.printer_id);
    await Promise.all([...byPrinter.values()].map((jobs) => this.#serve(jobs, signal)));
    return this.#nextDueMs();
  }

  /** The program came up and finds jobs under way: what had not begun waits again, what had is unknown. */
  #afterRestart(): void {
    const cut = this.#rows.all<PrintJobRow>(
      "SELECT * FROM print_job WHERE state IN ('queued', 'sending', 'failed', 'unknown') AND state = 'sending'",
    );
    for (const row of cut)
      this.#keep({ row, version: row.version }, stepPrintJob(toPrintJob(row), { step: 'restart' }));
  }

  async #serve(jobs: readonly PrintJobRow[], signal: AbortSignal): Promise<void> {
    for (const row of jobs) {
      if (signal.aborted) return;
      // A printer that takes nothing now will not take the next one either; its jobs wait for the retry of the first.
      if ((await this.#print(row, signal)) === 'failed') return;
    }
  }

  async #print(row: PrintJobRow, signal: AbortSignal): Promise<PrintJob['state'] | 'skipped' | 'refused'> {
    const held = { row, version: row.version };
    const printer =
      row.printer_id === null
        ? undefined
        : this.#rows.get<PrinterRow>(`SELECT ${printerColumns} FROM printer WHERE id = ?`, row.printer_id);
    try {
      if (printer === undefined || printer.retired_at !== null)
        return this.#refuse(held, 'printer_retired', { printer: printer?.name ?? '' });
      if (!fitsPrinter(row.document_kind, printer))
        return this.#refuse(held, 'printer_paper_wrong', { printer: printer.name, paper: printer.paper });
      const content = openData((sealed) => this.#p.sealer.open(sealed), row.data_sealed);
      if (content === null) return this.#refuse(held, 'print_data_gone', { number: row.document_number });
      const done = await this.#send(held, printer, content.data, signal);
      this.#noteState(printer, done);
      return done.state;
    } catch (error) {
      // Somebody else changed the job between reading and taking it: the next round sees it as it is now.
      if (isFault(error) && error.code === 'conflict') return 'skipped';
      if (isFault(error) && held.version === row.version) return this.#refuse(held, error.code, error.params);
      throw error;
    }
  }

  async #send(held: Held, printer: PrinterRow, data: unknown, signal: AbortSignal): Promise<PrintJob> {
    const { env, storeDir, shell } = this.#p;
    const { row } = held;
    const page = () => renderPage(printer, row.document_kind, data);
    const rendered =
      printer.kind === 'system'
        ? { bytes: new Uint8Array(1), extension: 'pdf' as const }
        : await renderFor(printer, row.document_kind, data, row.at);
    const fileName = `${safeName(row.document_number)}-${row.copy_no}-${env.newId().slice(-6)}.${rendered.extension}`;
    const transport = transportOf(printer, { env, storeDir, shell: shell(), fileName, page });
    return runPrintJob(
      toPrintJob(row),
      rendered.bytes,
      transport,
      (job) => this.#keep(held, job),
      env,
      signal,
    );
  }

  /** Nothing can be sent as things are: the job fails and waits for a person. */
  #refuse(held: Held, code: FaultCode, params: PrintJob['params']): 'refused' {
    const job = toPrintJob(held.row);
    this.#keep(held, { ...job, state: 'failed', retryAtMs: null, problem: code, params });
    return 'refused';
  }

  #keep(held: Held, job: PrintJob): void {
    held.version = this.#run('system.print', (tx) =>
      tx.update('print_job', held.row.id, jobPatch(job, tx.at), { version: held.version }),
    );
  }

  /** What the printer was last seen like, for the printers' list; written only when it changed. */
  #noteState(printer: PrinterRow, job: PrintJob): void {
    const state = job.problem ?? 'ready';
    if (printer.state === state) return;
    this.#run('system.printer_state', (tx) => tx.update('printer', printer.id, { state, state_at: tx.at }));
    printer.state = state;
  }

  #run<T>(command: string, fn: Parameters<Gate['run']>[1]): T {
    const { gate, env } = this.#p;
    return gate.run({ command, requestId: env.newId(), deskId: 'system', staffId: null }, fn) as T;
  }

  #nextDueMs(): number {
    const next = this.#rows.get<{ at: number | null }>(
      "SELECT min(not_before) AS at FROM print_job WHERE state IN ('queued', 'sending', 'failed', 'unknown') AND state = 'failed' AND not_before IS NOT NULL",
    )?.at;
    return next === null || next === undefined
      ? idleMs
      : Math.min(idleMs, Math.max(200, next - this.#p.env.now()));
  }
}

interface Held {
  row: PrintJobRow;
  /** Version of the row as this loop wrote it last. */
  version: number;
}

const safeName = (text: string) => text.replaceAll(/[^A-Za-z0-9-]/g, '_').slice(0, 60) || 'paper';
