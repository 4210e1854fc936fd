import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { Condition, StockKey } from '../../../domain/stock/key.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import type { OpenPaper } from './documents.ts';
import { fillShorts, resumeFilled, type FilledOrder } from './fill.ts';
import { getLocation, getLocationOf, moveStock, partParams } from './ledger.ts';
import { getPart } from './reservations.ts';
import { arriveAt } from './transfer.ts';

/**
 * What arrived of a parcel goes to its place; what did not stays in transit under the same paper, so that it is asked
 * for. Faults: `parts_document_step`, `stock_quantity`, `conflict`, `not_found`.
 */
export function arriveParcel(
  tx: Tx,
  input: {
    documentId: string;
    version: number;
    lines: readonly { lineNo: number; quantityMilli: number }[];
  },
): OpenPaper & { releasedOrders: FilledOrder[] } {
  const document = tx.get<{
    number: string;
    kind: string;
    state: string;
    version: number;
    to_location_id: string;
    total_fen: number;
  }>('SELECT * FROM document WHERE id = ?', input.documentId);
  if (document === undefined) throw new Fault('not_found', { entity: 'document', id: input.documentId });
  if (document.kind !== 'parcel' || document.state !== 'staged')
    throw new Fault('parts_document_step', { number: document.number, state: document.state });
  const to = getLocation(tx, document.to_location_id);
  const transit = getLocationOf(tx, 'transit');
  const partIds: string[] = [];
  for (const wanted of input.lines) {
    const line = tx.get<{
      id: string;
      part_id: string;
      condition: Condition;
      owner_kind: StockKey['ownerKind'];
      owner_id: string;
      lot: string;
      serial: string;
      asked_milli: number;
      done_milli: number;
    }>('SELECT * FROM document_line WHERE document_id = ? AND line_no = ?', input.documentId, wanted.lineNo);
    if (line === undefined)
      throw new Fault('not_found', { entity: 'document_line', id: String(wanted.lineNo) });
    if (wanted.quantityMilli > line.asked_milli - line.done_milli)
      throw new Fault('stock_quantity', {
        ...partParams(tx, line.part_id),
        quantityMilli: wanted.quantityMilli,
      });
    const key: StockKey = {
      partId: line.part_id,
      locationId: transit,
      bin: '',
      condition: line.condition,
      ownerKind: line.owner_kind,
      ownerId: line.owner_id,
      lot: line.lot,
      serial: line.serial,
    };
    moveStock(tx, {
      kind: 'arrive',
      from: key,
      to: { ...key, ...arriveAt(getPart(tx, line.part_id), to, '') },
      quantityMilli: wanted.quantityMilli,
      documentId: input.documentId,
      lineId: line.id,
    });
    tx.update('document_line', line.id, { done_milli: line.done_milli + wanted.quantityMilli });
    partIds.push(line.part_id);
  }
  const open = tx.value<number>(
    'SELECT count(*) FROM document_line WHERE document_id = ? AND done_milli < asked_milli',
    input.documentId,
  );
  const state = open === 0 ? 'posted' : 'staged';
  tx.update(
    'document',
    input.documentId,
    { state, posted_at: state === 'posted' ? tx.at : null },
    { version: input.version },
  );
  const params = { number: document.number, lines: input.lines.length, open: open ?? 0 };
  tx.note({ entity: 'document', entityId: input.documentId, kind: 'document.arrived', params });
  const releasedOrders = resumeFilled(tx, fillShorts(tx, partIds), applyAction);
  return {
    documentId: input.documentId,
    number: document.number,
    state,
    totalFen: document.total_fen,
    releasedOrders,
  };
}
