import fs from 'node:fs/promises';
import path from 'node:path';
import { safeStorage } from 'electron';
import type { KeyPlace } from '../../preload/contract/shell-messages.ts';

/** The store's key: 64 hex digits. */
const keyShape = /^[0-9a-f]{64}$/;

export interface KeptKey {
  hex: string | null;
  place: KeyPlace;
}

/** The calls of `safeStorage` that are used; the older ones that block are not. */
export interface Sealer {
  available(): Promise<boolean>;
  seal(text: string): Promise<Uint8Array>;
  unseal(bytes: Uint8Array): Promise<string>;
}

export const electronSealer: Sealer = {
  async available() {
    // On Linux without a key store Electron "encrypts" with a fixed word; a file with mode 0600 is more honest.
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
      return false;
    return safeStorage.isAsyncEncryptionAvailable();
  },
  seal: (text) => safeStorage.encryptStringAsync(text),
  unseal: async (bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes))).result,
};

/** Keeps the key in the system's keychain, or in a file for its owner alone where there is none. */
export class Keychain {
  private readonly sealedFile: string;
  private readonly plainFile: string;
  private readonly sealer: Sealer;

  constructor(outletDir: string, sealer: Sealer) {
    this.sealedFile = path.join(outletDir, 'store.key.sealed');
    this.plainFile = path.join(outletDir, 'store.key');
    this.sealer = sealer;
  }

  /**
   * The kept key, or `none` when nothing was ever kept. Throws when one was kept and cannot be read: taking that
   * for "none" would let a new key be made over an old store.
   */
  async load(): Promise<KeptKey> {
    const plain = await readIfThere(this.plainFile);
    if (plain !== null) return { hex: check(plain.toString('utf8').trim()), place: 'file' };
    const sealed = await readIfThere(this.sealedFile);
    if (sealed === null) return { hex: null, place: 'none' };
    return { hex: check(await this.sealer.unseal(sealed)), place: 'keychain' };
  }

  async store(hex: string): Promise<KeyPlace> {
    check(hex);
    await fs.mkdir(path.dirname(this.plainFile), { recursive: true });
    if (await this.sealer.available()) {
      const sealed = await this.sealer.seal(hex);
      // Tried before it is trusted: a key that cannot be read back is a lost store.
      if ((await this.sealer.unseal(sealed)) === hex) {
        await writeSafely(this.sealedFile, sealed);
        // A plain file is read first: one that was wrong must not hide the key that was proven
        await fs.rm(this.plainFile, { force: true });
        return 'keychain';
      }
    }
    await writeSafely(this.plainFile, `${hex}\n`);
    return 'file';
  }
}

function check(hex: string): string {
  if (!keyShape.test(hex)) throw new Error('store key has a wrong shape');
  return hex;
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await fs.readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function writeSafely(file: string, data: Uint8Array | string): Promise<void> {
  const handle = await fs.open(`${file}.part`, 'w', 0o600);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(`${file}.part`, file);
}
