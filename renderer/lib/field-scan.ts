/**
 * Tells a scanner from a hand while a text field has the focus. A hand never types six signs with at most 35 ms between
 * any two of them and Enter at the same speed. Pure: it is told every key and says when one ended a scan.
 */
export interface FieldKey {
  /** What has the focus; compared by identity. */
  field: object;
  /** The field's text before this key. */
  value: string;
  key: string;
  atMs: number;
}

export interface FieldScan {
  code: string;
  /** What stood in the field before the scan began: a code taken elsewhere leaves no trace here. */
  before: string;
}

const gapMs = 35;
const minLength = 6;

export class FieldScanner {
  #burst: { field: object; before: string; code: string; lastMs: number } | null = null;

  /** One key without Ctrl, Alt or Meta; Shift alone must not be told. Answers the scan that this Enter ended. */
  press({ field, value, key, atMs }: FieldKey): FieldScan | null {
    const burst = this.#burst?.field === field && atMs - this.#burst.lastMs <= gapMs ? this.#burst : null;
    if (key.length === 1) {
      this.#burst = {
        field,
        before: burst?.before ?? value,
        code: (burst?.code ?? '') + key,
        lastMs: atMs,
      };
      return null;
    }
    this.#burst = null;
    if (key !== 'Enter' || burst === null || burst.code.length < minLength) return null;
    return { code: burst.code, before: burst.before };
  }

  forget(): void {
    this.#burst = null;
  }
}
