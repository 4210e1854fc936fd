import { writeFileSync } from 'node:fs';
import { createTableSql } from './ddl.ts';
import { listTables } from './index.ts';

/**
 * Wrote migration 0001 from the table descriptions while it had not landed. A landed migration is frozen: later
 * changes are migrations of their own, and the test «migrated store equals the descriptions» keeps both together.
 */
const periodGuard = `CREATE TRIGGER journal_entry_open_period BEFORE INSERT ON journal_entry
WHEN (SELECT state FROM period WHERE id = NEW.period) <> 'open'
BEGIN SELECT RAISE(ABORT, 'period_closed:' || NEW.period); END`;
const closedForGood = `CREATE TRIGGER period_stays_closed BEFORE UPDATE ON period
WHEN OLD.state = 'closed'
BEGIN SELECT RAISE(ABORT, 'period_closed:' || OLD.id); END`;
const statements = [...listTables().flatMap(createTableSql), periodGuard, closedForGood];
const body = statements.map((sql) => `  \`${sql.replaceAll('`', '\\`')}\`,`).join('\n');
writeFileSync(
  new URL('../migrations/0001-foundation.ts', import.meta.url),
  `import type { Migration } from '../migrate.ts';

/** The tables the house stands on. Frozen once landed; see db/models for what each column means. */
export const foundation: Migration = {
  name: '0001-foundation',
  statements: [
${body.replaceAll(/^/gm, '  ')}
  ],
};
`,
);
