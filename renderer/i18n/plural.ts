import type { FormatterModule } from 'i18next';

/**
 * Words that follow a number: `{{n}} {{n, day|days}}`. The first form stands beside what is read as 1 and nothing else,
 * as English has it: 0 days, 1 day, 1.5 days, 1,000 days. Chinese needs none of this.
 */
export function pluralOf(value: unknown, forms: string): string {
  const [one = '', many = one] = forms.split('|');
  return String(value) === '1' ? one : many;
}

/** The one thing that stands behind a comma in a sentence of ours. */
export const plurals: FormatterModule = {
  type: 'formatter',
  init() {},
  add() {},
  addCached() {},
  format: (value, forms) => (forms === undefined ? String(value) : pluralOf(value, forms)),
};
