import Database from 'better-sqlite3';

type Pragma = (this: Database.Database, source: string, options?: Database.PragmaOptions) => unknown;

/**
 * Opens stores of this process without their cipher, until the answer is called. Ciphertext does not compress: a
 * recording that lies in the repository is made from plain stores. What is written when and synced when is the same.
 */
export function plainStores(): () => void {
  const prototype = Database.prototype as unknown as { pragma: Pragma };
  const sealed = prototype.pragma;
  prototype.pragma = function pragma(source, options) {
    return /^(cipher|key) = /.test(source) ? [] : sealed.call(this, source, options);
  };
  return () => {
    prototype.pragma = sealed;
  };
}
