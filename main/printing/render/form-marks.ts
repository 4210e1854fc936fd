import type { FormShape } from '../../../domain/paper/form.ts';
import type { Placed } from '../../../domain/paper/form-place.ts';
import type { FormPage } from './form.ts';

/** Where the line of every mark belongs, µm from the upper edge; two thirds down on a form lower than 30 mm. */
export const markTop = (heightMicrons: number): number => Math.min(20_000, Math.round(heightMicrons / 3));

/**
 * A stack of forms with one numbered line each, all at the same place. Where the printer feeds true every line lies at
 * that distance from the tear; what the first and the last are off is typed in.
 */
export function markPages(form: FormShape, name: string, forms: number): FormPage[] {
  const top = markTop(form.heightMicrons);
  const left = Math.min(20_000, Math.round(form.widthMicrons / 4));
  return Array.from({ length: forms }, (_, at): FormPage => {
    const said = `${at + 1}/${forms}  ${top / 1000} mm`;
    const placed: Placed[] = [
      { kind: 'rule', field: -1, left, top, width: Math.round(form.widthMicrons / 2) },
      { kind: 'text', field: -1, text: said, left, base: top - 1_500, size: 11, bold: true },
    ];
    return {
      widthMicrons: form.widthMicrons,
      heightMicrons: form.heightMicrons,
      language: 'zh',
      title: name,
      placed,
    };
  });
}
