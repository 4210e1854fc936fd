import type { Db } from '../../../../db/connection.ts';
import type { Gate } from '../../../../db/gate.ts';
import type { Env } from '../../../../domain/kernel/env.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import type { JsonCursor, PlatformDefinition, StatementRow } from '../../../platforms/adapter.ts';
import { contextOf, type ConnectionRow } from '../../sync/ports.ts';
import type { Writer } from '../sliced.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { matchStatement } from './match-statement.ts';
import { createHash } from 'node:crypto';
import type { ParsedRow } from './parse-rows.ts';
import { storeRows } from './store-rows.ts';

export interface PullPorts {
  env: Env;
  gate: Gate;
  read: Db;
  platforms: Readonly<Record<string, PlatformDefinition>>;
  writer: Writer;
}

/** Pages a statement may have before something is wrong with the platform's counting. */
const maxPages = 2000;

/**
 * A platform's own statement through its interface, into the tables files go to. Bookings carry an id, so what was seen
 * is known; a booking that is not final yet is left for the next pull. Faults: those of the platform, `statement_none`.
 */
export async function pullStatement(
  ports: PullPorts,
  input: { connectionId: string; period: string; fromAt: number; toAt: number; signal?: AbortSignal },
): Promise<OutputOf<'money.pullStatement'>> {
  const connection = ports.read.prepare('SELECT * FROM connection WHERE id = ?').get(input.connectionId) as
    | (ConnectionRow & { name_zh: string })
    | undefined;
  if (connection === undefined)
    throw new Fault('not_found', { entity: 'connection', id: input.connectionId });
  if (
    connection.mode !== 'api' ||
    ports.platforms[connection.adapter]?.pullStatement === undefined ||
    connection.payer_id === null
  ) {
    throw new Fault('statement_none', { connection: connection.name_zh });
  }
  const { adapter, ctx } = contextOf({ ...ports, sealer: null as never }, connection, input.signal);
  const rows: ParsedRow[] = [];
  let rejected = 0;
  let cursor: JsonCursor = null;
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await adapter.pullStatement!({ fromAt: input.fromAt, toAt: input.toAt }, cursor, ctx);
    rejected += answer.rejected.length;
    for (const row of answer.rows) if (row.final) rows.push(toRow(row, rows.length + 1, connection.payer_id));
    cursor = answer.nextCursor;
    if (!answer.more) break;
  }
  const stored = await storeRows(
    ports.writer,
    ports.read,
    {
      payerId: connection.payer_id,
      period: input.period,
      fileName: '',
      hash: `pull ${connection.id} ${input.period}`,
      blobId: null,
    },
    rows,
  );
  const result = await matchStatement(ports.writer, ports.read, stored.statementId, { missing: false });
  return { rows: rows.length, fileTotalFen: null, ...stored, ...result, rejected };
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 27);

function toRow(row: StatementRow, rowNo: number, payerId: string): ParsedRow {
  return {
    rowNo,
    numbers: [row.upstreamId, row.tradeId].filter((one): one is string => one !== null),
    amountFen: row.amountFen,
    deductionFen: 0,
    deductionFor: null,
    refused: false,
    coefficientBp: null,
    day: businessDay(row.bookedAt),
    phoneTail: null,
    item: row.feeKind,
    serial: row.rowId,
    reason: row.note.slice(0, 120),
    fingerprint: hash(JSON.stringify([payerId, row.rowId, row.amountFen])),
    rowKey: hash(JSON.stringify([payerId, row.rowId])),
    cells: [['raw', row.rawText]],
  };
}
