/**
 * `npm run check`: types, lint (no warning allowed), format, import rules, Electron's security list, fast tests.
 * Every step runs, also after a failed one; each prints its time. Exits 1 if one failed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT, runNode, showTime } from './steps.ts';

const modules = (path: string) => join(ROOT, 'node_modules', path);

interface Step {
  name: string;
  args: string[];
}

const steps: Step[] = [
  { name: 'types', args: [modules('typescript/bin/tsc'), '-p', '.'] },
  {
    name: 'lint',
    args: [
      modules('oxlint/bin/oxlint'),
      '--type-aware',
      '--deny-warnings',
      '--report-unused-disable-directives',
    ],
  },
  { name: 'format', args: [modules('@biomejs/biome/bin/biome'), 'format', '.'] },
  { name: 'layers', args: [join(ROOT, 'build/layers.ts')] },
  { name: 'electron security', args: [join(ROOT, 'build/security-check.ts')] },
  {
    name: 'fast tests',
    args: [modules('vitest/vitest.mjs'), 'run', '--project', 'unit', '--reporter', 'dot'],
  },
];

const failed: string[] = [];
const begun = Date.now();
for (const step of steps) {
  const script = step.args[0] as string;
  if (!existsSync(script)) {
    console.log(`✗ ${step.name}: ${script} is missing`);
    failed.push(step.name);
    continue;
  }
  const result = await runNode(step.args, { quiet: true });
  const ok = result.code === 0;
  console.log(`${ok ? '✓' : '✗'} ${step.name}  ${showTime(result.ms)}`);
  if (!ok) {
    console.log(result.output.trimEnd());
    failed.push(step.name);
  }
}
console.log(
  failed.length === 0
    ? `check: ${steps.length} steps in order, ${showTime(Date.now() - begun)}`
    : `check: failed: ${failed.join(', ')} (${showTime(Date.now() - begun)})`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
