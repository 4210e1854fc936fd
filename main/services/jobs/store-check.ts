import type { ChildRun } from './kind.ts';

/** Every page verified by its MAC, every index compared with its table. `ok` or the engine's first finding. */
export function checkStorePages(run: ChildRun): { ok: boolean; finding: string } {
  run.progress(null, 'reading');
  const finding = String(run.read.pragma('integrity_check(1)', { simple: true }));
  return { ok: finding === 'ok', finding: finding.slice(0, 200) };
}
