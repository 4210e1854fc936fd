import type { Db } from '../../../db/connection.ts';
import type { Gate } from '../../../db/gate.ts';
import type { Sealer } from '../../../db/seal.ts';
import type { Env } from '../../../domain/kernel/env.ts';
import { type FaultCode } from '../../../domain/kernel/fault-codes.ts';
import { isFault } from '../../../domain/kernel/fault.ts';
import { fitsPaper } from '../../../domain/paper/kinds.ts';
import { type Draw, latestRetryMs, type PrintJob, runPrintJob, stepPrintJob } from '../../printing/index.ts';
import type { ShellPort } from '../context.ts';
import type { RowReader } from '../masters.ts';
import { readerOf } from '../masters.ts';
import { getJobRow, jobPatch, openData, toPrintJob, type PrintJobRow } from './job-row.ts';
import { formOfJob, type JobForm } from './forms/choose.ts';
import { labelOf } from './forms/label-profile.ts';
import { renderFor, renderPage } from './render.ts';
import { getPrinter, printerColumns, type PrinterRow } from './routes.ts';
import { askPrinter } from './status.ts';
import { noteFailed, serveCounted } from './templates/serve.ts';
import { Lines, transportOf } from './transports.ts';

export interface PrintLoopParts {
  env: Env;
  gate: Gate;
  read: Db;
  sealer: Sealer;
  storeDir: string;
  shell(): ShellPort | null;
  /** Draws pages and labels beside the host. */
  draw: Draw;
  /** A printer has stopped working for now: look when something is due. */
  onFree(): void;
}

const idleMs = 30_000;
/** A printer that says itself what it lacks is asked so often whether it has it now. */
const askAgainMs = 5_000;
const toldByPrinter: readonly string[] = ['printer_paper_out', 'printer_cover_open', 'printer_out_of_order'];
/** What may be sent without a person; the first condition is the index's own, so that the planner takes it. */
const waiting = "state IN ('queued', 'failed') AND (state = 'queued' OR not_before IS NOT NULL)";

/**
 * Takes waiting papers to their printers: a worker per printer, each in order, none waiting for another. Every step is
 * durable before the next; a job cut off after its first byte is left to a person.
 */
export class PrintLoop {
  readonly #p: PrintLoopParts;
  readonly #rows: RowReader;
  readonly #workers = new Map<string | null, Promise<void>>();
  readonly #resting = new Map<string | null, Rest>();
  readonly #underWay = new Map<string, { held: Held; stop: AbortController }>();
  #broken: { error: unknown } | null = null;
  #started = false;

  constructor(parts: PrintLoopParts) {
    this.#p = parts;
    this.#rows = readerOf(parts.read);
  }

  /** Sets every printer to work that has something due. Answers milliseconds until something is due unless kicked. */
  serve(signal: AbortSignal): number {
    if (!this.#started) {
      this.#afterRestart();
      this.#started = true;
    }
    this.#rethrow();
    this.#stopChanged();
    for (const id of this.#waitingPrinters())
      if (!this.#workers.has(id) && (this.#isToAsk(id) || this.#next(id, false) !== null))
        this.#start(id, signal);
    return this.#pauseMs();
  }

  /** Until no printer works any more. */
  async settled(): Promise<void> {
    while (this.#workers.size > 0) await Promise.all(this.#workers.values());
  }

  /** Serves until nothing is due now, for programs that drive the rounds themselves. */
  async round(signal: AbortSignal): Promise<number> {
    this.serve(signal);
    await this.settled();
    this.#rethrow();
    return this.#pauseMs();
  }

  /** What went wrong in a worker is told to whoever paces the rounds, once. */
  #rethrow(): void {
    const broken = this.#broken;
    this.#broken = null;
    if (broken !== null) throw broken.error;
  }

  #waitingPrinters(): (string | null)[] {
    return this.#rows
      .all<{ id: string | null }>(`SELECT DISTINCT printer_id AS id FROM print_job WHERE ${waiting}`)
      .map((row) => row.id);
  }

  #pauseMs(): number {
    const rests = this.#waitingPrinters().flatMap((id) => (this.#workers.has(id) ? [] : [this.#restMs(id)]));
    return Math.min(idleMs, ...rests);
  }

