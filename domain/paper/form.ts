import { Fault } from '../kernel/fault.ts';
import type { SheetSize } from './sizes.ts';

/**
 * A pre-printed form (套打): the brand printed headings and lines, the program prints values only. Places are tenths of
 * a millimetre from the upper left corner of the paper.
 */
export const formFieldKinds = ['text', 'tick', 'fixed', 'code'] as const;
export type FormFieldKind = (typeof formFieldKinds)[number];
export const formAligns = ['left', 'center', 'right'] as const;

export interface FormField {
  /** text: the value of a heading · tick: a mark where that value says `text` · fixed: `text` itself · code: the paper's number as a QR code. */
  kind: FormFieldKind;
  /** Heading of the program's own paper, as its word key; '' for fixed and code. */
  source: string;
  /** Which one of several with this heading, from 1: the second machine, the third row of a table. */
  nth: number;
  text: string;
  x: number;
  y: number;
  /** Room for the text; the side of a code. */
  width: number;
  /** Lines the text may take; it is made smaller before it is cut. */
  lines: number;
  /** Tenths of a point. */
  size: number;
  align: (typeof formAligns)[number];
  bold: boolean;
}

/** A form without its name: size and what stands where. */
export interface FormShape extends SheetSize {
  fields: FormField[];
}

/** Limits of a form; the contract and the screen take them from here. */
export const formLimits = {
  mostFields: 120,
  /** µm; a strip of 20 mm up to a sheet of 600 mm. */
  leastMicrons: 20_000,
  mostMicrons: 600_000,
  leastSize: 40,
  mostSize: 480,
  mostLines: 12,
  /** Tenths of a millimetre either way. */
  mostShift: 500,
  /** µm per form. */
  mostDrift: 5_000,
} as const;

/** Height of a field in tenths of a millimetre: its lines, or the side of its code. */
export function fieldHeight(field: Pick<FormField, 'kind' | 'lines' | 'size' | 'width'>): number {
  if (field.kind === 'code') return field.width;
  return Math.ceil(lineHeight(field.size) * field.lines);
}

/** Tenths of a millimetre of one line at this size: an em and a fifth. */
export const lineHeight = (size: number): number => (((size / 10) * 25.4) / 72) * 1.2 * 10;

/**
 * Looks at a whole form before it is kept. @throws Fault `form_wrong` {form, place, why} for a field that says nothing,
 * `form_off_paper` {form, field} for one that would stand beside the paper once shifted.
 */
export function checkForm(name: string, form: FormShape, shift = { x: 0, y: 0 }): void {
  form.fields.forEach((field, at) => {
    const place = String(at + 1);
    if ((field.kind === 'text' || field.kind === 'tick') && field.source === '')
      throw new Fault('form_wrong', { form: name, place, why: 'no_source' });
    if ((field.kind === 'fixed' || field.kind === 'tick') && field.text.trim() === '')
      throw new Fault('form_wrong', { form: name, place, why: 'no_text' });
    if (!isOnPaper(field, form, shift)) throw new Fault('form_off_paper', { form: name, field: place });
  });
}

export function isOnPaper(field: FormField, paper: SheetSize, shift = { x: 0, y: 0 }): boolean {
  const left = field.x + shift.x;
  const top = field.y + shift.y;
  return (
    left >= 0 &&
    top >= 0 &&
    (left + field.width) * 100 <= paper.widthMicrons &&
    (top + fieldHeight(field)) * 100 <= paper.heightMicrons
  );
}
