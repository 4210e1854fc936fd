import type { Db } from './connection.ts';
import { getTable } from './models/index.ts';
import type { LogRecord, RowImage } from './oplog.ts';
import type { Sealer } from './seal.ts';

const restore = (value: string | number | null): string | number | Buffer | null =>
  typeof value === 'string' && value.startsWith('b64:') ? Buffer.from(value.slice(4), 'base64') : value;

/**
 * Applies the effects of logged commands to a store that does not have them: after the store lost its tail, or to
 * bring a restored copy forward to a point in time. Idempotent per row. Rows whose customer's key was destroyed
 * meanwhile are left out: their content is gone for ever, which is what destroying means.
 */
export function replayRecords(db: Db, sealer: Sealer, records: Iterable<LogRecord>): number {
  let count = 0;
  for (const record of records) {
    db.transaction(() => {
      db.pragma('defer_foreign_keys = ON');
      for (const image of record.rows) {
        if (!('s' in image)) applyImage(db, image);
        else for (const inner of sealer.open<RowImage[]>(image.s) ?? []) applyImage(db, inner);
      }
      db.prepare(
        `INSERT OR IGNORE INTO op (lsn, epoch, desk_id, staff_id, request_id, command, command_version, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        record.lsn,
        record.epoch,
        record.desk,
        record.staff,
        record.request,
        record.command,
        record.version,
        record.at,
      );
    })();
    count += 1;
  }
  return count;
}

function applyImage(db: Db, image: RowImage): void {
  const { name, options } = getTable(image.t);
  const keys = options.key ?? ['id'];
  const where = keys.map((key) => `${key} = ?`).join(' AND ');
  if (image.o === 'd') {
    db.prepare(`DELETE FROM ${name} WHERE ${where}`).run(...image.k);
    return;
  }
  const columns = Object.keys(image.c ?? {});
  const values = columns.map((column) => restore(image.c?.[column] ?? null));
  const there = db.prepare(`SELECT 1 FROM ${name} WHERE ${where}`).get(...image.k);
  if (there === undefined) {
    if (image.o === 'u') return;
    db.prepare(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ).run(...values);
  } else if (options.appendOnly !== true && columns.length > 0) {
    db.prepare(
      `UPDATE ${name} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${where}`,
    ).run(...values, ...image.k);
  }
}
