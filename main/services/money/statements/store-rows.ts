import type { Db } from '../../../../db/connection.ts';
import type { Tx } from '../../../../db/tx.ts';
import { normaliseNumber } from '../../../../domain/money/match.ts';
import { nextNumber } from '../../numbers.ts';
import { today } from '../post-entry.ts';
import { write, writeSliced, type Writer } from '../sliced.ts';
import { newsOf } from './compare.ts';
import type { ParsedRow } from './parse-rows.ts';
import { clearLine } from './apply-case.ts';

export interface StoredRows {
  statementId: string;
  added: number;
  same: number;
  changed: number;
  totalFen: number;
}

export interface StatementSource {
  payerId: string;
  period: string;
  fileName: string;
  /** sha-256 of the file, or a name of the pull. */
  hash: string;
  blobId: string | null;
}

/**
 * Puts rows into the open statement of this payer and period (made when there is none). A row seen before adds nothing;
 * a row about the same thing with other values takes its place. Safe to run again after a break.
 */
export async function storeRows(
  writer: Writer,
  read: Db,
  source: StatementSource,
  rows: readonly ParsedRow[],
  options: { progress?(done: number): void; signal?: AbortSignal } = {},
): Promise<StoredRows> {
  const news = rows.map((row) => ({ row, news: newsOf(read, source.payerId, row) }));
  const fresh = news.filter((one) => one.news.status !== 'same');
  const counts = {
    added: fresh.filter((one) => one.news.status === 'new').length,
    changed: fresh.filter((one) => one.news.status === 'changed').length,
    same: news.length - fresh.length,
    totalFen: rows.reduce((sum, row) => sum + row.amountFen, 0),
  };
  const opened = write(writer, (tx) => openStatement(tx, source, rows, counts));
  const { statementId } = opened;
  const inserted: string[] = [];
  const standing = new Set<ParsedRow>();
  try {
    await writeSliced(
      writer,
      fresh,
      (tx, one) => {
        const id = insertRow(tx, statementId, source.payerId, opened.keyId, one.row);
        if (id === null) standing.add(one.row);
        else inserted.push(id);
      },
      options,
    );
  } catch (error) {
    await takeBack(writer, opened, inserted);
    throw error;
  }
  // From here on it is done to the end: a cancel comes too late
  await writeSliced(
    writer,
    fresh.filter((one) => one.news.status === 'changed' || standing.has(one.row)),
    (tx, { row, news }) => {
      if (news.status === 'changed') supersede(tx, news.lineId);
      if (standing.has(row)) restore(tx, source.payerId, row);
    },
  );
  write(writer, (tx) => {
    sumUp(tx, statementId);
    tellImported(tx, source, opened, counts);
  });
  return { statementId, ...counts };
}

interface Opened {
  statementId: string;
  keyId: number;
  /** False where the rows went to a statement that was there. */
  isNew: boolean;
}

/** A cancelled import, or one that failed under way, leaves nothing but a number nobody has. */
async function takeBack(writer: Writer, opened: Opened, inserted: readonly string[]): Promise<void> {
  await writeSliced(writer, inserted, (tx, id) => tx.remove('statement_line', id));
  if (opened.isNew) write(writer, (tx) => tx.remove('statement', opened.statementId));
}

function openStatement(
  tx: Tx,
  source: StatementSource,
  rows: readonly ParsedRow[],
  counts: { added: number; same: number; changed: number },
): Opened {
  const known =
    tx.value<string>(
      "SELECT id FROM statement WHERE payer_id = ? AND period = ? AND state IN ('imported', 'matching') ORDER BY seq DESC LIMIT 1",
      source.payerId,
      source.period,
    ) ??
    tx.value<string>(
      'SELECT id FROM statement WHERE payer_id = ? AND file_hash = ?',
      source.payerId,
      source.hash,
    ) ??
    (counts.added + counts.changed === 0 ? homeOf(tx, source.payerId, rows) : undefined);
  const keyId =
    (known === undefined
      ? undefined
      : tx.value<number>('SELECT min(key_id) FROM statement_line WHERE statement_id = ?', known)) ??
    tx.newKeyId();
  if (known !== undefined) return { statementId: known, keyId, isNew: false };
  const statementId = tx.insert('statement', {
    payer_id: source.payerId,
    number: nextNumber(tx, 'DZ', today(tx)),
    period: source.period,
    file_name: source.fileName,
    file_hash: source.hash,
    blob_id: source.blobId,
    state: 'imported',
    staff_id: tx.staffId,
    at: tx.at,
  });
  return { statementId, keyId, isNew: true };
}

