import { Socket } from 'node:net';
import type { Env } from '../../../domain/kernel/env.ts';
import type { FaultCode } from '../../../domain/kernel/fault-codes.ts';
import { StatusLine } from './status-line.ts';
import {
  askOfflineCause,
  askOnline,
  askPaper,
  askWhenDone,
  isPaperLow,
  offlineProblem,
  paperProblem,
} from './status.ts';
import { notSent, type SendHooks, type SendResult, type Transport } from './transport.ts';

export interface NetworkPrinter {
  host: string;
  port?: number;
  /** `never` for printers (and servers before them) that get confused by status questions. */
  status?: 'auto' | 'never';
  /** Milliseconds. */
  connectTimeoutMs?: number;
  /** Given up when not one byte was taken for so long. */
  stallTimeoutMs?: number;
  /** How long one status question may take. */
  statusTimeoutMs?: number;
  /** How long the printer may work on the job before it says it is done. */
  doneTimeoutMs?: number;
}

/** A way that stays open from one paper of a run to the next. */
export interface NetworkTransport extends Transport {
  /** Ends the run: a line that is still open is closed. */
  close(): void;
}

const chunkBytes = 1024;
type Broke = { kind: 'broke'; why: string };
type Waited = 'timeout' | 'aborted' | Broke;

/**
 * Raw port 9100. Asks the printer before the job (a printer out of paper would swallow it), sends it in small pieces
 * so that a stall is noticed, asks whether it is done, and closes its own half first: a close with unread bytes
 * would reset the connection and throw away what the printer has not read yet.
 *
 * A printer that said it was done with a paper gets the next one on the same line, asked again before. One that says
 * nothing gets a line for each paper, because only its end tells that the bytes arrived, but it is not asked again.
 */
export function networkTransport(printer: NetworkPrinter, env: Pick<Env, 'sleep'>): NetworkTransport {
  const name = `${printer.host}:${printer.port ?? 9100}`;
  let kept: NetworkSession | null = null;
  let silent = false;
  return {
    name,
    async send(job, signal, hooks) {
      if (signal.aborted) return notSent('printer_interrupted', params(name, 0, job.length));
      const open = kept;
      kept = null;
      if (open !== null) {
        const again = await open.runAgain(job, signal, hooks);
        if (again.result?.confirmed === true) kept = open;
        else open.close();
        if (again.result !== null) return again.result;
      }
      const session = new NetworkSession(silent ? { ...printer, status: 'never' } : printer, name, env);
      let result: SendResult | null = null;
      try {
        result = await session.run(job, signal, hooks);
        if (result.sent === 'all') silent ||= !session.answers && printer.status !== 'never';
        return result;
      } finally {
        if (result?.confirmed === true) kept = session;
        else session.close();
      }
    },
    close() {
      kept?.end();
      kept = null;
    },
  };
}

function params(printer: string, sentBytes: number, totalBytes: number) {
  return { printer, sentBytes, totalBytes };
}

/** One line to one printer. */
export class NetworkSession {
  readonly #printer: NetworkPrinter;
  readonly #name: string;
  readonly #env: Pick<Env, 'sleep'>;
  #signal = AbortSignal.abort();
  /** It answered the question before the paper. */
  answers = false;
  readonly #socket = new Socket({ allowHalfOpen: true });
  readonly #status: StatusLine;
  #broke: Broke | null = null;
  #peerEnded = false;
  /** Something happened on the line: whoever waits looks again. */
  #wakeUp = () => {};
  readonly #wake = () => this.#wakeUp();

