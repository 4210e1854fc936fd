import { createHash } from 'node:crypto';
import { readLayout } from '../../../money/statements/import-job.ts';
import { matchStatement } from '../../../money/statements/match-statement.ts';
import { assertReadable, readStatement } from '../../../money/statements/read-statement.ts';
import { storeRows, type StoredRows } from '../../../money/statements/store-rows.ts';
import type { Writer } from '../../../money/sliced.ts';
import type { Stage } from './stage.ts';

/** A payer's file as the accountant would import it: read, stored, matched. */
export async function importStatement(
  stage: Stage,
  of: { payerId: string; period: string; fileName: string; bytes: Uint8Array },
): Promise<StoredRows> {
  const { payerId, period, fileName, bytes } = of;
  const { read } = stage.store;
  const layout = readLayout(read, payerId);
  const file = await readStatement(bytes, { fileName, payerId, layout, mapping: null });
  assertReadable(file, fileName);
  const writer: Writer = {
    gate: stage.store.gate,
    newId: () => stage.env.newId(),
    deskId: 'system',
    staffId: 'S04',
    command: 'system.demo_statement',
  };
  const hash = createHash('sha256').update(bytes).digest('hex');
  const stored = await storeRows(writer, read, { payerId, period, fileName, hash, blobId: null }, file.rows);
  await matchStatement(writer, read, stored.statementId);
  return stored;
}

/** Whether a payer's statement was imported before, and whether again. */
export function timesImported(stage: Stage, payerId: string): number {
  return stage.store.read
    .prepare(
      `SELECT count(*) FROM event e JOIN statement s ON s.id = e.entity_id
       WHERE e.entity = 'statement' AND e.kind IN ('statement.imported', 'statement.imported_again') AND s.payer_id = ?`,
    )
    .pluck()
    .get(payerId) as number;
}
