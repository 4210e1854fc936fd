import type { Answer } from './define.ts';
import type { BlobGetValue, BlobPutValue, HostState } from './shell-messages.ts';
import type { ShortcutId } from './shortcuts.ts';

/** What a person may choose a file for; the shell turns it into the dialog's filters. */
export type PickKind = 'statement' | 'picture' | 'any';

/** A file a person chose. Its bytes went to the host under the ticket; its path stays with the shell. */
export interface PickedFile {
  name: string;
  sizeBytes: number;
}

/** A photo that came into the watched folder. `choice` is its name here: the path stays with the shell. */
export interface FolderPhoto {
  choice: string;
  name: string;
  sizeBytes: number;
}

/**
 * All that a page gets from the program: one frozen object, `window.api`. No path, SQL or address goes through
 * it. Every function refuses (rejects) when the page is not our own main frame.
 */
export interface WindowApi {
  readonly transport: 'ipc';
  /** Asks the contract. `requestId` is required for commands: the same id again returns the first answer. */
  call(channel: string, input: unknown, requestId?: string): Promise<Answer>;
  /** Changes of the outlet, as the host pushes them. Returns the way to stop listening. */
  onChange(listener: (change: unknown) => void): () => void;
  /** Called at once with the last known state, then on each change. */
  onHostState(listener: (state: HostState) => void): () => void;
  /** A menu item with a shortcut of ours was chosen. */
  onCommand(listener: (id: ShortcutId) => void): () => void;
  /** Language of menus and native dialogs follows the page's. */
  setLanguage(language: 'zh' | 'en'): Promise<void>;
  /** Theme of native parts follows the page's. */
  setTheme(theme: 'light' | 'dark' | 'system'): Promise<void>;
  readonly blob: {
    put(ticket: string, offset: number, bytes: Uint8Array, last: boolean): Promise<Answer<BlobPutValue>>;
    get(
      ticket: string,
      offset: number,
      length: number,
    ): Promise<{ answer: Answer<BlobGetValue>; bytes: Uint8Array | null }>;
    /** Name and size of a file the person chooses; null when they chose none. Kept by the shell for `upload`. */
    pick(kind: PickKind): Promise<(PickedFile & { choice: string }) | null>;
    /** Sends the chosen file under a ticket. A choice serves once. */
    upload(choice: string, ticket: string): Promise<Answer<BlobPutValue>>;
    /** Asks where to keep the file of a ticket and writes it there; null when the person chose no place. */
    save(ticket: string, suggestedName: string): Promise<Answer<PickedFile> | null>;
  };
  /** The folder of photos this computer watches for the desk. */
  readonly photos: {
    /** Asks the person for a folder; its name, or null when none was chosen. What lies in it already does not count. */
    choose(): Promise<{ name: string } | null>;
    /** Goes on with the folder chosen before a restart; null when there is none or it is gone. */
    resume(): Promise<{ name: string } | null>;
    stop(): Promise<void>;
    /** Photos that came since the last question and are written to their end. Each is told once. */
    news(): Promise<FolderPhoto[]>;
    /** The bytes of one that was told; a choice serves once. Refused when it is larger than a photo may be. */
    take(choice: string): Promise<Uint8Array>;
  };
  readonly platform: {
    readonly os: string;
    readonly versions: { readonly electron: string; readonly chrome: string; readonly node: string };
  };
}

declare global {
  interface Window {
    /** Missing on a browser desk: there the same contract goes over HTTP. */
    readonly api?: WindowApi;
  }
}
