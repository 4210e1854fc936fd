import type { Column, Table } from './define.ts';

const sqlType: Record<Column['type'], string> = {
  text: 'TEXT',
  int: 'INTEGER',
  real: 'REAL',
  blob: 'BLOB',
  json: 'TEXT',
  bool: 'INTEGER',
  day: 'TEXT',
};

const literal = (value: string | number) =>
  typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;

function checksOf(name: string, column: Column): string[] {
  const checks: string[] = [];
  if (column.type === 'bool') checks.push(`${name} IN (0, 1)`);
  if (column.type === 'json') checks.push(`json_valid(${name})`);
  if (column.type === 'day') checks.push(`${name} GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'`);
  if (column.oneOf !== undefined) checks.push(`${name} IN (${column.oneOf.map(literal).join(', ')})`);
  if (column.check !== undefined) checks.push(column.check.replaceAll('$', name));
  return checks;
}

function columnSql(name: string, column: Column): string {
  let sql = `${name} ${sqlType[column.type]}`;
  if (!column.nullable) sql += ' NOT NULL';
  if (column.defaultTo !== undefined) sql += ` DEFAULT ${literal(column.defaultTo)}`;
  if (column.unique === true) sql += ' UNIQUE';
  if (column.ref !== undefined) sql += ` REFERENCES ${column.ref}(id)`;
  for (const check of checksOf(name, column)) sql += ` CHECK (${check})`;
  return sql;
}

/** Statements that make one table with its indexes and append-only triggers, in order. */
export function createTableSql(table: Table): string[] {
  const { name, columns, options } = table;
  const lines: string[] = [];
  const key = options.key;
  if (key === undefined) lines.push('seq INTEGER PRIMARY KEY');
  for (const [columnName, column] of Object.entries(columns)) {
    if (columnName === 'id' && key === undefined) lines.push('id TEXT NOT NULL UNIQUE');
    else if (columnName === options.rowId) lines.push(`${columnName} INTEGER PRIMARY KEY`);
    else lines.push(columnSql(columnName, column));
  }
  if (key !== undefined && options.rowId === undefined) lines.push(`PRIMARY KEY (${key.join(', ')})`);
  for (const group of options.unique ?? []) lines.push(`UNIQUE (${group.join(', ')})`);
  for (const check of options.checks ?? []) lines.push(`CHECK (${check})`);
  const suffix = key !== undefined && options.rowId === undefined ? 'STRICT, WITHOUT ROWID' : 'STRICT';
  const statements = [`CREATE TABLE ${name} (\n  ${lines.join(',\n  ')}\n) ${suffix}`];
  for (const index of options.indexes ?? []) {
    const group = Array.isArray(index)
      ? (index as readonly string[])
      : (index as { columns: readonly string[] }).columns;
    const where = Array.isArray(index) ? '' : ` WHERE ${(index as { where: string }).where}`;
    const label = group.map((part) => part.split(' ')[0]).join('_');
    const partial = where === '' ? '' : '_part';
    statements.push(`CREATE INDEX ${name}_${label}${partial} ON ${name} (${group.join(', ')})${where}`);
  }
  if (options.appendOnly === true) {
    for (const verb of ['UPDATE', 'DELETE']) {
      statements.push(
        `CREATE TRIGGER ${name}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${name} BEGIN SELECT RAISE(ABORT, 'append_only:${name}'); END`,
      );
    }
  }
  return statements;
}