function tellImported(
  tx: Tx,
  source: StatementSource,
  { statementId, isNew }: Opened,
  counts: { added: number; same: number; changed: number },
): void {
  const params = {
    payerId: source.payerId,
    period: source.period,
    addedCount: counts.added,
    sameCount: counts.same,
    changedCount: counts.changed,
  };
  const kind = isNew ? 'statement.imported' : 'statement.imported_again';
  tx.note({ entity: 'statement', entityId: statementId, kind, params });
}

/** A file whose every row is known belongs where its first row is. */
function homeOf(tx: Tx, payerId: string, rows: readonly ParsedRow[]): string | undefined {
  const first = rows[0];
  if (first === undefined) return undefined;
  return tx.value<string>(
    'SELECT statement_id FROM statement_line WHERE payer_id = ? AND fingerprint = ?',
    payerId,
    first.fingerprint,
  );
}

/** The corrected row stands in its place; what a machine decided about the old one is forgotten, the row stays. */
function supersede(tx: Tx, lineId: string): void {
  clearLine(tx, lineId);
  tx.update('statement_line', lineId, {
    state: 'duplicate',
    reason: 'superseded',
    difference_kind: null,
    difference_fen: 0,
    work_order_id: null,
  });
}

/** A row that was corrected and is now corrected back stands again. */
function restore(tx: Tx, payerId: string, row: ParsedRow): void {
  const taken = tx.get<{ id: string; state: string; reason: string }>(
    'SELECT id, state, reason FROM statement_line WHERE payer_id = ? AND fingerprint = ?',
    payerId,
    row.fingerprint,
  );
  if (taken === undefined || taken.state !== 'duplicate' || taken.reason !== 'superseded') return;
  tx.update('statement_line', taken.id, {
    state: 'open',
    reason: row.reason,
    difference_fen: row.amountFen,
  });
}

/** The id of the new row; null where the same row is there already. */
function insertRow(
  tx: Tx,
  statementId: string,
  payerId: string,
  keyId: number,
  row: ParsedRow,
): string | null {
  const taken = tx.value<string>(
    'SELECT id FROM statement_line WHERE payer_id = ? AND fingerprint = ?',
    payerId,
    row.fingerprint,
  );
  if (taken !== undefined) return null;
  const known = findOrderByNumbers(tx, row.numbers);
  const rowKeyId = known?.keyId ?? keyId;
  return tx.insert('statement_line', {
    statement_id: statementId,
    payer_id: payerId,
    row_no: row.rowNo,
    fingerprint: row.fingerprint,
    row_key: row.rowKey,
    item: row.item,
    coefficient_bp: row.coefficientBp,
    order_number: known?.number ?? row.numbers[0] ?? null,
    amount_fen: row.amountFen,
    deduction_fen: row.deductionFen,
    kind: row.refused ? 'refused' : (row.deductionFor ?? 'fee'),
    day: row.day,
    phone_tail: row.phoneTail,
    reason: row.reason,
    raw_sealed: tx.seal(rowKeyId, row.cells),
    key_id: rowKeyId,
    state: 'open',
    difference_fen: row.amountFen,
    at: tx.at,
  });
}

/** The number that some order of ours is known by, as the file writes it, and that order's key. */
function findOrderByNumbers(tx: Tx, numbers: readonly string[]): { number: string; keyId: number } | null {
  for (const number of numbers) {
    for (const text of new Set([number, normaliseNumber(number)])) {
      const keyId =
        tx.value<number>('SELECT key_id FROM work_order WHERE number = ?', text) ??
        tx.value<number>('SELECT key_id FROM work_order WHERE upstream_number = ?', text) ??
        tx.value<number>(
          'SELECT key_id FROM source_order WHERE connection_id IN (SELECT id FROM connection) AND upstream_id = ?',
          text,
        ) ??
        tx.value<number>('SELECT key_id FROM source_order WHERE trade_id = ?', text);
      if (keyId !== undefined) return { number, keyId };
    }
  }
  return null;
}

/** Count and sum of the rows that count. */
export function sumUp(tx: Tx, statementId: string): void {
  const sum = tx.get<{ lines: number; total: number }>(
    "SELECT count(*) AS lines, coalesce(sum(amount_fen), 0) AS total FROM statement_line WHERE statement_id = ? AND NOT (state = 'duplicate' AND reason = 'superseded')",
    statementId,
  );
  tx.update('statement', statementId, { lines: sum?.lines ?? 0, total_fen: sum?.total ?? 0 });
}
