import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../domain/kernel/fault.ts';

/**
 * Files beside the store, named by what they hold and sealed with a key made from the store's key: a photo of a
 * customer's flat must not lie readable beside an encrypted store. File = nonce 12 | tag 16 | bytes. The name on
 * disk is a keyed hash, so a folder listing tells nobody which known picture is here.
 */
export class BlobStore {
  readonly #dir: string;
  readonly #key: Buffer;
  readonly #nameKey: Buffer;

  constructor(dir: string, storeKey: string) {
    const secret = Buffer.from(storeKey, 'hex');
    this.#dir = dir;
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'outlet-desk blobs', 32));
    this.#nameKey = Buffer.from(hkdfSync('sha256', secret, '', 'outlet-desk blob names', 32));
  }

  /** Stores bytes durably; the same bytes twice are one file. Answers their SHA-256 in hex. */
  async put(bytes: Uint8Array): Promise<{ hash: string; size: number }> {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const path = this.#path(hash);
    if (existsSync(path)) return { hash, size: bytes.byteLength };
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(hash));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    const temporary = `${path}.${randomBytes(6).toString('hex')}.new`;
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.write(Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new Fault('disk_full') : error;
    }
    return { hash, size: bytes.byteLength };
  }

  /** The bytes. `not_found` when the file is gone, `blob_damaged` when it does not verify. */
  async get(hash: string): Promise<Uint8Array> {
    let file: Buffer;
    try {
      file = await readFile(this.#path(hash));
    } catch {
      throw new Fault('not_found', { entity: 'blob', id: hash.slice(0, 12) });
    }
    try {
      const open = createDecipheriv('aes-256-gcm', this.#key, file.subarray(0, 12))
        .setAAD(Buffer.from(hash))
        .setAuthTag(file.subarray(12, 28));
      return Buffer.concat([open.update(file.subarray(28)), open.final()]);
    } catch {
      throw new Fault('blob_damaged', { id: hash.slice(0, 12) });
    }
  }

  async has(hash: string): Promise<boolean> {
    return existsSync(this.#path(hash));
  }

  /** Removes the file (deletion of a customer's data). True if there was one. */
  async remove(hash: string): Promise<boolean> {
    const path = this.#path(hash);
    if (!existsSync(path)) return false;
    await rm(path, { force: true });
    return true;
  }

  #path(hash: string): string {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Fault('input_invalid', { field: 'hash', problem: 'format' });
    const name = createHmac('sha256', this.#nameKey).update(hash).digest('hex');
    return join(this.#dir, name.slice(0, 2), name);
  }
}
