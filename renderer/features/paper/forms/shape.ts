import type { FormField } from '../../../../domain/paper/form.ts';
import { sheetSizes } from '../../../../domain/paper/sizes.ts';
import type { InputOf, OutputOf } from '../../../../preload/contract/index.ts';

export type FormAnswer = OutputOf<'paper.form'>;
export type Heading = OutputOf<'paper.formHeadings'>['headings'][number];
/** A form as it is being drawn; `guideHash` absent: the picture stays as it is. */
export type FormDraft = Omit<InputOf<'paper.saveForm'>, 'fields' | 'version'> & {
  fields: FormField[];
  version: number | null;
};

/** Sizes that are offered by name; every other is typed. */
export const namedSizes = ['fanfold140', 'fanfold93', 'fanfold280', 'a5', 'a4'] as const;

export const newForm: FormDraft = {
  id: null,
  version: null,
  kind: 'service_slip',
  payerId: null,
  nameZh: '',
  nameEn: '',
  ...sheetSizes.fanfold140,
  fields: [],
};

export const draftOf = (form: FormAnswer): FormDraft => ({
  id: form.id,
  version: form.version,
  kind: form.kind,
  payerId: form.payerId,
  nameZh: form.nameZh,
  nameEn: form.nameEn,
  widthMicrons: form.widthMicrons,
  heightMicrons: form.heightMicrons,
  fields: form.fields,
});

export const newField = (source: string, nth: number, at: { x: number; y: number }): FormField => ({
  kind: 'text',
  source,
  nth,
  text: '',
  x: at.x,
  y: at.y,
  width: 400,
  lines: 1,
  size: 100,
  align: 'left',
  bold: false,
});

export const headingKey = (one: { source: string; nth: number }) => `${one.source} ${one.nth}`;

/** Tenths of a millimetre as people read them: 405 → "40.5". */
export const millimetres = (tenths: number): string =>
  `${tenths < 0 ? '-' : ''}${Math.floor(Math.abs(tenths) / 10)}.${Math.abs(tenths) % 10}`;

/** "40.5" → 405; null for what is no length in tenths. */
export function parseTenths(text: string): number | null {
  const match = /^([-−]?)(\d{1,4})(?:[.。](\d?))?$/u.exec(text.trim());
  if (!match) return null;
  const tenths = Number(match[2]) * 10 + Number(match[3] || '0');
  return match[1] && tenths !== 0 ? -tenths : tenths;
}
