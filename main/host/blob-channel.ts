import { createHash, type Hash } from 'node:crypto';
import type { Env } from '../../domain/kernel/env.ts';
import { Fault } from '../../domain/kernel/fault.ts';
import { pictureType } from '../../domain/verification/picture.ts';
import { maxBlobBytes } from '../../preload/contract/blobs.ts';
import { maxPictureBytes } from '../../preload/contract/picture-files.ts';
import type { BlobPort, Session } from '../services/context.ts';
import type { BlobStore } from './blob-store.ts';

interface Upload {
  hash: string;
  size: number;
  mime: string;
  pieces: Uint8Array[];
  received: number;
  digest: Hash;
  touchedMs: number;
}

interface Ticket {
  kind: 'put' | 'get';
  uploadKey: string;
  hash: string;
  as: { name: string; mime: string };
  untilMs: number;
  /** Of a download in slices: only who took the first slice may take the next. */
  takenBy: string | null;
}

const ticketMs = 60_000;
const putTicketMs = 15 * 60_000;
/** Bytes of all unfinished uploads together; they lie in memory, so no clear picture ever lies on the disk. */
const maxPendingBytes = 2 * maxBlobBytes;
const idleUploadMs = 10 * 60_000;

/** Registers a finished file in the store (`blob` row). */
export type RegisterBlob = (file: { hash: string; size: number; mime: string }, by: Session | null) => void;

/** Both ends of the file channel, for every transport: slices in by ticket, files out by ticket. */
export class BlobChannel implements BlobPort {
  readonly #store: BlobStore;
  readonly #env: Pick<Env, 'now' | 'randomBytes'>;
  readonly #register: RegisterBlob;
  readonly #uploads = new Map<string, Upload>();
  readonly #tickets = new Map<string, Ticket>();

  constructor(store: BlobStore, env: Pick<Env, 'now' | 'randomBytes'>, register: RegisterBlob) {
    this.#store = store;
    this.#env = env;
    this.#register = register;
  }

  async put(
    bytes: Uint8Array,
    meta: { name: string; mime: string },
  ): Promise<{ hash: string; size: number }> {
    if (bytes.byteLength > maxBlobBytes) throw new Fault('input_too_large', { limitBytes: maxBlobBytes });
    const stored = await this.#store.put(bytes);
    this.#register({ ...stored, mime: meta.mime }, null);
    return stored;
  }

  get(hash: string): Promise<Uint8Array> {
    return this.#store.get(hash);
  }

  has(hash: string): Promise<boolean> {
    return this.#store.has(hash);
  }

