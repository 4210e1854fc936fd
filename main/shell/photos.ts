import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { dialog } from 'electron';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { FolderPhoto } from '../../preload/contract/bridge.ts';
import { wire } from '../../preload/contract/shell-messages.ts';
import { isName } from './broker.ts';
import { PhotoFolder, readPhoto } from './photo-folder.ts';
import { getSender } from './sender.ts';
import type { DeskWindow, Windows } from './windows.ts';

/** Photos told and not taken yet: more are forgotten, the oldest first. */
const mostWaiting = 500;

/**
 * The watched folder of this computer: one for all windows, chosen in the system's dialog and nowhere else. The page
 * gets names and one-time choices, never a path.
 */
export function servePhotos(ipc: IpcMain, windows: Windows, keptIn: string): void {
  const sender = (event: IpcMainInvokeEvent) => getSender(event, (id) => windows.findByContents(id));
  let folder: PhotoFolder | null = null;
  const waiting = new Map<string, string>();
  const watch = (next: PhotoFolder | null) => {
    folder = next;
    waiting.clear();
    return next === null ? null : { name: next.name };
  };

  ipc.handle(wire.photosChoose, async (event) => {
    const dir = await askFolder(sender(event));
    const next = dir === null ? null : await PhotoFolder.open(dir);
    if (next === null) return null;
    keep(keptIn, next.dir);
    return watch(next);
  });
  ipc.handle(wire.photosResume, async (event) => {
    sender(event);
    if (folder !== null) return { name: folder.name };
    const dir = keptFolder(keptIn);
    return dir === null ? null : watch(await PhotoFolder.open(dir));
  });
  ipc.handle(wire.photosStop, (event) => {
    sender(event);
    fs.rmSync(keptIn, { force: true });
    watch(null);
  });
  ipc.handle(wire.photosNews, async (event): Promise<FolderPhoto[]> => {
    sender(event);
    const news = (await folder?.look()) ?? [];
    return news.map(({ file, name, sizeBytes }) => {
      const choice = randomUUID();
      waiting.set(choice, file);
      for (const oldest of waiting.keys()) {
        if (waiting.size <= mostWaiting) break;
        waiting.delete(oldest);
      }
      return { choice, name, sizeBytes };
    });
  });
  ipc.handle(wire.photosTake, async (event, choice: unknown) => {
    sender(event);
    if (!isName(choice, 64)) throw new TypeError('refused: choice');
    const file = waiting.get(choice);
    if (file === undefined) throw new Error('refused: no such choice');
    waiting.delete(choice);
    return readPhoto(file);
  });
}

async function askFolder(desk: DeskWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(desk.window, { properties: ['openDirectory'] });
  const dir = filePaths[0];
  // Where it leads to is what is watched, also when a person went through a link
  return canceled || dir === undefined ? null : fs.promises.realpath(dir);
}

/** Replaced in one step: a power cut leaves the old folder or the new one. */
function keep(file: string, dir: string): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.part`, JSON.stringify({ dir }));
    fs.renameSync(`${file}.part`, file);
  } catch (error) {
    // A full disk: it is watched all the same, only not after a restart
    console.error(`photo folder not kept: ${error}`);
  }
}

function keptFolder(file: string): string | null {
  try {
    const { dir } = JSON.parse(fs.readFileSync(file, 'utf8')) as { dir?: unknown };
    return typeof dir === 'string' && path.isAbsolute(dir) ? dir : null;
  } catch {
    return null;
  }
}
