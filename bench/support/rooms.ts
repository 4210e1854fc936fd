import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
let armed = false;

/** A folder that goes when this process ends, however it ends; `under` is the system's temporary folder by default. */
export function makeRoom(name: string, under = tmpdir()): string {
  if (!armed) {
    armed = true;
    process.once('exit', clearRooms);
  }
  const dir = mkdtempSync(join(under, `outlet-bench-${name}-`));
  made.push(dir);
  return dir;
}

export function clearRooms(): void {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
}
