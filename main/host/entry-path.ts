import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The file of a thread or child of the host. The built tree mirrors the sources, so the place is the same with
 * another ending. Inside an asar archive threads and children need the unpacked copy.
 */
export function entryPath(name: string, folder: 'workers' | 'children'): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = ['ts', 'js']
    .map((ending) => join(here, folder, `${name}.${ending}`))
    .flatMap((path) => [path.replace(/app\.asar([\\/])/, 'app.asar.unpacked$1'), path]);
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error(`no entry ${name}`);
  return found;
}
