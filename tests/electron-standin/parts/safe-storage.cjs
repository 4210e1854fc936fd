'use strict';
/**
 * NOT A KEY STORE: the key lies in a readable file beside the profile, so this only shows that the app's calls fit
 * together. STANDIN_NO_KEYCHAIN=1 plays a machine without one.
 */
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { guard, refuse } = require('./guard.cjs');

const mark = Buffer.from('standin-not-real:');

function key() {
  const { app } = require('./app.cjs');
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
  const file = path.join(app.getPath('userData'), 'standin-not-a-real-keychain');
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, crypto.randomBytes(32), { mode: 0o600 });
  }
  return fs.readFileSync(file);
}
const available = () => process.env.STANDIN_NO_KEYCHAIN !== '1';

const safeStorage = guard('safeStorage', {
  isAsyncEncryptionAvailable: async () => available(),
  isEncryptionAvailable: available,
  getSelectedStorageBackend: () => (available() ? 'gnome_libsecret' : 'basic_text'),
  async encryptStringAsync(text) {
    if (!available()) throw new Error('Encryption is not available');
    const nonce = crypto.randomBytes(12);
    const cipher = crypto.createCipheriv('aes-256-gcm', key(), nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([mark, nonce, cipher.getAuthTag(), body]);
  },
  async decryptStringAsync(bytes) {
    if (!available()) throw new Error('Encryption is not available');
    const at = mark.length;
    if (!Buffer.from(bytes.subarray(0, at)).equals(mark))
      throw new Error('Error while decrypting the ciphertext');
    const decipher = crypto.createDecipheriv('aes-256-gcm', key(), bytes.subarray(at, at + 12));
    decipher.setAuthTag(bytes.subarray(at + 12, at + 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(at + 28)), decipher.final()]).toString('utf8');
    return { shouldReEncrypt: false, result: text };
  },
  encryptString: refuse('safeStorage.encryptString', 'deprecated; use the async method'),
  decryptString: refuse('safeStorage.decryptString', 'deprecated; use the async method'),
});
module.exports = { safeStorage };
