import type { ChildRun } from './kind.ts';

/** Computes for ever without a pause, as a long SQLite statement does. No job kind leads here; tests do. */
export function spin(run: ChildRun): never {
  run.progress(null, 'spinning');
  // The progress leaves the process before the loop begins
  return new Promise(() => setTimeout(forever, 50)) as never;
}

function forever(): never {
  for (;;);
}

/** Ends the process as a crash would. */
export function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}