  /** A person stopped a paper that is under way: its row is another one by now. */
  #stopChanged(): void {
    for (const [id, held] of this.#underWay) {
      const version = this.#rows.get<{ version: number }>('SELECT version FROM print_job WHERE id = ?', id);
      if (version?.version !== held.held.version) held.stop.abort(new Error('the job was stopped'));
    }
  }

  #start(printerId: string | null, signal: AbortSignal): void {
    const work = this.#work(printerId, signal)
      .catch((error: unknown) => {
        if (!signal.aborted) this.#broken = { error };
      })
      .finally(() => {
        this.#workers.delete(printerId);
        // Whoever paces the rounds has to learn when this printer is due again.
        if (!signal.aborted) this.#p.onFree();
      });
    this.#workers.set(printerId, work);
  }

  async #work(printerId: string | null, signal: AbortSignal): Promise<void> {
    const lines = new Lines(this.#p.env);
    try {
      await this.#workOn(printerId, lines, signal);
    } finally {
      lines.close();
    }
  }

  async #workOn(printerId: string | null, lines: Lines, signal: AbortSignal): Promise<void> {
    let answers = false;
    const rest = this.#resting.get(printerId);
    if (rest !== undefined && this.#isToAsk(printerId)) {
      // Asking writes nothing and counts as no attempt: a roll may stay empty over lunch.
      answers = await this.#hasPaperAgain(printerId, signal);
      if (!answers) rest.untilMs = this.#p.env.now() + askAgainMs;
    }
    while (!signal.aborted) {
      const row = this.#next(printerId, answers);
      if (row === null) return;
      const end = await this.#print(row, lines, signal);
      // A printer that takes nothing now will not take the next one either; its jobs wait for the retry of the first.
      if (end === 'failed') {
        const now = this.#p.env.now();
        const failed = getJobRow(this.#rows, row.id);
        const asks = toldByPrinter.includes(toPrintJob(failed).problem ?? '');
        const untilMs = asks ? now + askAgainMs : (failed.not_before ?? now);
        this.#resting.set(printerId, { untilMs, asks, known: this.#queuedIds(printerId) });
        return;
      }
      if (end === 'sent') {
        answers = true;
        this.#resting.delete(printerId);
      }
    }
  }

  #isToAsk(printerId: string | null): boolean {
    const rest = this.#resting.get(printerId);
    return rest?.asks === true && this.#p.env.now() >= rest.untilMs;
  }

  async #hasPaperAgain(printerId: string | null, signal: AbortSignal): Promise<boolean> {
    if (printerId === null) return false;
    const { env, storeDir, shell } = this.#p;
    const printer = getPrinter(this.#rows, printerId);
    const answer = await askPrinter(printer, { env, storeDir, shell: shell() }, signal);
    return answer.answers && answer.problem === null;
  }

  /**
   * The next paper of a printer: the oldest that is due, or the oldest at all once it has answered. A printer at rest is
   * tried only with a paper that came since: somebody stands there and waits for it.
   */
  #next(printerId: string | null, answers: boolean): PrintJobRow | null {
    const now = this.#p.env.now();
    const rest = this.#resting.get(printerId);
    // A clock that was set back makes nobody rest for hours.
    if (!answers && rest !== undefined && now < rest.untilMs && rest.untilMs - now <= latestRetryMs) {
      const fresh = [...this.#queuedIds(printerId)].find((id) => !rest.known.has(id));
      return fresh === undefined ? null : getJobRow(this.#rows, fresh);
    }
    const due = "(state = 'queued' OR not_before <= ? OR not_before > ?)";
    return (
      this.#rows.get<PrintJobRow>(
        `SELECT * FROM print_job WHERE printer_id IS ? AND ${waiting} AND (? OR ${due}) ORDER BY seq LIMIT 1`,
        printerId,
        answers ? 1 : 0,
        now,
        now + latestRetryMs,
      ) ?? null
    );
  }

  #queuedIds(printerId: string | null): ReadonlySet<string> {
    const rows = this.#rows.all<{ id: string }>(
      "SELECT id FROM print_job WHERE printer_id IS ? AND state IN ('queued', 'failed') AND state = 'queued' ORDER BY seq",
      printerId,
    );
    return new Set(rows.map((row) => row.id));
  }

  #restMs(printerId: string | null): number {
    const next =
      this.#resting.get(printerId)?.untilMs ??
      this.#rows.get<{ at: number | null }>(
        `SELECT min(not_before) AS at FROM print_job WHERE printer_id IS ? AND ${waiting} AND state = 'failed'`,
        printerId,
      )?.at;
    return next == null ? idleMs : Math.min(idleMs, Math.max(200, next - this.#p.env.now()));
  }

  /** The program came up and finds jobs under way: what had not begun waits again, what had is unknown. */
  #afterRestart(): void {
    const cut = this.#rows.all<PrintJobRow>(
      "SELECT * FROM print_job WHERE state IN ('queued', 'sending', 'failed', 'unknown') AND state = 'sending'",
    );
    for (const row of cut)
      this.#keep({ row, version: row.version }, stepPrintJob(toPrintJob(row), { step: 'restart' }));
  }

  async #print(
    row: PrintJobRow,
    lines: Lines,
    signal: AbortSignal,
  ): Promise<PrintJob['state'] | 'skipped' | 'refused'> {
    const held = { row, version: row.version };
    const stop = new AbortController();
    this.#underWay.set(row.id, { held, stop });
    const printer =
      row.printer_id === null
        ? undefined
        : this.#rows.get<PrinterRow>(`SELECT ${printerColumns} FROM printer WHERE id = ?`, row.printer_id);
    try {
      if (printer === undefined || printer.retired_at !== null)
        return this.#refuse(held, 'printer_retired', { printer: printer?.name ?? '' });
      const content = openData((sealed) => this.#p.sealer.open(sealed), row.data_sealed);
      if (content === null) return this.#refuse(held, 'print_data_gone', { number: row.document_number });
      // A pre-printed form that lies in the printer has a size of its own.
      const form = formOfJob(this.#rows, printer.id, row, content.data);
      if (form === null && !fitsPaper(row.document_kind, printer.paper))
        return this.#refuse(held, 'printer_paper_wrong', { printer: printer.name, paper: printer.paper });
      const done = await this.#send(
        held,
        printer,
        { ...content, form },
        lines,
        AbortSignal.any([signal, stop.signal]),
      );
      this.#noteState(printer, done);
      return done.state;
    } catch (error) {
      // Somebody else changed the job between reading and taking it: the next round sees it as it is now.
      if (isFault(error) && error.code === 'conflict') return 'skipped';
      if (isFault(error) && held.version === row.version) return this.#refuse(held, error.code, error.params);
      throw error;
    } finally {
      this.#underWay.delete(row.id);
    }
  }

  async #send(
    held: Held,
    printer: PrinterRow,
    content: { data: unknown; template?: string; form: JobForm | null },
    lines: Lines,
    signal: AbortSignal,
  ): Promise<PrintJob> {
    const { env, storeDir, shell } = this.#p;
    const { row } = held;
    const { data, form } = content;
    const served = serveCounted(this.#rows, content.template, row.document_kind, printer.paper, data);
    if (served.failed.length > 0) this.#run('system.template_fault', (tx) => noteFailed(tx, served));
    const work = {
      data,
      form,
      template: served.template,
      kind: row.document_kind,
      atMs: row.at,
      label: labelOf(this.#rows, printer.id),
      draw: this.#p.draw,
      signal,
    };
    const page = () => renderPage(printer, work);
    const rendered =
      printer.kind === 'system' && shell() !== null
        ? { bytes: new Uint8Array(1), extension: 'pdf' as const }
        : await renderFor(printer, work);
    const fileName = `${safeName(row.document_number)}-${row.copy_no}-${env.newId().slice(-6)}.${rendered.extension}`;
    const transport = transportOf(printer, {
      env,
      storeDir,
      shell: shell(),
      fileName,
      page,
      size: form?.shape ?? null,
      lines,
    });
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
}

/** A printer that took nothing last time: until when, and which papers were waiting then. */
interface Rest {
  untilMs: number;
  /** It said itself what it lacks: it is asked before it is given a paper again. */
  asks: boolean;
  known: ReadonlySet<string>;
}

interface Held {
  row: PrintJobRow;
  /** Version of the row as this loop wrote it last. */
  version: number;
}

const safeName = (text: string) => text.replaceAll(/[^A-Za-z0-9-]/g, '_').slice(0, 60) || 'paper';
