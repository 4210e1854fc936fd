const numbered = new Map<string, boolean>();

/**
 * Positional values as better-sqlite3 takes them. It knows `?` by place, but `?1` only as a name, so statements that
 * use one value several times get theirs as an object.
 */
export function bindingsFor(sql: string, params: readonly unknown[]): readonly unknown[] {
  let isNumbered = numbered.get(sql);
  if (isNumbered === undefined) {
    isNumbered = /\?\d/.test(sql);
    numbered.set(sql, isNumbered);
  }
  if (!isNumbered || params.length === 0) return params;
  return [Object.fromEntries(params.map((value, index) => [String(index + 1), value]))];
}
