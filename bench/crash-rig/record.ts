import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fakeEnv, fakeStart } from '../support/fake-env.ts';
import { storeFiles } from '../../db/store.ts';
import type { Recordings } from './fixture.ts';
import { plainStores } from './plain-stores.ts';
import { traceProgram } from './strace.ts';
import type { Recording } from './trace.ts';
import { seedWorld, standPlatforms } from './world.ts';

const program = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Files of a folder by relative path. */
export function readFolder(dir: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const name of readdirSync(dir, { recursive: true }) as string[]) {
    if (statSync(join(dir, name)).isFile())
      files.set(name.replaceAll('\\', '/'), readFileSync(join(dir, name)));
  }
  return files;
}

/**
 * Records the operations on a fresh outlet, synced as the program does it and not synced at all. `plain` leaves the
 * cipher out (see plain-stores.ts).
 */
export async function record(options: { plain?: boolean } = {}): Promise<Recordings> {
  const folder = mkdtempSync(join(tmpdir(), 'outlet-record-'));
  const seal = options.plain === true ? plainStores() : () => {};
  try {
    const dir = join(folder, 'base');
    const env = fakeEnv({ seed: 1, startAt: fakeStart - 86_400_000 });
    await seedWorld(dir, env, standPlatforms(env, { startAt: fakeStart, rhythm: false }));
    // An operation log that was moved away is a state like any other; its bytes would be most of a fixture.
    rmSync(join(dir, storeFiles.log), { recursive: true });
    const base = readFolder(dir);
    const run = (synchronous: 'FULL' | 'OFF'): Recording => {
      const copy = join(folder, synchronous);
      cpSync(dir, copy, { recursive: true });
      const markPath = join(folder, `marks-${synchronous}`);
      writeFileSync(markPath, '');
      return {
        base,
        ops: traceProgram({
          args: [program, copy, markPath, synchronous, options.plain === true ? 'plain' : ''],
          dir: copy,
          markPath,
        }),
      };
    };
    return { full: run('FULL'), off: run('OFF') };
  } finally {
    seal();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Records the first minute of a new outlet, from an empty folder. */
export function recordBirth(synchronous: 'FULL' | 'OFF'): Recording {
  const folder = mkdtempSync(join(tmpdir(), 'outlet-record-'));
  try {
    const dir = join(folder, 'outlet');
    const markPath = join(folder, 'marks');
    mkdirSync(dir);
    writeFileSync(markPath, '');
    return {
      base: new Map(),
      ops: traceProgram({ args: [program, dir, markPath, synchronous], dir, markPath }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
