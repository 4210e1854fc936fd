import { contextBridge, ipcRenderer } from 'electron';
import type { WindowApi } from './bridge.ts';
import { wire } from './contract/shell-messages.ts';
import type { HostState } from './contract/shell-messages.ts';
import type { ShortcutId } from './contract/shortcuts.ts';

/**
 * Runs sandboxed before the page, in a world of its own. Gives the page one frozen object and nothing of
 * Electron: no event, no channel name of the page's choosing, no port.
 */
let hostState: HostState = { state: 'starting', attempt: 1 };
const hostListeners = new Set<(state: HostState) => void>();
ipcRenderer.on(wire.hostState, (_event, state: HostState) => {
  hostState = state;
  for (const listener of hostListeners) listener(state);
});

/** The listener gets the payload only, never Electron's event (its sender would be a way out of the sandbox). */
function subscribe<T>(channel: string, listener: (payload: T) => void): () => void {
  const inner = (_event: unknown, payload: T) => listener(payload);
  ipcRenderer.on(channel, inner);
  return () => void ipcRenderer.removeListener(channel, inner);
}

const api: WindowApi = {
  transport: 'ipc',
  call: (channel, input, requestId) => ipcRenderer.invoke(wire.call, channel, input, requestId),
  onChange: (listener) => subscribe(wire.changes, listener),
  onHostState: (listener) => {
    const own = (state: HostState) => listener(state);
    hostListeners.add(own);
    own(hostState);
    return () => void hostListeners.delete(own);
  },
  onCommand: (listener) => subscribe<ShortcutId>(wire.command, listener),
  setLanguage: (language) => ipcRenderer.invoke(wire.language, language),
  setTheme: (theme) => ipcRenderer.invoke(wire.theme, theme),
  blob: {
    put: (ticket, offset, bytes, last) => ipcRenderer.invoke(wire.blobPut, ticket, offset, bytes, last),
    get: (ticket, offset, length) => ipcRenderer.invoke(wire.blobGet, ticket, offset, length),
    pick: (kind) => ipcRenderer.invoke(wire.blobPick, kind),
    upload: (choice, ticket) => ipcRenderer.invoke(wire.blobUpload, choice, ticket),
    save: (ticket, suggestedName) => ipcRenderer.invoke(wire.blobSave, ticket, suggestedName),
  },
  photos: {
    choose: () => ipcRenderer.invoke(wire.photosChoose),
    resume: () => ipcRenderer.invoke(wire.photosResume),
    stop: () => ipcRenderer.invoke(wire.photosStop),
    news: () => ipcRenderer.invoke(wire.photosNews),
    take: (choice) => ipcRenderer.invoke(wire.photosTake, choice),
  },
  platform: {
    os: process.platform,
    versions: {
      electron: process.versions.electron ?? '',
      chrome: process.versions['chrome'] ?? '',
      node: process.versions.node,
    },
  },
};

contextBridge.exposeInMainWorld('api', api);
