import type { Draft, Found, MachineDraft, Missing } from './entry.ts';

/** What every block of the slip form is given: what was found, what is typed, and how to change it. */
export interface SlipPart {
  found: Found;
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  setMachine: (id: string, patch: Partial<MachineDraft>) => void;
  /** The sentence of what is missing, once somebody tried to save; null while it is not. */
  wrong: (what: Missing) => string | null;
  /** On to the field after the one that has the focus. */
  onNext: () => void;
}
