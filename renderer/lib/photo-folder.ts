import type { WindowApi } from '../../preload/contract/bridge.ts';
import { maxPictureBytes, pictureName } from '../../preload/contract/picture-files.ts';
import { bridge } from './api.ts';
import { tooLarge } from './picture.ts';

/** A folder this window watches: in the desktop program by the shell, in a browser by the page's own leave. */
export interface PhotoFolder {
  readonly name: string;
  /** Photos that came since the last question; `refuse` is told of each that cannot be one. */
  news(refuse: (fault: unknown) => void): Promise<File[]>;
  stop(): Promise<void>;
}

/** What the window needs of the browser's folder handle; not every browser has it, and types do not know it. */
interface FolderHandle {
  readonly name: string;
  values(): AsyncIterable<{ kind: string; name: string; getFile?(): Promise<File> }>;
}
type PickFolder = (options: { id: string; mode: 'read' }) => Promise<FolderHandle>;

const pickFolder = (): PickFolder | null => {
  const found = (window as unknown as { showDirectoryPicker?: PickFolder }).showDirectoryPicker;
  return found === undefined ? null : found.bind(window);
};

export const canWatch = (): boolean => bridge() !== undefined || pickFolder() !== null;

/** Asks for a folder; null when the person chose none. Throws where this window cannot watch one. */
export async function chooseFolder(): Promise<PhotoFolder | null> {
  const shell = bridge();
  if (shell) {
    const chosen = await shell.photos.choose();
    return chosen === null ? null : shellFolder(shell, chosen.name);
  }
  const pick = pickFolder();
  if (pick === null) throw new Error('no folders here');
  try {
    return await browserFolder(await pick({ id: 'slip-photos', mode: 'read' }));
  } catch (error) {
    // The person closed the dialog
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/** The folder of before a restart: the desktop program remembers it, a browser asks anew. */
export async function resumeFolder(): Promise<PhotoFolder | null> {
  const shell = bridge();
  const kept = (await shell?.photos.resume()) ?? null;
  return shell === undefined || kept === null ? null : shellFolder(shell, kept.name);
}

const shellFolder = (shell: WindowApi, name: string): PhotoFolder => ({
  name,
  news: async (refuse) => {
    const files: File[] = [];
    for (const photo of await shell.photos.news()) {
      if (photo.sizeBytes > maxPictureBytes) refuse(tooLarge(photo.name));
      else
        try {
          files.push(new File([new Uint8Array(await shell.photos.take(photo.choice))], photo.name));
        } catch {
          // Taken away again before it was read: there is no photo to speak of
        }
    }
    return files;
  },
  stop: () => shell.photos.stop(),
});

/** A file changed a moment ago may still be written to. */
const restMs = 1500;

async function browserFolder(handle: FolderHandle): Promise<PhotoFolder> {
  const seen = new Set<string>();
  // What lies there already is last month's: only what comes from now on counts
  for await (const entry of handle.values()) seen.add(entry.name);
  return {
    name: handle.name,
    news: async () => {
      const files: File[] = [];
      for await (const entry of handle.values()) {
        if (entry.kind !== 'file' || !pictureName.test(entry.name) || seen.has(entry.name)) continue;
        const file = await entry.getFile?.();
        if (file === undefined || Date.now() - file.lastModified < restMs) continue;
        seen.add(entry.name);
        files.push(file);
      }
      return files;
    },
    stop: () => Promise.resolve(),
  };
}
