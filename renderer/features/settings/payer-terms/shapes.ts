import type { InputOf, OutputOf } from '../../../../preload/contract/index.ts';

export type TermsAnswer = OutputOf<'clock.terms'>;
export type Terms = InputOf<'clock.saveTerms'>['terms'];
export type Runs = Terms['runs'];
export type ClockKind = keyof Runs;

/** Tables whose changes make the terms old. */
export const termsTables = ['payer', 'payer_profile', 'setting', 'division', 'distance_tier'] as const;

export const editableClocks = [
  'accept',
  'first_call',
  'finish',
  'upload',
] as const satisfies readonly ClockKind[];
export const stoppedClocks = ['accept', 'first_call', 'visit', 'finish', 'upload'] as const;

export const milliOf = (whole: number | null): number | null => (whole === null ? null : whole * 1000);
/** A number field gives thousandths; nothing and nought both mean that there is no such clock. */
export const wholeOf = (milli: number | null): number | null =>
  milli === null || milli < 500 ? null : Math.round(milli / 1000);

/** «50, 80» ↔ thousandths; null while it is no list of shares. */
export const sharesText = (milli: readonly number[] | null): string =>
  milli === null ? '' : milli.map((one) => String(one / 10)).join(', ');
export function readShares(text: string): number[] | null {
  const parts = text.split(/[,;\s\uff0c\u3001]+/).filter((part) => part !== '');
  if (parts.length === 0) return null;
  return parts.map((part) => Math.round(Number(part.replace('%', '')) * 10));
}
export const goodShares = (shares: readonly number[] | null): boolean =>
  shares === null || shares.every((one) => Number.isInteger(one) && one > 0 && one < 1000);
