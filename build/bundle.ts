/**
 * Building main, preload and renderer by electron-vite into out/, only when a source changed.
 * `npm run build` builds; start, test and pack:check call `bundle()` first.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT, errorText, runNode, showTime } from './steps.ts';

const STAMP = join(ROOT, 'out', '.stamp');

/** What the built files depend on. */
const INPUTS = ['domain', 'preload', 'renderer', 'db', 'main'];
const INPUT_FILES = [
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'build/node-urls.ts',
  'tsconfig.json',
];

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** Hash over names and contents of everything that goes into out/. */
export function sourceStamp(): string {
  const hash = createHash('sha256');
  const files = [
    ...INPUTS.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) => [...filesBelow(folder)]),
    ...INPUT_FILES,
  ];
  for (const file of files.toSorted()) {
    const path = join(ROOT, file);
    if (existsSync(path)) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function isFresh(stamp: string): boolean {
  return (
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === stamp &&
    existsSync(join(ROOT, 'out/renderer/index.html'))
  );
}

/** Lets one process build at a time. Waits while another does; a lock whose owner is gone is taken over. */
async function withLock<T>(work: () => Promise<T>): Promise<T> {
  const folder = join(ROOT, '.cache');
  const file = join(folder, 'build.lock');
  mkdirSync(folder, { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
      if (owner > 0 && !isAlive(owner)) rmSync(file, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Brings out/ up to date. Returns true if it had to build; throws an Error with the bundler's words on failure. */
export async function bundle(
  options: { force?: boolean; log?: (line: string) => void } = {},
): Promise<boolean> {
  if (!options.force && isFresh(sourceStamp())) return false;
  return withLock(async () => {
    const stamp = sourceStamp();
    if (!options.force && isFresh(stamp)) return false;
    options.log?.('Building …');
    rmSync(join(ROOT, 'out'), { recursive: true, force: true });
    const run = await runNode(
      [join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
      {
        quiet: true,
      },
    );
    if (run.code !== 0) throw new Error(`the build failed:\n${run.output.trimEnd()}`);
    writeFileSync(STAMP, stamp);
    options.log?.(`Built in ${showTime(run.ms)}`);
    return true;
  });
}

if (import.meta.main) {
  try {
    const built = await bundle({ force: process.argv.includes('--force'), log: (line) => console.log(line) });
    if (!built) console.log('out/ is up to date');
  } catch (error) {
    console.error(errorText(error));
    process.exitCode = 1;
  }
}
