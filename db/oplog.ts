import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { Fault } from '../domain/kernel/fault.ts';
import { makeFolder, syncFolder } from './durable.ts';
import { pooledRandom } from './random-pool.ts';

/** The image of one row after (or, for a delete, before) a command. Values are JSON-safe; blobs as base64. */
export interface RowImage {
  /** Table. */
  t: string;
  /** i insert, u update, d delete. */
  o: 'i' | 'u' | 'd';
  /** Primary key as the table's key columns in order. */
  k: (string | number)[];
  /** Columns written. */
  c?: Record<string, string | number | null>;
}

/** Images of rows with personal data, sealed together with their customer's key: a `RowImage[]` as JSON inside. */
export interface SealedImages {
  s: string;
}

/** One command. Effects, not inputs: later code and other engines can replay it. */
export interface LogRecord {
  lsn: number;
  epoch: number;
  outlet: string;
  desk: string;
  staff: string | null;
  request: string;
  command: string;
  version: number;
  at: number;
  rows: (RowImage | SealedImages)[];
}

const headBytes = 8; // length u32le, crc32 u32le of the sealed body
const rotateBytes = 32 * 1024 * 1024;

/**
 * The operation log: an encrypted, checksummed, rotated file beside the store, one entry per command, synced
 * before the answer leaves. Gives point-in-time restore and the rescue of an injured store.
 *
 * Entry = length | crc32 | AES-256-GCM(nonce 12 | tag 16 | body), the lsn authenticated. A torn last entry is
 * cut off at open; damage before the end is `log_damaged` and never papered over.
 */
export class OperationLog {
  readonly #dir: string;
  readonly #key: KeyObject;
  #fd = -1;
  #size = 0;
  #head = 0;
  readonly #sync: boolean;

  constructor(dir: string, storeKey: string, options: { sync?: boolean } = {}) {
    this.#dir = dir;
    this.#sync = options.sync ?? true;
    this.#key = createSecretKey(
      Buffer.from(hkdfSync('sha256', Buffer.from(storeKey, 'hex'), '', 'outlet-desk operation log', 32)),
    );
    makeFolder(dir);
    const last = this.#files().at(-1);
    if (last !== undefined) this.#openLast(last);
  }

  /** lsn of the last durable entry; 0 when the log is empty. */
  get head(): number {
    return this.#head;
  }

  #files(): string[] {
    return readdirSync(this.#dir)
      .filter((name) => /^\d{12}\.log$/.test(name))
      .sort();
  }

  #openLast(name: string): void {
    const path = join(this.#dir, name);
    const { records, goodBytes, totalBytes } = this.#scan(path, true);
    this.#fd = openSync(path, 'r+');
    if (goodBytes < totalBytes) {
      ftruncateSync(this.#fd, goodBytes);
      fsyncSync(this.#fd);
    }
    this.#size = goodBytes;
    this.#head = records.at(-1)?.lsn ?? Number.parseInt(name, 10) - 1;
  }

  #rotate(firstLsn: number): void {
    if (this.#fd >= 0) closeSync(this.#fd);
    const path = join(this.#dir, `${String(firstLsn).padStart(12, '0')}.log`);
    this.#fd = openSync(path, existsSync(path) ? 'r+' : 'w+');
    this.#size = 0;
    if (!this.#sync) return;
    // A power cut must not forget the name of the file it was told to keep.
    syncFolder(this.#dir);
  }

  /** Packs a record as it will lie in the file. Kept in the store until the log holds it. */
  pack(record: LogRecord): Buffer {
    // Random, not derived from the lsn: a command that rolled back gives its lsn to another one.
    const nonce = pooledRandom(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const body = cipher.update(JSON.stringify(record), 'utf8');
    cipher.final();
    const packed = Buffer.concat([Buffer.alloc(headBytes), nonce, cipher.getAuthTag(), body]);
    const sealed = packed.subarray(headBytes);
    packed.writeUInt32LE(sealed.length, 0);
    packed.writeUInt32LE(crc32(sealed), 4);
    return packed;
  }

  /** Appends packed records with consecutive lsns and syncs once. Returns when they are durable. */
  append(records: { lsn: number; packed: Buffer }[]): void {
    const first = records[0];
    if (first === undefined) return;
    if (this.#fd < 0 || this.#size > rotateBytes) this.#rotate(first.lsn);
    const bytes = records.length === 1 ? first.packed : Buffer.concat(records.map((record) => record.packed));
    let written = 0;
    try {
      while (written < bytes.length) {
        written += writeSync(this.#fd, bytes, written, bytes.length - written, this.#size + written);
      }
      if (this.#sync) fdatasyncSync(this.#fd);
    } catch (error) {
      // Half an entry must not stay where the next one would be appended behind it.
      ftruncateSync(this.#fd, this.#size);
      if ((error as { code?: string }).code === 'ENOSPC')
        throw new Fault('disk_full', { place: 'operation log' });
      throw error;
    }
    this.#size += bytes.length;
    this.#head = records.at(-1)?.lsn ?? this.#head;
  }

  #scan(
    path: string,
    tornEndAllowed: boolean,
  ): { records: LogRecord[]; goodBytes: number; totalBytes: number } {
    const bytes = readFileSync(path);
    const records: LogRecord[] = [];
    let at = 0;
    while (at < bytes.length) {
      const record = this.#unpackAt(bytes, at);
      if (record === null) {
        // A torn end is one where no whole entry follows: anything else is damage.
        if (!tornEndAllowed || this.#wholeEntryAfter(bytes, at)) {
          throw new Fault('log_damaged', { place: path.split(/[\\/]/).at(-1) ?? '', offset: at });
        }
        break;
      }
      records.push(record);
      at += headBytes + bytes.readUInt32LE(at);
    }
    return { records, goodBytes: at, totalBytes: bytes.length };
  }

  #wholeEntryAfter(bytes: Buffer, from: number): boolean {
    for (let at = from + 1; at + headBytes + 28 <= bytes.length; at += 1) {
      const length = bytes.readUInt32LE(at);
      if (length < 28 || at + headBytes + length > bytes.length) continue;
      if (this.#unpackAt(bytes, at) !== null) return true;
    }
    return false;
  }

  #unpackAt(bytes: Buffer, at: number): LogRecord | null {
    if (at + headBytes > bytes.length) return null;
    const length = bytes.readUInt32LE(at);
    if (length < 28 || at + headBytes + length > bytes.length) return null;
    const sealed = bytes.subarray(at + headBytes, at + headBytes + length);
    if (crc32(sealed) !== bytes.readUInt32LE(at + 4)) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      return JSON.parse(
        Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8'),
      ) as LogRecord;
    } catch {
      return null;
    }
  }

  /** Records with lsn > `after`, oldest first. Faults: `log_damaged`. */
  *read(after = 0): Generator<LogRecord> {
    const files = this.#files();
    for (const [index, name] of files.entries()) {
      const next = files[index + 1];
      if (next !== undefined && Number.parseInt(next, 10) <= after + 1) continue;
      const { records } = this.#scan(join(this.#dir, name), next === undefined);
      for (const record of records) if (record.lsn > after) yield record;
    }
  }

  /** Bytes of all files, for the diagnostics page. */
  get bytes(): number {
    return this.#files().reduce((sum, name) => sum + statSync(join(this.#dir, name)).size, 0);
  }

  close(): void {
    if (this.#fd >= 0) closeSync(this.#fd);
    this.#fd = -1;
  }
}
