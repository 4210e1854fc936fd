import { isFault } from '../../domain/kernel/fault.ts';
import type { Answer } from '../../preload/contract/define.ts';
import type {
  BlobGetValue,
  FromHost,
  PrinterInfo,
  PrintJob,
  PrintOutcome,
  ToHost,
} from '../../preload/contract/shell-messages.ts';
import type { Session, ShellPort } from '../services/context.ts';
import { shellChildren } from './child-line.ts';
import type { Outlet } from './outlet.ts';
import type { Rescue } from './rescue.ts';

/** One end of the message channel to the shell. */
export interface ShellChannel {
  post(message: FromHost): void;
  listen(listener: (message: ToHost) => void): void;
}

/** A printer that does not answer must not hold a job for ever. */
const printPatienceMs = 120_000;

/**
 * Serves the windows of one desktop program. They are one desk with one login: locking one locks all. The shell has
 * checked which window asks; here it only tells where an answer goes.
 */
export function serveShell(outlet: Outlet, channel: ShellChannel, onStop: () => void): void {
  const desk = outlet.session({ transport: 'ipc' });
  const shell = new ShellLink(channel);
  outlet.useShell(shell);
  outlet.feed.listen((change) => channel.post({ kind: 'change', window: null, change }));
  channel.listen((message) => {
    switch (message.kind) {
      case 'call':
        void outlet
          .callAny(desk, message.channel, message.input, { requestId: message.requestId })
          .then((answer) => channel.post({ kind: 'answer', id: message.id, answer }));
        return;
      case 'blob-put':
        void putSlice(outlet, desk, message).then((answer) =>
          channel.post({ kind: 'blob-answer', id: message.id, answer }),
        );
        return;
      case 'blob-get':
        void getSlice(outlet, desk, message).then((reply) =>
          channel.post({ kind: 'blob-answer', id: message.id, ...reply }),
        );
        return;
      case 'printed':
      case 'printers':
        return shell.settle(message);
      case 'child-from':
      case 'child-exit':
        return shellChildren.settle(message);
      case 'stop':
        return onStop();
      case 'open-window':
        // Whatever it showed before is old
        return channel.post({
          kind: 'change',
          window: message.window,
          change: { kind: 'resync', resync: true },
        });
      default:
        return;
    }
  });
  shellChildren.connect((message) => channel.post(message));
  channel.post({ kind: 'ready' });
}

/** Serves the windows while there is no outlet: the three channels of a rescue, nothing else. */
export function serveRescue(rescue: Rescue, channel: ShellChannel, onStop: () => void): void {
  const desk = rescue.sessions.open({ deskId: 'rescue', transport: 'ipc' });
  channel.listen((message) => {
    if (message.kind === 'call')
      void rescue
        .call(desk.id, message.channel, message.input, { requestId: message.requestId })
        .then((answer) => channel.post({ kind: 'answer', id: message.id, answer }));
    else if (message.kind === 'stop') onStop();
  });
  channel.post({ kind: 'fatal', code: rescue.code, params: rescue.params, rescue: true });
}

async function putSlice(
  outlet: Outlet,
  desk: Session,
  message: Extract<ToHost, { kind: 'blob-put' }>,
): Promise<Answer> {
  try {
    if (outlet.sessions.state(desk) !== 'in') return refused('login_needed');
    const { offset } = await outlet.blobs.acceptSlice(message.ticket, desk, message.offset, message.bytes);
    return { ok: true, value: { offset } };
  } catch (error) {
    return faultAnswer(outlet, error);
  }
}

async function getSlice(
  outlet: Outlet,
  desk: Session,
  message: Extract<ToHost, { kind: 'blob-get' }>,
): Promise<{ answer: Answer; bytes?: Uint8Array }> {
  try {
    if (outlet.sessions.state(desk) !== 'in') return { answer: refused('login_needed') };
    const slice = await outlet.blobs.redeemSlice(message.ticket, desk, message.offset, message.length);
    const value: BlobGetValue = { size: slice.size, mime: slice.mime, name: slice.name };
    return { answer: { ok: true, value }, bytes: slice.bytes };
  } catch (error) {
    return { answer: faultAnswer(outlet, error) };
  }
}

function refused(code: string): Answer {
  return { ok: false, error: { code, params: {} } };
}

function faultAnswer(outlet: Outlet, error: unknown): Answer {
  if (isFault(error)) return { ok: false, error: { code: error.code, params: error.params } };
  return { ok: false, error: { code: 'internal', params: { ref: outlet.log.error('blob', error) } } };
}

/** Questions of the host to the shell. */
class ShellLink implements ShellPort {
  readonly #channel: ShellChannel;
  readonly #waiting = new Map<number, (reply: Extract<ToHost, { kind: 'printed' | 'printers' }>) => void>();
  #id = 0;

  constructor(channel: ShellChannel) {
    this.#channel = channel;
  }

  async print(job: PrintJob): Promise<PrintOutcome> {
    const reply = await this.#ask((id) => ({ kind: 'print', id, job }));
    return reply?.kind === 'printed' ? reply.outcome : { ok: false, reason: 'no_answer' };
  }

  async listPrinters(): Promise<PrinterInfo[]> {
    const reply = await this.#ask((id) => ({ kind: 'list-printers', id }));
    return reply?.kind === 'printers' ? reply.printers : [];
  }

  settle(reply: Extract<ToHost, { kind: 'printed' | 'printers' }>): void {
    this.#waiting.get(reply.id)?.(reply);
    this.#waiting.delete(reply.id);
  }

  #ask(message: (id: number) => FromHost): Promise<Extract<ToHost, { kind: 'printed' | 'printers' }> | null> {
    const id = ++this.#id;
    return new Promise((resolve) => {
      const patience = setTimeout(() => {
        this.#waiting.delete(id);
        resolve(null);
      }, printPatienceMs);
      patience.unref();
      this.#waiting.set(id, (reply) => {
        clearTimeout(patience);
        resolve(reply);
      });
      this.#channel.post(message(id));
    });
  }
}
