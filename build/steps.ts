/** Running child programs one after another for the set-up and check scripts, with their times. */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What a finished child program left. `output` is empty when it wrote straight to our terminal. */
export interface StepResult {
  code: number;
  output: string;
  ms: number;
}

export interface StepOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Collect stdout and stderr instead of showing them. */
  quiet?: boolean;
  /** Ends the child after this many milliseconds; its code is then 124. */
  timeoutMs?: number;
}

const running = new Set<ReturnType<typeof spawn>>();

/** Children die with us: a signal that ends this script ends them first. */
function passSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      for (const child of running) child.kill(signal);
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
}
let passing = false;

/** Runs this Node with `args`; never rejects: a program that cannot start has code 127 and its message as output. */
export function runNode(args: string[], options: StepOptions = {}): Promise<StepResult> {
  return run(process.execPath, args, options);
}

/** Runs a program without a shell; see runNode. */
export function run(program: string, args: string[], options: StepOptions = {}): Promise<StepResult> {
  if (!passing) {
    passing = true;
    passSignals();
  }
  const begun = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? ROOT,
      env: options.env ?? process.env,
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    running.add(child);
    let output = '';
    let late = false;
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const timer = options.timeoutMs
      ? setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, options.timeoutMs)
      : undefined;
    const end = (code: number, extra = '') => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output: output + extra, ms: Date.now() - begun });
    };
    child.on('error', (error) => end(127, error.message));
    child.on('close', (code, signal) =>
      end(late ? 124 : (code ?? 1), late ? '\n(timed out)' : signal ? `\n(${signal})` : ''),
    );
  });
}

/** Seconds for people: 0.8 s, 12.4 s, 3 min 05 s. */
export function showTime(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** The sentence of anything thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
