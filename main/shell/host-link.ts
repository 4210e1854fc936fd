import type { Answer } from '../../preload/contract/define.ts';
import type { FromHost, HostState, ToHost, WindowId } from '../../preload/contract/shell-messages.ts';
import { Backoff } from './backoff.ts';

/** What the shell needs of a utility process; a test gives a plain object. */
export interface HostProcess {
  postMessage(message: ToHost): void;
  kill(): boolean;
  on(event: 'message', listener: (message: FromHost) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export interface BlobReply {
  answer: Answer;
  bytes: Uint8Array | null;
}

export interface HostLinkOptions {
  fork(): HostProcess;
  onState(state: HostState): void;
  /** Everything that is not an answer to a call: changes, keys, printing. */
  onMessage(message: FromHost): void;
  openWindows(): WindowId[];
  wait(ms: number, then: () => void): () => void;
  now(): number;
}

type FaultParams = Record<string, string | number | boolean | null>;
type Waiting = { kind: 'call'; done(answer: Answer): void } | { kind: 'blob'; done(reply: BlobReply): void };
type CallMessage = Extract<ToHost, { id: number }>;

/** Calls asked before the host is ready wait here; more than this is a page gone wild. */
const maxHeld = 500;

/**
 * Keeps one host process alive and matches answers to questions. When it dies, open questions are answered
 * `host_gone` (whether a command was carried out is unknown: the same request id asks again safely), the windows
 * stay, and it is started again after a growing pause.
 */
export class HostLink {
  private readonly options: HostLinkOptions;
  private readonly waiting = new Map<number, Waiting>();
  private held: CallMessage[] = [];
  /** Failed, but the host is there and takes the recovery key or restores a copy. */
  private rescue = false;
  private process: HostProcess | null = null;
  private next = 1;
  private stopping: (() => void) | null = null;
  private readonly backoff: Backoff;
  private cancelRestart: (() => void) | null = null;
  state: HostState = { state: 'starting', attempt: 1 };

  constructor(options: HostLinkOptions) {
    this.options = options;
    this.backoff = new Backoff(() => options.now());
  }

  start(): void {
    this.cancelRestart = null;
    this.setState({ state: 'starting', attempt: this.backoff.attempt });
    const process = this.options.fork();
    this.process = process;
    process.on('message', (message) => {
      if (this.process === process) this.receive(message);
    });
    process.on('exit', (code) => {
      if (this.process === process) this.onExit(code);
    });
  }

  call(window: WindowId, channel: string, input: unknown, requestId: string | undefined): Promise<Answer> {
    return new Promise((done) => {
      const id = this.next++;
      this.ask({ kind: 'call', id, window, channel, input, requestId }, { kind: 'call', done });
    });
  }

  blobPut(
    window: WindowId,
    ticket: string,
    offset: number,
    bytes: Uint8Array,
    last: boolean,
  ): Promise<BlobReply> {
    return new Promise((done) => {
      const id = this.next++;
      this.ask({ kind: 'blob-put', id, window, ticket, offset, bytes, last }, { kind: 'blob', done });
    });
  }

  blobGet(window: WindowId, ticket: string, offset: number, length: number): Promise<BlobReply> {
    return new Promise((done) => {
      const id = this.next++;
      this.ask({ kind: 'blob-get', id, window, ticket, offset, length }, { kind: 'blob', done });
    });
  }

  /** Messages without an answer. Lost while the host is down, except windows, which are told again at `ready`. */
  tell(message: ToHost): void {
    if (this.process !== null) this.process.postMessage(message);
  }

  private ask(message: CallMessage, waiting: Waiting): void {
    if (this.state.state === 'failed' && !this.mayRescue(message))
      return fail(waiting, this.state.code, this.state.params);
    this.waiting.set(message.id, waiting);
    if (this.state.state === 'ready' || this.state.state === 'failed') this.tell(message);
    else if (this.held.length < maxHeld) this.held.push(message);
    else this.settle(message.id, 'host_gone');
  }

  private receive(message: FromHost): void {
    if (message.kind === 'answer') {
      const waiting = this.take(message.id);
      if (waiting?.kind === 'call') waiting.done(message.answer);
    } else if (message.kind === 'blob-answer') {
      const waiting = this.take(message.id);
      if (waiting?.kind === 'blob') waiting.done({ answer: message.answer, bytes: message.bytes ?? null });
    } else if (message.kind === 'ready') this.onReady();
    else if (message.kind === 'fatal') this.onFatal(message);
    else this.options.onMessage(message);
  }

  private onFatal(message: Extract<FromHost, { kind: 'fatal' }>): void {
    this.rescue = message.rescue === true;
    this.fail(message.code, message.params);
  }

  private mayRescue(message: CallMessage): boolean {
    const asks = message.kind === 'call' && message.channel.startsWith('outlet.rescue');
    return this.rescue && this.process !== null && asks;
  }

  /** The outlet cannot be opened and trying again would not help: every question gets this answer. */
  fail(code: string, params: FaultParams): void {
    this.setState({ state: 'failed', code, params });
    this.held = [];
    for (const id of [...this.waiting.keys()]) this.settle(id, code, params);
  }

  private onReady(): void {
    this.rescue = false;
    this.backoff.started();
    this.setState({ state: 'ready' });
    for (const window of this.options.openWindows()) this.tell({ kind: 'open-window', window });
    for (const message of this.held.splice(0)) this.tell(message);
  }

  private onExit(code: number): void {
    this.process = null;
    this.rescue = false;
    const heldIds = new Set(this.held.map((message) => message.id));
    for (const id of [...this.waiting.keys()]) {
      if (!heldIds.has(id)) this.settle(id, 'host_gone');
    }
    if (this.stopping !== null) return this.stopping();
    if (this.state.state === 'failed') return;
    const inMs = this.backoff.failed();
    console.error(`host ended with ${code}; starting again in ${inMs} ms`);
    this.setState({ state: 'restarting', attempt: this.backoff.attempt, inMs });
    this.cancelRestart = this.options.wait(inMs, () => this.start());
  }

  /** Resolves when the host has left by itself, or was ended after `graceMs`. */
  stop(graceMs: number): Promise<void> {
    this.cancelRestart?.();
    const process = this.process;
    if (process === null) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.options.wait(graceMs, () => process.kill());
      this.stopping = () => {
        cancel();
        resolve();
      };
      this.tell({ kind: 'stop' });
    });
  }

  private take(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }

  private settle(id: number, code: string, params: FaultParams = {}): void {
    const waiting = this.take(id);
    if (waiting !== undefined) fail(waiting, code, params);
  }

  private setState(state: HostState): void {
    this.state = state;
    this.options.onState(state);
  }
}

function fail(waiting: Waiting, code: string, params: FaultParams): void {
  const answer: Answer = { ok: false, error: { code, params } };
  if (waiting.kind === 'call') waiting.done(answer);
  else waiting.done({ answer, bytes: null });
}
