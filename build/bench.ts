/**
 * `npm run bench [-- name …] [--full] [--json]`: each bench measures a ratio between two things timed in the same run
 * (see docs/bench.md). One JSON object per line; exits 1 if one is over its goal, 2 if one could not run.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchLine, BenchOptions } from './bench-line.ts';
import { errorText, ROOT, showTime } from './steps.ts';

interface Listed {
  name: string;
  /** Runs only when named or with `--full`. */
  fullOnly?: boolean;
}

const benches: readonly Listed[] = [
  { name: 'assign' },
  { name: 'bundle' },
  { name: 'command' },
  { name: 'ingest' },
  { name: 'gate' },
  { name: 'list' },
  { name: 'list-scroll', fullOnly: true },
  { name: 'match-truth', fullOnly: true },
  { name: 'match-speed', fullOnly: true },
  { name: 'memory' },
  { name: 'print' },
  { name: 'search' },
  { name: 'slip-return' },
  { name: 'issue-scan' },
  { name: 'stock' },
  { name: 'type-ahead', fullOnly: true },
  { name: 'simulation', fullOnly: true },
  { name: 'crash', fullOnly: true },
];

interface BenchModule {
  run(options: BenchOptions): AsyncIterable<BenchLine> | Promise<AsyncIterable<BenchLine>>;
}

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const full = args.includes('--full');
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  const flags = args.filter((arg) => arg.startsWith('--') && !['--json', '--full'].includes(arg));
  if (unknown.length + flags.length > 0) {
    console.error(
      `bench: unknown ${[...unknown, ...flags].join(', ')}. Benches: ${benches.map((bench) => bench.name).join(', ')}; --full, --json`,
    );
    return 2;
  }
  const wanted = benches.filter(({ name, fullOnly }) =>
    names.length > 0 ? names.includes(name) : full || fullOnly !== true,
  );
  let code = 0;
  for (const { name } of wanted) code = Math.max(code, await runOne(name, { full, json }));
  return code;
}

async function runOne(name: string, { full, json }: { full: boolean; json: boolean }): Promise<number> {
  const path = join(ROOT, 'bench', `${name}.ts`);
  if (!existsSync(path)) {
    console.error(`bench ${name}: bench/${name}.ts is missing`);
    return 2;
  }
  // Words go to stderr, so that stdout is nothing but lines of JSON.
  const log = (text: string) => console.error(`· ${name}: ${text}`);
  const begun = Date.now();
  let code = 0;
  try {
    const bench = (await import(pathToFileURL(path).href)) as BenchModule;
    for await (const line of await bench.run({ full, log })) {
      console.log(json ? JSON.stringify(line) : sentence(line));
      if (!line.ok) code = 1;
    }
  } catch (error) {
    console.error(`bench ${name} could not run: ${errorText(error)}`);
    if (error instanceof Error && process.env['OUTLET_DEBUG'] === '1') console.error(error.stack);
    return 2;
  }
  log(showTime(Date.now() - begun));
  return code;
}

function sentence({ bench, ratio, goal, ok, ...figures }: BenchLine): string {
  const rest = Object.entries(figures)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ');
  return `${ok ? '✓' : '✗'} ${bench}  ${ratio} (goal ≤ ${Number(goal.toPrecision(4))})  ${rest}`;
}

process.exitCode = await main(process.argv.slice(2));
