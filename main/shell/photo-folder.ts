import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { maxPictureBytes, pictureName } from '../../preload/contract/picture-files.ts';

/** A photo that is there to its end. `file` is its whole path and stays in the shell. */
export interface NewPhoto {
  file: string;
  name: string;
  sizeBytes: number;
}

/** Told at one look; the rest is told at the next ones. */
const mostNews = 50;

/**
 * One folder that a person chose, looked at when asked. Files only: no folder inside it, no link, nothing that does not
 * look like a photo. What lay there when it was chosen does not count.
 */
export class PhotoFolder {
  readonly dir: string;
  /** Names that were told or lay there before. A name that went away may come again. */
  private known = new Set<string>();
  /** Size and time of what was seen once: told when a second look finds it unchanged. */
  private growing = new Map<string, string>();

  private constructor(dir: string) {
    this.dir = dir;
  }

  /** Null when the path is no folder (any more), or a link to one. */
  static async open(dir: string): Promise<PhotoFolder | null> {
    if (!(await isFolder(dir))) return null;
    const folder = new PhotoFolder(dir);
    for (const name of await folder.names()) folder.known.add(name);
    return folder;
  }

  get name(): string {
    return path.basename(this.dir);
  }

  /** New photos that have stopped growing since the look before. A folder that is gone has none. */
  async look(): Promise<NewPhoto[]> {
    if (!(await isFolder(this.dir))) return [];
    const names = await this.names();
    const before = this.growing;
    this.known = new Set(names.filter((name) => this.known.has(name)));
    this.growing = new Map();
    const news: NewPhoto[] = [];
    for (const name of names) {
      if (this.known.has(name)) continue;
      const file = path.join(this.dir, name);
      const stats = await fs.lstat(file).catch(() => null);
      if (stats === null || !stats.isFile()) continue;
      const shape = `${stats.size} ${stats.mtimeMs}`;
      if (stats.size > 0 && before.get(name) === shape && news.length < mostNews) {
        this.known.add(name);
        news.push({ file, name, sizeBytes: stats.size });
      } else this.growing.set(name, shape);
    }
    return news;
  }

  private async names(): Promise<string[]> {
    const entries = await fs.readdir(this.dir, { withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isFile() && pictureName.test(entry.name))
      .map((entry) => entry.name);
  }
}

async function isFolder(dir: string): Promise<boolean> {
  const stats = await fs.lstat(dir).catch(() => null);
  return stats?.isDirectory() === true;
}

/** The bytes of a photo. Throws when it became a link or no file, or is larger than a photo may be. */
export async function readPhoto(file: string): Promise<Uint8Array> {
  // Where the system knows no such flag (Windows), the look at the link before is what there is
  const noLink = (constants.O_NOFOLLOW as number | undefined) ?? 0;
  if (!(await fs.lstat(file)).isFile()) throw new Error('refused: no file');
  const handle = await fs.open(file, constants.O_RDONLY | noLink);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new Error('refused: no file');
    if (stats.size > maxPictureBytes) throw new RangeError('refused: too large');
    const bytes = new Uint8Array(stats.size);
    const { bytesRead } = await handle.read(bytes, 0, stats.size, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
