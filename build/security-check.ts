/**
 * Electron's own security list, all 20 items (docs/tutorial/security of Electron 45), checked on this project.
 * Guards are tried with hostile input where they can be loaded without Electron; the rest is read from source and
 * settings. A green list is no proof: what it cannot see (the binary, its sandbox, its fuses) only a run on the
 * packaged program shows.
 *
 * Run by `npm run check`; alone: `node build/security-check.ts`. Exits 1 and names place and reason per breach.
 */
import process from 'node:process';
import { packageItems } from './security/package-items.ts';
import { readProject } from './security/source.ts';
import type { Item } from './security/source.ts';
import { wallItems } from './security/wall-items.ts';
import { windowItems } from './security/window-items.ts';
import { ROOT } from './steps.ts';

export interface SecurityResult {
  number: number;
  title: string;
  ok: boolean;
  /** What is wrong, one sentence each, with file and line. */
  findings: string[];
  note?: string;
}

const items: Item[] = [...windowItems, ...wallItems, ...packageItems].toSorted((a, b) => a.number - b.number);

/** Checks the project under `root`. Always answers 20 results, in the list's order. */
export async function runSecurityCheck(root: string = ROOT): Promise<SecurityResult[]> {
  const project = readProject(root);
  const results: SecurityResult[] = [];
  for (const { number, title, note, check } of items) {
    const findings = await check(project);
    results.push({
      number,
      title,
      ok: findings.length === 0,
      findings,
      ...(note === undefined ? {} : { note }),
    });
  }
  return results;
}

if (import.meta.main) {
  const results = await runSecurityCheck();
  for (const { number, title, ok, findings, note } of results) {
    console.log(
      `${ok ? '✓' : '✗'} ${String(number).padStart(2)} ${title}${note === undefined ? '' : ` (${note})`}`,
    );
    for (const finding of findings) console.log(`     ${finding}`);
  }
  const failed = results.filter((result) => !result.ok).length;
  console.log(`${results.length - failed} of ${results.length} items hold`);
  if (failed > 0) process.exitCode = 1;
}
