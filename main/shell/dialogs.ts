import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { dialog } from 'electron';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { PickedFile, PickKind } from '../../preload/contract/bridge.ts';
import type { Answer } from '../../preload/contract/define.ts';
import { blobSliceBytes, wire } from '../../preload/contract/shell-messages.ts';
import type { BlobGetValue, BlobPutValue } from '../../preload/contract/shell-messages.ts';
import { isName } from './broker.ts';
import { safeName } from './file-name.ts';
import type { HostLink } from './host-link.ts';
import { getSender } from './sender.ts';
import type { DeskWindow, Windows } from './windows.ts';

const extensions: Record<PickKind, string[]> = {
  statement: ['xlsx', 'xls', 'csv', 'txt'],
  picture: ['jpg', 'jpeg', 'png', 'webp'],
  any: ['*'],
};

/** A chosen file stays here under a random name; the page gets that name, never the path. */
const choices = new Map<string, { file: string; window: string }>();

export function serveDialogs(ipc: IpcMain, windows: Windows, host: HostLink): void {
  const sender = (event: IpcMainInvokeEvent) => getSender(event, (id) => windows.findByContents(id));

  ipc.handle(wire.blobPick, (event, kind: unknown) => {
    const desk = sender(event);
    if (kind !== 'statement' && kind !== 'picture' && kind !== 'any') throw new TypeError('refused: kind');
    return pick(desk, kind);
  });
  ipc.handle(wire.blobUpload, (event, choice: unknown, ticket: unknown) => {
    const desk = sender(event);
    if (!isName(choice, 64) || !isName(ticket, 200)) throw new TypeError('refused: upload');
    return upload(desk, host, choice, ticket);
  });
  ipc.handle(wire.blobSave, (event, ticket: unknown, suggestedName: unknown) => {
    const desk = sender(event);
    if (!isName(ticket, 200) || typeof suggestedName !== 'string') throw new TypeError('refused: save');
    return save(desk, host, ticket, suggestedName);
  });
}

async function pick(desk: DeskWindow, kind: PickKind): Promise<(PickedFile & { choice: string }) | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(desk.window, {
    properties: ['openFile'],
    filters: [{ name: kind, extensions: extensions[kind] }],
  });
  const file = filePaths[0];
  if (canceled || file === undefined) return null;
  const { size } = await fs.stat(file);
  const choice = randomUUID();
  choices.set(choice, { file, window: desk.id });
  return { choice, name: path.basename(file), sizeBytes: size };
}

async function upload(
  desk: DeskWindow,
  host: HostLink,
  choice: string,
  ticket: string,
): Promise<Answer<BlobPutValue>> {
  const chosen = choices.get(choice);
  if (chosen === undefined || chosen.window !== desk.id) throw new Error('refused: no such choice');
  choices.delete(choice);
  const handle = await fs.open(chosen.file, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = new Uint8Array(blobSliceBytes);
    let offset = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.byteLength, offset);
      const last = offset + bytesRead >= size;
      const { answer } = await host.blobPut(desk.id, ticket, offset, buffer.slice(0, bytesRead), last);
      if (!answer.ok) return answer;
      const value = answer.value as BlobPutValue;
      // The host may ask for a slice again or already hold some; it must move on, or this would never end.
      if (last) return { ok: true, value };
      if (value.offset <= offset) throw new Error(`upload does not move on at ${offset}`);
      offset = value.offset;
    }
  } finally {
    await handle.close();
  }
}

async function save(
  desk: DeskWindow,
  host: HostLink,
  ticket: string,
  suggestedName: string,
): Promise<Answer<PickedFile> | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(desk.window, {
    defaultPath: safeName(suggestedName),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || !filePath) return null;
  // Written beside and renamed: a cut leaves the old file, never half a new one.
  const part = `${filePath}.part`;
  const handle = await fs.open(part, 'w');
  try {
    let offset = 0;
    for (;;) {
      const { answer, bytes } = await host.blobGet(desk.id, ticket, offset, blobSliceBytes);
      if (!answer.ok) return answer;
      const { size } = answer.value as BlobGetValue;
      if (bytes !== null) await handle.write(bytes, 0, bytes.byteLength, offset);
      offset += bytes?.byteLength ?? 0;
      if (offset >= size) break;
      if (bytes === null || bytes.byteLength === 0)
        throw new Error(`download stopped at ${offset} of ${size}`);
    }
    await handle.sync();
    await handle.close();
    await fs.rename(part, filePath);
    return { ok: true, value: { name: path.basename(filePath), sizeBytes: offset } };
  } finally {
    await handle.close().catch(() => undefined);
    await fs.rm(part, { force: true });
  }
}
