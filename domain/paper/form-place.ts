import { fieldHeight, type FormField, type FormShape, lineHeight } from './form.ts';

/** One line of text where it comes to stand, µm from the upper left corner; `base` is its base line. */
export interface PlacedText {
  kind: 'text';
  /** Field it belongs to. */
  field: number;
  text: string;
  left: number;
  base: number;
  /** Points. */
  size: number;
  bold: boolean;
}
export interface PlacedCode {
  kind: 'code';
  field: number;
  text: string;
  left: number;
  top: number;
  side: number;
}
/** A line across, only on the marks that measure a stack. */
export interface PlacedRule {
  kind: 'rule';
  field: number;
  left: number;
  top: number;
  width: number;
}
export type Placed = PlacedText | PlacedCode | PlacedRule;

/** Width of a text in em of its size. */
export type MeasureText = (text: string, bold: boolean) => number;
/** Value under a heading; '' where the paper has none. */
export type ValueOf = (source: string, nth: number) => string;

const micronsPerPoint = 25_400 / 72;
/** Text is made smaller down to this share before it is cut. */
const leastShare = 0.6;
/** Ideographs stand 0.88 em above the base line. */
const aboveBase = 0.88;
export const tickMark = '√';

/** Everything that is printed on the form, where it stands. Pure: the editor, the page and the file place alike. */
export function placeForm(
  form: FormShape,
  valueOf: ValueOf,
  number: string,
  measure: MeasureText,
  shift: { xMicrons: number; yMicrons: number } = { xMicrons: 0, yMicrons: 0 },
): Placed[] {
  return form.fields.flatMap((field, at): Placed[] => {
    const left = field.x * 100 + shift.xMicrons;
    const top = field.y * 100 + shift.yMicrons;
    if (field.kind === 'code')
      return number === ''
        ? []
        : [{ kind: 'code', field: at, text: number, left, top, side: fieldHeight(field) * 100 }];
    const text = printedText(field, valueOf);
    if (text === '') return [];
    const { lines, size } = fit(text, field, measure);
    const room = field.width * 100;
    const pitch = (lineHeight(field.size) * 100 * size) / (field.size / 10);
    return lines.map((line, row) => {
      const wide = measure(line, field.bold) * size * micronsPerPoint;
      const free = Math.max(0, room - wide);
      return {
        kind: 'text',
        field: at,
        text: line,
        left: left + (field.align === 'left' ? 0 : field.align === 'right' ? free : free / 2),
        base: top + row * pitch + aboveBase * size * micronsPerPoint,
        size,
        bold: field.bold,
      };
    });
  });
}

function printedText(field: FormField, valueOf: ValueOf): string {
  if (field.kind === 'fixed') return field.text;
  const value = valueOf(field.source, field.nth).trim();
  if (field.kind === 'tick') return value !== '' && value.includes(field.text.trim()) ? tickMark : '';
  return value;
}

/** Lines of the text at the largest size at which they fit; at the smallest the rest is cut and says so. */
function fit(text: string, field: FormField, measure: MeasureText): { lines: string[]; size: number } {
  const full = field.size / 10;
  for (let share = 1; share > leastShare; share -= 0.05) {
    const lines = wrap(text, room(field, full * share), field.bold, measure);
    if (lines.length <= field.lines) return { lines, size: full * share };
  }
  const size = full * leastShare;
  const lines = wrap(text, room(field, size), field.bold, measure);
  if (lines.length <= field.lines) return { lines, size };
  const kept = lines.slice(0, field.lines);
  let last = kept.pop() ?? '';
  while (last !== '' && measure(`${last}…`, field.bold) > room(field, size))
    last = [...last].slice(0, -1).join('');
  return { lines: [...kept, `${last}…`], size };
}

const room = (field: FormField, size: number) => (field.width * 100) / (size * micronsPerPoint);

function wrap(text: string, em: number, bold: boolean, measure: MeasureText): string[] {
  const out: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of paragraph.match(/[!-~]+|[^!-~]/gu) ?? []) {
      if (measure(line + piece, bold) <= em) {
        line += piece;
        continue;
      }
      if (line.trim() !== '') out.push(line.trimEnd());
      line = '';
      // A run of letters or digits wider than the field is cut where it must be.
      for (const char of piece.trim() === '' ? '' : piece) {
        if (line !== '' && measure(line + char, bold) > em) {
          out.push(line);
          line = '';
        }
        line += char;
      }
    }
    if (line.trim() !== '') out.push(line.trimEnd());
  }
  return out;
}
