import type { Field } from './tree.ts';

/** Fields packed into rows of twelve twelfths; the last of a row takes what is left. */
export function packFields(items: readonly Field[]): { field: Field; span: number }[][] {
  const rows: { field: Field; span: number }[][] = [];
  let row: { field: Field; span: number }[] = [];
  let used = 0;
  const flush = () => {
    const last = row.at(-1);
    if (last) last.span += 12 - used;
    if (row.length > 0) rows.push(row);
    row = [];
    used = 0;
  };
  for (const field of items) {
    const span = Math.min(12, field.span ?? 4);
    if (used + span > 12) flush();
    row.push({ field, span });
    used += span;
  }
  flush();
  return rows;
}
