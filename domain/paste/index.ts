/** Pasted text → order fields. The public face of this folder; see domain/README.md. */
export { phoneText } from './phone-read.ts';
export { readPaste } from './read.ts';
export { type PastePart, splitPaste } from './split.ts';
export type {
  Certainty,
  DivisionChoice,
  PastedDivision,
  PastedPhone,
  PastedProduct,
  PastedWish,
  PasteOptions,
  PasteQuestion,
  PasteResult,
  Reading,
  Span,
} from './types.ts';
