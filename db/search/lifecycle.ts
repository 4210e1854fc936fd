import { existsSync, rmSync, statSync } from 'node:fs';
import { INDEX_FORMAT, openIndexFile } from './index-file.ts';
import type { IndexFile } from './index-file.ts';
import type { RebuildReason } from './protocol.ts';
import type { SearchSource } from './source.ts';

export interface OpenedIndex {
  file: IndexFile;
  /** Why the file was made anew; null: the file found was good. */
  because: RebuildReason | null;
}

/**
 * Opens the index file if it belongs to this store as it is now, else deletes it and begins an empty one.
 * The index is derived: no state of its file is an error a person should hear of.
 */
export function openOrBegin(
  path: string,
  keyHex: string,
  identity: string,
  source: SearchSource,
): OpenedIndex {
  if (!existsSync(path)) return { file: beginAnew(path, keyHex, identity, source), because: 'missing' };
  let file: IndexFile | null = null;
  let because: RebuildReason | null;
  try {
    file = openIndexFile(path, keyHex);
    because = misfit(file, identity, source);
  } catch (error) {
    if (!isDamage(error)) throw error;
    because = 'damaged';
  }
  if (because === null) return { file: file!, because };
  file?.close();
  return { file: beginAnew(path, keyHex, identity, source), because };
}

/** Deletes whatever lies at `path` and makes an empty index that answers for nothing yet. */
export function beginAnew(path: string, keyHex: string, identity: string, source: SearchSource): IndexFile {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
  const file = openIndexFile(path, keyHex);
  // changes up to here are in the rows that the build will read; later ones stand on the dirty list
  file.writeHead({ identity, headSeq: 0, headLsn: source.struckLsn() });
  return file;
}

function misfit(file: IndexFile, identity: string, source: SearchSource): RebuildReason | null {
  if (file.format() !== INDEX_FORMAT) return 'format';
  const head = file.readHead();
  if (head.identity !== identity) return 'foreign';
  // a store whose host has struck nothing off yet has no mark to compare with
  if (!source.hasMark()) return null;
  // an old copy of the file came back, or its last commits were lost: struck-off rows would be missed
  if (head.headLsn < source.struckLsn()) return 'older';
  // the index only ever takes what the dirty list showed: this store is an older copy than the index
  if (head.headLsn > source.knownLsn()) return 'newer';
  return null;
}

/** True where the index file itself is unusable (and not, say, the disk full). */
export function isDamage(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return false;
  return (
    code.startsWith('SQLITE_CORRUPT') ||
    code.startsWith('SQLITE_NOTADB') ||
    code.startsWith('SQLITE_IOERR') ||
    code === 'SQLITE_ERROR' ||
    code.startsWith('SQLITE_CONSTRAINT') ||
    code.startsWith('SQLITE_CANTOPEN')
  );
}

/** Bytes of a file; 0 when there is none. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
