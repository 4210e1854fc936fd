import type { FsOp } from './trace.ts';

/** How much of what was not synced survives the power cut. */
export type Form = 'kept' | 'dropped' | 'torn';
export const forms: readonly Form[] = ['kept', 'dropped', 'torn'];

const sector = 512;

type Step = { offset: number; bytes: Buffer } | { size: number };

interface Inode {
  /** Content that was synced. */
  durable: Buffer;
  /** What was done since. */
  since: Step[];
}

/**
 * A disk between two power cuts. Data is durable after a sync of its file, a name (create, rename, unlink, folder)
 * after a sync of the folder that holds it: what POSIX promises, and no more.
 */
export class Disk {
  readonly #names = new Map<string, Inode | 'folder'>();
  readonly #durableNames = new Map<string, Inode | 'folder'>();

  constructor(base: ReadonlyMap<string, Buffer>) {
    for (const [path, bytes] of base) {
      const inode: Inode = { durable: bytes, since: [] };
      for (const folder of parentsOf(path)) {
        this.#names.set(folder, 'folder');
        this.#durableNames.set(folder, 'folder');
      }
      this.#names.set(path, inode);
      this.#durableNames.set(path, inode);
    }
  }

  /** Does one recorded step. */
  apply(op: FsOp): void {
    switch (op.op) {
      case 'mark':
        return;
      case 'mkdir':
        this.#names.set(op.path, 'folder');
        return;
      case 'create':
        // A trace sees O_CREAT on files that were there before it began: those are merely opened.
        if (!this.#names.has(op.path)) this.#names.set(op.path, { durable: Buffer.alloc(0), since: [] });
        return;
      case 'write':
        this.#inode(op.path)?.since.push({ offset: op.offset, bytes: op.bytes });
        return;
      case 'truncate':
        this.#inode(op.path)?.since.push({ size: op.size });
        return;
      case 'rename': {
        const moved = this.#names.get(op.path);
        if (moved === undefined) throw new Error(`rename of ${op.path}, which is not there`);
        this.#names.delete(op.path);
        this.#names.set(op.to, moved);
        return;
      }
      case 'unlink':
      case 'rmdir':
        this.#names.delete(op.path);
        return;
      case 'sync': {
        const there = this.#names.get(op.path);
        if (op.path === '' || there === 'folder') this.#syncNames(op.path);
        else if (there !== undefined) {
          there.durable = contentOf(there);
          there.since = [];
        }
      }
    }
  }

  #inode(path: string): Inode | undefined {
    const there = this.#names.get(path);
    if (there === 'folder') throw new Error(`${path} is a folder`);
    return there;
  }

  #syncNames(folder: string): void {
    const inside = (path: string) => folderOf(path) === folder;
    for (const path of [...this.#durableNames.keys()])
      if (inside(path) && !this.#names.has(path)) this.#durableNames.delete(path);
    for (const [path, inode] of this.#names) if (inside(path)) this.#durableNames.set(path, inode);
  }

  /** The files as they may be found after a power cut now. `random` chooses what a torn disk kept. */
  after(form: Form, random: () => number): Map<string, Buffer> {
    const names = form === 'dropped' ? this.#durableNames : this.#names;
    const files = new Map<string, Buffer>();
    for (const [path, inode] of names) {
      if (inode === 'folder' || parentsOf(path).some((folder) => names.get(folder) !== 'folder')) continue;
      if (form === 'kept') files.set(path, contentOf(inode));
      else if (form === 'dropped') files.set(path, inode.durable);
      else files.set(path, tornContentOf(inode, random));
    }
    return files;
  }
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

function parentsOf(path: string): string[] {
  const folder = folderOf(path);
  return folder === '' ? [] : [...parentsOf(folder), folder];
}

function contentOf(inode: Inode): Buffer {
  if (inode.since.length === 0) return inode.durable;
  let bytes = inode.durable;
  // One copy for the whole run of writes, grown to where they reach.
  const reach = Math.max(
    bytes.length,
    ...inode.since.map((step) => ('size' in step ? step.size : step.offset + step.bytes.length)),
  );
  const room = Buffer.alloc(reach);
  bytes.copy(room);
  let size = bytes.length;
  for (const step of inode.since) {
    if ('size' in step) {
      if (step.size < size) room.fill(0, step.size, size);
      size = step.size;
    } else {
      step.bytes.copy(room, step.offset);
      size = Math.max(size, step.offset + step.bytes.length);
    }
  }
  bytes = room.subarray(0, size);
  return bytes;
}

/**
 * Unsynced writes reach a disk sector by sector and in no order. Half of the time all up to a point in time arrive
 * and the one under way is torn, half of the time each sector arrives or not by chance.
 */
function tornContentOf(inode: Inode, random: () => number): Buffer {
  if (inode.since.length === 0) return inode.durable;
  const sectors = inode.since.flatMap((step): Step[] => ('size' in step ? [step] : sectorsOf(step)));
  const inOrder = random() < 0.5;
  const share = random();
  const upTo = Math.floor(share * (sectors.length + 1));
  const arrived = sectors.filter((_, index) => (inOrder ? index < upTo : random() < share));
  return contentOf({ durable: inode.durable, since: arrived });
}

function sectorsOf(write: { offset: number; bytes: Buffer }): { offset: number; bytes: Buffer }[] {
  const parts: { offset: number; bytes: Buffer }[] = [];
  for (let at = 0; at < write.bytes.length; ) {
    const next = Math.min(write.bytes.length, at + sector - ((write.offset + at) % sector));
    parts.push({ offset: write.offset + at, bytes: write.bytes.subarray(at, next) });
    at = next;
  }
  return parts;
}
