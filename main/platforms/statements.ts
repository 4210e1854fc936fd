import type { StatementPage, StatementRow } from './adapter.ts';
import { FieldReader, quoteValue, Unusable } from './fields.ts';
import { isReadObject, readJson } from './json/read-json.ts';
import type { ReadObject } from './json/read-json.ts';
import type { TimeUnit } from './times.ts';

/**
 * Reads statement rows one by one; a bad row is set aside with its reason, the others count.
 * `read` answers null for rows that move other people's money.
 */
export function readStatementRows(
  texts: readonly string[],
  timeUnit: TimeUnit,
  read: (row: ReadObject, fields: FieldReader, rawText: string) => StatementRow | null,
): Pick<StatementPage, 'rows' | 'rejected'> {
  const rows: StatementRow[] = [];
  const rejected: StatementPage['rejected'] = [];
  for (const rawText of texts) {
    try {
      const value = readJson(rawText);
      if (!isReadObject(value)) throw new Unusable('not_an_object', { found: typeof value });
      const row = read(value, new FieldReader(timeUnit), rawText);
      if (row !== null) rows.push(row);
    } catch (error) {
      if (error instanceof Unusable) rejected.push({ rawText, reason: error.reason, params: error.params });
      else {
        const problem = quoteValue(String((error as Error).message));
        rejected.push({ rawText, reason: 'not_json', params: { problem } });
      }
    }
  }
  return { rows, rejected };
}

/** A required time of a row. */
export function rowTime(row: ReadObject, fields: FieldReader, name: string): number {
  const value = fields.time(row, name);
  if (value === null) throw new Unusable('time_impossible', { field: name, value: '' });
  return value;
}

export function rowId(row: ReadObject, fields: FieldReader, name: string): string {
  const id = fields.id(row, name);
  if (id === null) throw new Unusable('id_missing', { field: name });
  return id;
}
