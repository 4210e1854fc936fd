/**
 * A folder shaped like an unpacked Electron around the stand-in's launcher, for laying out a package without
 * Electron's program. The launcher gets a real fuse wire, so that fuse tools can flip and read it.
 */
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './steps.ts';

/** Where Electron's programs keep their fuses: this text, then version, length and one state per fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** As Electron ships: nine fuses of version 1, on = 1. */
const SHIPPED = '101101001';

/** The launcher's bytes with a wire right behind the sentinel; whatever stood there is overwritten. */
export function withFuseWire(launcher: Buffer): Buffer {
  const at = launcher.indexOf(SENTINEL);
  if (at < 0) throw new Error('the stand-in launcher carries no fuse sentinel');
  const wire = Buffer.concat([Buffer.from([1, SHIPPED.length]), Buffer.from(SHIPPED, 'latin1')]);
  const copy = Buffer.from(launcher);
  wire.copy(copy, at + SENTINEL.length);
  return copy;
}

/** Writes the folder. `program` is `electron` for Linux, `electron.exe` for a Windows layout. */
export function makeStandinDist(folder: string, program = 'electron'): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const source = join(ROOT, 'tests/electron-standin/dist');
  cpSync(source, folder, { recursive: true, filter: (file) => !file.endsWith('/electron') });
  writeFileSync(join(folder, program), withFuseWire(readFileSync(join(source, 'electron'))));
  chmodSync(join(folder, program), 0o755);
  // The launcher looks here for its parts once it has been copied away from them.
  writeFileSync(join(folder, 'standin-home'), join(ROOT, 'tests/electron-standin/parts'));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  writeFileSync(join(folder, 'version'), version);
  for (const locale of ['zh-CN', 'en-US', 'de']) writeFileSync(join(folder, 'locales', `${locale}.pak`), '');
}