  ticket(hash: string, as: { name: string; mime: string }): string {
    return this.#issue({
      kind: 'get',
      uploadKey: '',
      hash,
      as,
      untilMs: this.#env.now() + ticketMs,
      takenBy: null,
    });
  }

  async offer(
    file: { hash: string; size: number; name: string; mime: string },
    by: Session,
  ): Promise<{ have: true } | { have: false; ticket: string; offset: number }> {
    if (file.mime.startsWith('image/') && file.size > maxPictureBytes)
      throw new Fault('picture_too_large', { name: file.name, limitMb: maxPictureBytes / 1024 / 1024 });
    // «Have it» is told only to who could send it: a hash is not guessed, and bytes are never given for one
    if (await this.#store.has(file.hash)) {
      this.#register({ hash: file.hash, size: file.size, mime: file.mime }, by);
      return { have: true };
    }
    this.#sweep();
    const key = uploadKey(by, file.hash);
    let upload = this.#uploads.get(key);
    if (upload && upload.size !== file.size) {
      this.#uploads.delete(key);
      upload = undefined;
    }
    if (!upload) {
      const pending = [...this.#uploads.values()].reduce((sum, other) => sum + other.size, 0);
      if (pending + file.size > maxPendingBytes) throw new Fault('rate_limited', { retryMs: 5000 });
      upload = {
        hash: file.hash,
        size: file.size,
        mime: file.mime,
        pieces: [],
        received: 0,
        digest: createHash('sha256'),
        touchedMs: this.#env.now(),
      };
      this.#uploads.set(key, upload);
    }
    const ticket = this.#issue({
      kind: 'put',
      uploadKey: key,
      hash: file.hash,
      as: file,
      untilMs: this.#env.now() + putTicketMs,
      takenBy: by.id,
    });
    return { have: false, ticket, offset: upload.received };
  }

  received(hash: string, by: Session): number {
    return this.#uploads.get(uploadKey(by, hash))?.received ?? 0;
  }

  /**
   * One slice. Answers where the next one starts: smaller than sent means «again from there». With the last byte
   * the file is checked, stored and registered; `blob_damaged` when it is not what was announced.
   */
  async acceptSlice(
    ticket: string,
    by: Session,
    offset: number,
    bytes: Uint8Array,
  ): Promise<{ offset: number; done: boolean }> {
    const found = this.#find(ticket, 'put', by);
    const upload = this.#uploads.get(found.uploadKey);
    if (!upload) throw new Fault('ticket_used');
    upload.touchedMs = this.#env.now();
    if (offset > upload.received || offset < 0) return { offset: upload.received, done: false };
    const fresh = bytes.subarray(Math.min(upload.received - offset, bytes.byteLength));
    if (upload.received + fresh.byteLength > upload.size)
      throw new Fault('input_too_large', { limitBytes: upload.size });
    if (fresh.byteLength > 0) {
      const own = Uint8Array.from(fresh);
      upload.pieces.push(own);
      upload.digest.update(own);
      upload.received += own.byteLength;
    }
    if (upload.received < upload.size) return { offset: upload.received, done: false };
    this.#uploads.delete(found.uploadKey);
    this.#tickets.delete(ticket);
    if (upload.digest.digest('hex') !== upload.hash)
      throw new Fault('blob_damaged', { id: upload.hash.slice(0, 12) });
    const whole = Buffer.concat(upload.pieces);
    // What calls itself a picture is one by its first bytes, or it is not kept
    if (upload.mime.startsWith('image/') && pictureType(whole.subarray(0, 16)) === null)
      throw new Fault('picture_unreadable', { name: found.as.name });
    await this.#store.put(whole);
    this.#register({ hash: upload.hash, size: upload.size, mime: upload.mime }, by);
    return { offset: upload.size, done: true };
  }

  /** The whole file for a ticket, once. */
  async redeem(ticket: string, by: Session): Promise<{ bytes: Uint8Array; name: string; mime: string }> {
    const found = this.#find(ticket, 'get', by);
    if (found.takenBy !== null) throw new Fault('ticket_used');
    this.#tickets.delete(ticket);
    return { bytes: await this.#store.get(found.hash), ...found.as };
  }

  /** A slice of the file for a ticket (message ports). The first slice binds the ticket to the one who took it. */
  async redeemSlice(ticket: string, by: Session, offset: number, length: number) {
    const found = this.#find(ticket, 'get', by);
    if (found.takenBy === null && offset !== 0) throw new Fault('ticket_used');
    found.takenBy = by.id;
    const bytes = await this.#store.get(found.hash);
    const end = Math.min(bytes.byteLength, offset + Math.max(1, Math.min(length, 4 * 1024 * 1024)));
    if (end >= bytes.byteLength) this.#tickets.delete(ticket);
    return { bytes: bytes.subarray(offset, end), size: bytes.byteLength, ...found.as };
  }

  #find(ticket: string, kind: Ticket['kind'], by: Session): Ticket {
    const found = this.#tickets.get(String(ticket));
    if (!found || found.kind !== kind) throw new Fault('ticket_used');
    if (found.untilMs < this.#env.now()) {
      this.#tickets.delete(ticket);
      throw new Fault('ticket_used');
    }
    if (found.takenBy !== null && found.takenBy !== by.id) throw new Fault('ticket_used');
    return found;
  }

  #issue(ticket: Ticket): string {
    this.#sweep();
    const text = Buffer.from(this.#env.randomBytes(32)).toString('base64url');
    this.#tickets.set(text, ticket);
    return text;
  }

  #sweep(): void {
    const nowMs = this.#env.now();
    for (const [text, ticket] of this.#tickets) if (ticket.untilMs < nowMs) this.#tickets.delete(text);
    for (const [key, upload] of this.#uploads) {
      if (nowMs - upload.touchedMs > idleUploadMs) this.#uploads.delete(key);
    }
  }
}

/** Uploads belong to the desk that sends them: two desks sending one picture do not mix their slices. */
function uploadKey(by: Session, hash: string): string {
  return `${by.deskId}\n${hash}`;
}
