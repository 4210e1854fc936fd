import type { Answer } from './define.ts';

/**
 * What shell and host say to each other over the utility process port. Plain structured-clone values.
 * The shell is thin: it never looks into inputs and answers, it only checks who asks and passes on.
 */

/** Which window asks. Made by the shell, `w1`, `w2` …; unknown to the page, so it cannot be forged there. */
export type WindowId = string;

/**
 * One sheet to put on paper or into a PDF. `html` is a whole document without scripts that keeps its own margins;
 * pictures and fonts in it are `data:` only. Sizes in microns.
 */
export interface PrintJob {
  html: string;
  /** Always both: silent printing ignores the driver's paper when the size is left out. */
  widthMicrons: number;
  heightMicrons: number;
  landscape: boolean;
  to: { kind: 'pdf' } | { kind: 'printer'; name: string; copies: number };
}

export type PrintOutcome = { ok: true; pdf?: Uint8Array } | { ok: false; reason: string };

export interface PrinterInfo {
  name: string;
  displayName: string;
}

/**
 * Where the store's key lies: in the system's keychain, in a file only its owner may read, or nowhere yet;
 * `unreadable` when one is kept and this computer or account cannot unseal it.
 */
export type KeyPlace = 'keychain' | 'file' | 'none' | 'unreadable';

/** Shell to host. */
export type ToHost =
  | {
      kind: 'call';
      id: number;
      window: WindowId;
      channel: string;
      input: unknown;
      requestId?: string | undefined;
    }
  /** One slice of an upload. `ticket` came from a contract call and names size, hash and purpose. */
  | {
      kind: 'blob-put';
      id: number;
      window: WindowId;
      ticket: string;
      offset: number;
      bytes: Uint8Array;
      last: boolean;
    }
  /** One slice of a download. The host answers at most `length` bytes from `offset`. */
  | { kind: 'blob-get'; id: number; window: WindowId; ticket: string; offset: number; length: number }
  | { kind: 'open-window'; window: WindowId }
  | { kind: 'close-window'; window: WindowId }
  /** Answer to `need-key`: 64 hex digits, or null when no key is kept for this outlet yet. */
  | { kind: 'key'; hex: string | null; place: KeyPlace }
  | { kind: 'printed'; id: number; outcome: PrintOutcome }
  | { kind: 'printers'; id: number; printers: PrinterInfo[] }
  /** What a job's child said, and its end. */
  | { kind: 'child-from'; id: number; message: unknown }
  | { kind: 'child-exit'; id: number; code: number }
  /** The person leaves: finish what is in the gate, close the store, exit with code 0. */
  | { kind: 'stop' };

/** Host to shell. */
export type FromHost =
  | { kind: 'ready' }
  /** The store cannot be opened: the window shows the sentence of this code; the shell does not restart. */
  | {
      kind: 'fatal';
      code: string;
      params: Record<string, string | number | boolean | null>;
      /** The host stays and answers the channels of a rescue (`outlet.rescue…`). */
      rescue?: boolean;
    }
  | { kind: 'answer'; id: number; answer: Answer }
  | { kind: 'blob-answer'; id: number; answer: Answer; bytes?: Uint8Array | undefined }
  /** `window: null` goes to every window. */
  | { kind: 'change'; window: WindowId | null; change: unknown }
  | { kind: 'need-key' }
  | { kind: 'store-key'; hex: string }
  | { kind: 'print'; id: number; job: PrintJob }
  | { kind: 'list-printers'; id: number }
  /**
   * A process of its own for a job. Only the shell can start one in a package: the program there does not run as plain
   * Node. The file is always the host's own job entry; the host cannot name another.
   */
  | { kind: 'child-start'; id: number }
  | { kind: 'child-to'; id: number; message: unknown }
  | { kind: 'child-kill'; id: number };

/** Value of a good answer to `blob-put`: where the next slice starts (smaller than sent = send again from there). */
export interface BlobPutValue {
  offset: number;
}

/** Value of a good answer to `blob-get`; the bytes travel beside it. */
export interface BlobGetValue {
  /** Bytes of the whole file. */
  size: number;
  mime: string;
  name: string;
}

/** How the host is, as a window shows it: green, amber, red. */
export type HostState =
  | { state: 'starting'; attempt: number }
  | { state: 'ready' }
  | { state: 'restarting'; attempt: number; inMs: number }
  | { state: 'failed'; code: string; params: Record<string, string | number | boolean | null> };

/** Bytes per slice of a blob: small enough that calls pass in between. */
export const blobSliceBytes = 256 * 1024;

/** Names on the wire between page bridge and shell. The page itself never sees them. */
export const wire = {
  call: 'contract',
  changes: 'changes',
  hostState: 'host-state',
  command: 'command',
  language: 'language',
  theme: 'theme',
  blobPut: 'blob:put',
  blobGet: 'blob:get',
  blobPick: 'blob:pick',
  blobUpload: 'blob:upload',
  blobSave: 'blob:save',
  photosChoose: 'photos:choose',
  photosResume: 'photos:resume',
  photosStop: 'photos:stop',
  photosNews: 'photos:news',
  photosTake: 'photos:take',
} as const;
