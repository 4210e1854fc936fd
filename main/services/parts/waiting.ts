import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { Condition } from '../../../domain/stock/key.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { getSetting, type RowReader } from '../masters.ts';
import { PaperWriter, takeAt, type OpenPaper } from './documents.ts';
import { getPart } from './reservations.ts';
import { scrapParts } from './scrap.ts';
import { transferParts, type MoveLine } from './transfer.ts';

/** Whose yes a transfer out of this place needs; null: a place that is nobody's, or the asker's own bag. */
export function holderOf(
  read: Pick<RowReader, 'get'>,
  locationId: string,
  askedBy: string | null,
): { staffId: string; name: string } | null {
  const row = read.get<{ staffId: string; name: string }>(
    "SELECT s.id AS staffId, s.name FROM location l JOIN staff s ON s.id = l.staff_id WHERE l.id = ? AND l.kind = 'bag'",
    locationId,
  );
  return row === undefined || row.staffId === askedBy ? null : row;
}

/** Fen of one scrap paper above which somebody who may adjust stock has to say yes. */
export const scrapLimitFen = (read: Parameters<typeof getSetting>[0]): number =>
  getSetting(read, 'outlet', 'scrap_approval_fen', 5_000);

/** What the lines are worth at the parts' own cost, fen. */
export const worthOf = (tx: Tx, lines: readonly MoveLine[]): number =>
  lines.reduce((sum, line) => sum + timesMilli(getPart(tx, line.partId).cost_fen, line.quantityMilli), 0);

/**
 * A paper that waits for a yes: it names what is asked for, nothing moves and nothing is promised. What could not be
 * taken now is refused now. Faults: those of `takeAt`.
 */
export function askFor(
  tx: Tx,
  kind: 'transfer' | 'scrap',
  input: {
    fromLocationId: string;
    toLocationId: string;
    staffId: string | null;
    reason: string;
    lines: readonly MoveLine[];
  },
): OpenPaper {
  const paper = new PaperWriter(tx, kind, {
    fromLocationId: input.fromLocationId,
    toLocationId: input.toLocationId,
    staffId: input.staffId,
    state: 'staged',
    head: { waits: true, reason: input.reason },
  });
  for (const line of input.lines) {
    const unitFen = getPart(tx, line.partId).cost_fen;
    for (const take of takeAt(tx, input.fromLocationId, line, { expired: true }))
      paper.line({ ...take, doneMilli: 0, unitFen, note: line.note });
  }
  return paper.close('staged', 'document.asked');
}

export interface WaitingPaper {
  id: string;
  version: number;
  kind: 'transfer' | 'scrap';
  number: string;
  fromLocationId: string;
  toLocationId: string;
  madeBy: string | null;
  reason: string;
}

/** Faults: `not_found`, `parts_document_step` where nothing is waited for any more, `conflict`. */
export function getWaiting(
  read: Pick<RowReader, 'get'>,
  documentId: string,
  version: number | null,
): WaitingPaper {
  const row = read.get<WaitingPaper & { state: string; waits: number | null }>(
    `SELECT id, version, kind, number, from_location_id AS fromLocationId, to_location_id AS toLocationId, made_by AS madeBy, state,
       json_extract(head, '$.waits') AS waits, coalesce(json_extract(head, '$.reason'), '') AS reason FROM document WHERE id = ?`,
    documentId,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'document', id: documentId });
  if (row.state !== 'staged' || row.waits !== 1)
    throw new Fault('parts_document_step', { number: row.number, state: row.state });
  if (version !== null && version !== row.version)
    throw new Fault('conflict', { entity: 'document', id: documentId });
  return row;
}

/**
 * Yes: the paper is carried out as it stands, with the name of who said so. What went elsewhere meanwhile is refused
 * as ever. Faults: those of `getWaiting`, `transferParts`, `scrapParts`.
 */
export function carryOutWaiting(
  tx: Tx,
  input: { documentId: string; version: number | null; approvedBy: string },
): OpenPaper {
  const paper = getWaiting(tx, input.documentId, input.version);
  const rows = tx.all<{
    partId: string;
    quantityMilli: number;
    condition: Condition;
    lot: string;
    serial: string;
    note: string;
  }>(
    'SELECT part_id AS partId, asked_milli AS quantityMilli, condition, lot, serial, note FROM document_line WHERE document_id = ? ORDER BY line_no',
    paper.id,
  );
  const lines = rows.map((row) => ({ ...row, bin: '' }));
  const { fromLocationId, toLocationId, reason } = paper;
  const { approvedBy } = input;
  const own = { documentId: paper.id, number: paper.number };
  return paper.kind === 'scrap'
    ? scrapParts(tx, { fromLocationId, reason, lines, approvedBy }, own)
    : transferParts(
        tx,
        { fromLocationId, toLocationId, byParcel: false, parcelNumber: '', lines, approvedBy },
        own,
      );
}

/** No, or taken back by who asked: the number stays used. Faults: those of `getWaiting`. */
export function refuseWaiting(
  tx: Tx,
  input: { documentId: string; version: number | null; reason: string },
): OpenPaper {
  const paper = getWaiting(tx, input.documentId, input.version);
  tx.update('document', paper.id, { state: 'void', void_at: tx.at, void_reason: input.reason });
  tx.note({
    entity: 'document',
    entityId: paper.id,
    kind: 'document.refused',
    params: { number: paper.number, reason: input.reason },
  });
  return { documentId: paper.id, number: paper.number, state: 'staged', totalFen: 0 };
}
