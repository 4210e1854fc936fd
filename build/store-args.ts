import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface NamedStore {
  path: string;
  dir: string;
  key: string;
}

/**
 * The store a command line names: its folder or its outlet.db, with the key file beside it or behind --key FILE.
 * Returns a sentence instead when there is none to open.
 */
export function storeFromArgs(program: string, args: readonly string[]): NamedStore | string {
  const keyAt = args.indexOf('--key');
  const place = args.find((arg, index) => !arg.startsWith('--') && (keyAt < 0 || index !== keyAt + 1));
  if (place === undefined || !existsSync(place)) {
    return `${program}: no store at «${place ?? ''}» — give the folder of an outlet or its outlet.db`;
  }
  const path = statSync(place).isDirectory() ? join(place, 'outlet.db') : place;
  const dir = dirname(path);
  const keyFile = keyAt >= 0 ? String(args[keyAt + 1]) : join(dir, 'store.key');
  if (!existsSync(keyFile))
    return `${program}: the key of ${path} is not beside it — name its key file with --key FILE`;
  return { path, dir, key: readFileSync(keyFile, 'utf8').trim() };
}
