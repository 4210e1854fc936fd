/** Finding, or once fetching, Electron's own program. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT, runNode } from './steps.ts';

const FOLDER = join(ROOT, 'node_modules', 'electron');
const FAILED = join(ROOT, '.cache', 'electron-not-available');

/** How long a failed download is remembered: a working session, so later starts do not wait again. */
const REMEMBER_MS = 8 * 3600_000;

/** Path of Electron's program if it is installed, else null. */
export function electronBinary(): string | null {
  const pathFile = join(FOLDER, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const file = join(FOLDER, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(file) ? file : null;
}

/** True if the place the download comes from answers at all; keeps a start without a network short. */
async function sourceAnswers(): Promise<boolean> {
  // A proxy is the downloader's own business; it has its own time limit then.
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return true;
  const source =
    process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || 'https://github.com';
  try {
    await fetch(source, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(4000) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Electron's program, downloaded if need be. Null when it cannot be had now; that is remembered for some hours
 * (delete `.cache/` to try again at once). ELECTRON_SKIP_BINARY_DOWNLOAD or OUTLET_ELECTRON=0 say: do not try.
 */
export async function findOrFetchElectron(log: (line: string) => void): Promise<string | null> {
  if (process.env.OUTLET_ELECTRON === '0') return null;
  const here = electronBinary();
  if (here) return here;
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return null;
  if (existsSync(FAILED) && Date.now() - statSync(FAILED).mtimeMs < REMEMBER_MS) return null;
  if (await sourceAnswers()) {
    log('Electron …');
    await runNode([join(FOLDER, 'install.js')], { quiet: true, timeoutMs: 240_000 });
    const fetched = electronBinary();
    if (fetched) {
      rmSync(FAILED, { force: true });
      return fetched;
    }
  }
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(FAILED, `${new Date().toISOString()}\n`);
  return null;
}
