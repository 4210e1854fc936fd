import { type ChildProcess, spawn } from 'node:child_process';
import type { Env } from '../../../domain/kernel/env.ts';
import { notSent, type SendResult, type Transport } from './transport.ts';

/** A printer the system knows by name, where there is CUPS and no desktop shell. */
export interface CupsPrinter {
  /** As `lpstat -e` lists it; may be Chinese. */
  name: string;
  /** What the system's own queue shows. */
  title: string;
  /** A page with its size, or a stream the printer reads itself. */
  content: { kind: 'page'; widthMicrons: number; heightMicrons: number } | { kind: 'raw' };
}

/** A program of the system that says nothing for so long is given up. */
const timeoutMs = 30_000;

/** Names of the system's printers; none where there is no CUPS. */
export async function listCupsPrinters(env: Pick<Env, 'sleep'>): Promise<string[]> {
  const done = await run('lpstat', ['-e'], null, env, new AbortController().signal);
  return done.code === 0 ? done.text.split('\n').filter((name) => name.trim() !== '') : [];
}

/**
 * Hands a paper to `lp`: arguments as an array and never through a command line, the name only if the system lists it.
 * Whatever goes wrong after the first byte leaves it to a person: the system may have taken the paper.
 */
export function cupsTransport(printer: CupsPrinter, env: Pick<Env, 'sleep'>): Transport {
  return {
    name: printer.name,
    async send(job, signal, hooks) {
      const params = { printer: printer.name, sentBytes: 0, totalBytes: job.length };
      if (signal.aborted) return notSent('printer_interrupted', params);
      if (!(await listCupsPrinters(env)).includes(printer.name))
        return notSent('printer_name_unknown', { name: printer.name });
      if (signal.aborted) return notSent('printer_interrupted', params);
      hooks?.beforeFirstByte?.();
      const done = await run('lp', argumentsOf(printer), job, env, signal);
      // It could not even be started: nothing left.
      if (done.code === 'ENOENT') return notSent('printer_name_unknown', { name: printer.name });
      if (done.code === 0) return { sent: 'all', sentBytes: job.length, confirmed: false };
      return {
        sent: 'part',
        sentBytes: 0,
        confirmed: false,
        problem: 'printer_interrupted',
        params,
      } satisfies SendResult;
    },
  };
}

function argumentsOf({ name, title, content }: CupsPrinter): string[] {
  const millimetres = (microns: number) => String(Math.round(microns / 100) / 10);
  const how =
    content.kind === 'raw'
      ? ['-o', 'raw']
      : [
          '-o',
          `media=Custom.${millimetres(content.widthMicrons)}x${millimetres(content.heightMicrons)}mm`,
          '-o',
          'print-scaling=none',
        ];
  return ['-d', name, '-t', title, ...how];
}

async function run(
  program: string,
  args: readonly string[],
  input: Uint8Array | null,
  env: Pick<Env, 'sleep'>,
  signal: AbortSignal,
): Promise<{ code: number | string | null; text: string }> {
  const over = new AbortController();
  const child: ChildProcess = spawn(program, args, {
    shell: false,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop);
  void env.sleep(timeoutMs, over.signal).then(stop, () => undefined);
  try {
    return await new Promise((resolve) => {
      const pieces: Buffer[] = [];
      child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
      child.once('error', (error: NodeJS.ErrnoException) =>
        resolve({ code: error.code ?? 'error', text: '' }),
      );
      child.once('close', (code) => resolve({ code, text: Buffer.concat(pieces).toString('utf8') }));
      // A program that ends without reading closes the pipe; its exit code tells.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input ?? undefined);
    });
  } finally {
    over.abort();
    signal.removeEventListener('abort', stop);
  }
}
