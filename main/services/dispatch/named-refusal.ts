import type { RowReader } from '../masters.ts';

/** What a refusal names by id is known to people by name. */
const namedIn: Record<string, string> = {
  certificate: 'certificate_kind',
  tool: 'tool_kind',
  skill: 'skill',
};

/** The refusal with both names (`nameZh`, `nameEn`) of the certificate, tool or skill it is about. */
export function named<T extends { params: Readonly<Record<string, string | number>> }>(
  read: RowReader,
  refusal: T,
): T {
  for (const [param, table] of Object.entries(namedIn)) {
    const id = refusal.params[param];
    if (id === undefined) continue;
    const row = read.get<{ nameZh: string; nameEn: string }>(
      `SELECT name_zh AS nameZh, name_en AS nameEn FROM ${table} WHERE id = ?`,
      id,
    );
    if (row !== undefined) return { ...refusal, params: { ...refusal.params, ...row } };
  }
  return refusal;
}
