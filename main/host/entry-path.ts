import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The file of a thread or child of the host: beside the sources while they run as they are, as `.js` in the same
 * place of the built tree (`out/main/host/…`). Inside an asar archive threads and children need the unpacked copy.
 */
export function entryPath(name: string, folder: 'workers' | 'children'): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [
    join(here, folder, `${name}.ts`),
    join(here, folder, `${name}.js`),
    join(here, `${name}.js`),
    join(here, '..', `${name}.js`),
  ].flatMap((path) => [path.replace(/app\.asar([\\/])/, 'app.asar.unpacked$1'), path]);
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error(`no entry ${name}`);
  return found;
}