  constructor(printer: NetworkPrinter, name: string, env: Pick<Env, 'sleep'>) {
    this.#printer = printer;
    this.#name = name;
    this.#env = env;
    this.#status = new StatusLine();
    this.#socket.on('data', (bytes: Buffer) => {
      this.#status.feed(bytes);
      this.#wake();
    });
    this.#socket.on('end', () => {
      this.#peerEnded = true;
      this.#wake();
    });
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#broke ??= { kind: 'broke', why: error.code ?? 'error' };
      this.#wake();
    });
    this.#socket.on('close', this.#wake);
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#wake);
    this.#socket.destroy();
  }

  /** Closes a line on which everything was confirmed; a printer that never closes its half loses it after a second. */
  end(): void {
    this.#socket.end();
    if (this.#peerEnded || this.#broke !== null) return this.close();
    const over = new AbortController();
    this.#socket.once('end', () => over.abort());
    void this.#env.sleep(this.#printer.statusTimeoutMs ?? 1000, over.signal).then(
      () => this.close(),
      () => this.close(),
    );
  }

  #obey(signal: AbortSignal): void {
    this.#signal.removeEventListener('abort', this.#wake);
    this.#signal = signal;
    signal.addEventListener('abort', this.#wake);
  }

  async run(job: Uint8Array, signal: AbortSignal, hooks?: SendHooks): Promise<SendResult> {
    this.#obey(signal);
    const offline = await this.#connect();
    if (offline !== null) return offline;
    return this.#runOpen(job, await this.#askBefore(), hooks);
  }

  /** How the printer is, nothing sent but questions. */
  async look(
    signal: AbortSignal,
  ): Promise<{ problem: FaultCode | null; answers: boolean; paperLow: boolean }> {
    this.#obey(signal);
    const offline = await this.#connect();
    if (offline !== null)
      return { problem: offline.problem ?? 'printer_offline', answers: false, paperLow: false };
    const { problem, answers } = await this.#askBefore();
    const paper = answers && problem === null ? await this.#ask(askPaper) : null;
    if (this.#broke !== null) return { problem: 'printer_offline', answers, paperLow: false };
    return { problem, answers, paperLow: paper !== null && isPaperLow(paper) };
  }

  /** The next paper on the open line; no result, and no byte sent, when the line is no longer good. */
  async runAgain(
    job: Uint8Array,
    signal: AbortSignal,
    hooks?: SendHooks,
  ): Promise<{ result: SendResult | null }> {
    this.#obey(signal);
    if (this.#broke !== null || this.#peerEnded) return { result: null };
    const before = await this.#askBefore();
    const gone = this.#broke !== null || this.#peerEnded || (!before.answers && before.problem === null);
    if (gone && !signal.aborted) return { result: null };
    return { result: await this.#runOpen(job, before, hooks) };
  }

  async #runOpen(
    job: Uint8Array,
    before: { problem: FaultCode | null; answers: boolean },
    hooks?: SendHooks,
  ): Promise<SendResult> {
    this.answers = before.answers;
    if (before.problem !== null) return notSent(before.problem, { printer: this.#name, why: '' });
    if (this.#signal.aborted || this.#broke !== null || this.#peerEnded) {
      return notSent('printer_offline', { printer: this.#name, why: this.#broke?.why ?? 'closed' });
    }
    hooks?.beforeFirstByte?.();
    const sentBytes = await this.#write(job);
    const broken = (problem: FaultCode = 'printer_interrupted'): SendResult => ({
      sent: 'part',
      sentBytes,
      confirmed: false,
      problem,
      params: params(this.#name, sentBytes, job.length),
    });
    if (sentBytes < job.length)
      return broken(before.answers ? ((await this.#complaint()) ?? undefined) : undefined);
    if (this.#peerEnded) return broken(); // it hung up before the last byte was out
    const confirmed = before.answers ? await this.#waitDone() : false;
    if (typeof confirmed === 'string') return broken(confirmed);
    // What the printer confirmed has arrived; the line stays for the next paper.
    if (!confirmed && !(await this.#finish())) return broken();
    return { sent: 'all', sentBytes, confirmed };
  }

  /** Waits until `ready`, the time is over, the signal fires or the line breaks. */
  async #wait(ready: () => boolean, timeoutMs: number): Promise<'ready' | Waited> {
    const ended = new AbortController();
    let timedOut = false;
    const timer = this.#env.sleep(timeoutMs, ended.signal).then(
      () => {
        timedOut = true;
        this.#wake();
      },
      () => {},
    );
    try {
      for (;;) {
        if (ready()) return 'ready';
        if (this.#broke !== null) return this.#broke;
        if (this.#signal.aborted) return 'aborted';
        if (timedOut) return 'timeout';
        await new Promise<void>((resolve) => {
          this.#wakeUp = resolve;
        });
      }
    } finally {
      ended.abort();
      await timer;
    }
  }

  async #connect(): Promise<SendResult | null> {
    let connected = false;
    this.#socket.connect(this.#printer.port ?? 9100, this.#printer.host, () => {
      connected = true;
      this.#wake();
    });
    this.#socket.setNoDelay(true);
    const outcome = await this.#wait(() => connected, this.#printer.connectTimeoutMs ?? 5000);
    if (outcome === 'ready') return null;
    const why = typeof outcome === 'string' ? outcome : outcome.why;
    return notSent('printer_offline', { printer: this.#name, why });
  }

  /** One status question; null when there is no answer of the right kind in time. */
  async #ask(question: Uint8Array): Promise<number | null> {
    this.#status.clearRealTime();
    this.#socket.write(question);
    await this.#wait(
      () => this.#status.realTime !== null || this.#peerEnded,
      this.#printer.statusTimeoutMs ?? 1000,
    );
    return this.#status.realTime;
  }

  async #askBefore(): Promise<{ problem: FaultCode | null; answers: boolean }> {
    if (this.#printer.status === 'never') return { problem: null, answers: false };
    const online = await this.#ask(askOnline);
    if (this.#status.strange) return { problem: 'printer_answer_strange', answers: false };
    if (online === null) return { problem: null, answers: false }; // many printers stay silent on the network
    const problem = await this.#complaint();
    if (problem !== null) return { problem, answers: true };
    return { problem: (online & 0x08) !== 0 ? 'printer_offline' : null, answers: true };
  }

  /** What the printer complains about right now; null also when it does not answer. */
  async #complaint(): Promise<FaultCode | null> {
    if (this.#broke !== null || this.#peerEnded) return null;
    const cause = await this.#ask(askOfflineCause);
    const problem = cause === null ? null : offlineProblem(cause);
    if (problem !== null) return problem;
    const paper = await this.#ask(askPaper);
    return paper === null ? null : paperProblem(paper);
  }

  /** @returns bytes taken by the system for the printer; fewer than the job when it broke off or stalled. */
  async #write(job: Uint8Array): Promise<number> {
    for (let at = 0; at < job.length; at += chunkBytes) {
      const piece = job.subarray(at, Math.min(at + chunkBytes, job.length));
      let taken = false;
      this.#socket.write(piece, (error) => {
        taken = !error;
        this.#wake();
      });
      const outcome = await this.#wait(() => taken, this.#printer.stallTimeoutMs ?? 15_000);
      if (outcome !== 'ready') return at;
    }
    return job.length;
  }

  /** True: done. False: the printer does not know the question. A code: it stopped on the way. */
  async #waitDone(): Promise<boolean | FaultCode> {
    this.#status.clearDone();
    this.#socket.write(askWhenDone);
    const limit = this.#printer.doneTimeoutMs ?? 20_000;
    const outcome = await this.#wait(() => this.#status.done !== null || this.#peerEnded, limit);
    const done = this.#status.done;
    // Text has letters that look like an answer: whoever talks like this has confirmed nothing.
    if (this.#status.strange) return 'printer_answer_strange';
    if (outcome === 'ready' && done !== null) return (done & 0x0c) !== 0 ? 'printer_paper_out' : true;
    if (outcome !== 'ready' && outcome !== 'timeout') return 'printer_interrupted';
    if (this.#peerEnded) return 'printer_interrupted';
    // It answered before the paper; one that says nothing at all now stands still with it.
    if ((await this.#ask(askOnline)) === null) return 'printer_interrupted';
    return (await this.#complaint()) ?? false;
  }

  /** Closes our half and lets the printer close its own. False when it reset the line instead. */
  async #finish(): Promise<boolean> {
    let flushed = false;
    this.#socket.end(() => {
      flushed = true;
      this.#wake();
    });
    const outcome = await this.#wait(() => flushed && this.#peerEnded, this.#printer.statusTimeoutMs ?? 1000);
    return outcome === 'ready' || (outcome === 'timeout' && flushed);
  }
}
