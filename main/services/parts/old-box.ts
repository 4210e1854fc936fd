import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { PaperWriter } from './documents.ts';
import { getLocationOf, getUpperStore } from './ledger.ts';
import {
  assertStep,
  getOldPart,
  handInOldPart,
  oldKeyOf,
  recordOldStep,
  type OldPartRow,
} from './old-parts.ts';
import { getPart } from './reservations.ts';

/** A box is a paper `old_return`: a draft while it is packed, staged on its way, posted when every piece has its answer. */
export interface BoxHead {
  payerId: string;
  boxNo: number;
  boxes: number;
  month: string;
  closedAt: number | null;
  carrier?: string;
  parcelNumber?: string;
}

export interface BoxRow {
  id: string;
  number: string;
  version: number;
  state: 'draft' | 'staged' | 'posted' | 'void';
  head: BoxHead;
}

/** Faults: `not_found`. */
export function getBox(tx: Tx, id: string): BoxRow {
  const row = tx.get<Omit<BoxRow, 'head'> & { head: string }>(
    "SELECT id, number, version, state, head FROM document WHERE id = ? AND kind = 'old_return'",
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'document', id });
  return { ...row, head: JSON.parse(row.head) as BoxHead };
}

/** Faults: `old_box_closed` {number}. */
function assertOpen(box: BoxRow): void {
  if (box.state !== 'draft' || box.head.closedAt !== null)
    throw new Fault('old_box_closed', { number: box.number });
}

/** A new box for one payer; its number is on the list that lies in it. Faults: `not_found`. */
export function openBox(tx: Tx, payerId: string): { id: string; number: string; version: number } {
  if (tx.value('SELECT 1 FROM payer WHERE id = ?', payerId) === undefined)
    throw new Fault('not_found', { entity: 'payer', id: payerId });
  const day = businessDay(tx.at, getZone(tx));
  const head: BoxHead = { payerId, boxNo: 1, boxes: 1, month: day.slice(0, 7), closedAt: null };
  const paper = new PaperWriter(tx, 'old_return', {
    fromLocationId: getLocationOf(tx, 'old_parts'),
    toLocationId: getUpperStore(tx, payerId),
    head: { ...head },
    state: 'staged',
  });
  const done = paper.close('staged');
  const version = tx.update('document', done.documentId, { state: 'draft' });
  return { id: done.documentId, number: done.number, version };
}

/** The box of a payer that is being packed, or a new one. */
function boxFor(tx: Tx, payerId: string): BoxRow {
  const open = tx.value<string>(
    `SELECT id FROM document WHERE kind = 'old_return' AND state = 'draft' AND json_extract(head, '$.payerId') = ?
     AND json_extract(head, '$.closedAt') IS NULL ORDER BY seq DESC LIMIT 1`,
    payerId,
  );
  return getBox(tx, open ?? openBox(tx, payerId).id);
}

/** Its label, or the order it came from where only one of its old parts waits. Faults: `old_box_unknown` {code}. */
function findByCode(tx: Tx, code: string): string {
  const label = code.trim().toUpperCase();
  const byLabel = tx.value<string>('SELECT id FROM old_part WHERE label_number = ?', label);
  if (byLabel !== undefined) return byLabel;
  const ofOrder = tx.all<{ id: string }>(
    `SELECT o.id FROM old_part o JOIN work_order w ON w.id = o.work_order_id
     WHERE (w.number = ? OR w.id IN (SELECT work_order_id FROM slip WHERE number = ?)) AND o.state IN ('with_technician', 'in_store')`,
    label,
    label,
  );
  const [only] = ofOrder;
  if (only === undefined || ofOrder.length > 1) throw new Fault('old_box_unknown', { code: code.trim() });
  return only.id;
}

/**
 * Puts an old part into a box: by its scanned label (or its order's number), or by its row. One that was not handed in
 * yet is handed in and labelled first. Without a box the open one of its payer takes it. Put in already: nothing happens.
 * Faults: `old_box_unknown`, `old_box_closed`, `old_box_payer`, `old_part_step`, `not_found`.
 */
export function putInBox(
  tx: Tx,
  input: { boxId: string | null; code: string | null; oldPartId: string | null },
): { boxId: string; number: string; oldPartId: string; labelNumber: string } {
  const id = input.oldPartId ?? findByCode(tx, input.code ?? '');
  let old = getOldPart(tx, id);
  const payerId = old.payer_id;
  if (payerId === null)
    throw new Fault('old_box_payer', { label: old.label_number ?? '', payer: '', box: '' });
  const box = input.boxId === null ? boxFor(tx, payerId) : getBox(tx, input.boxId);
  const done = () => ({
    boxId: box.id,
    number: box.number,
    oldPartId: old.id,
    labelNumber: old.label_number ?? '',
  });
  if (old.state === 'boxed' && old.box_document_id === box.id) return done();
  assertOpen(box);
  if (box.head.payerId !== payerId)
    throw new Fault('old_box_payer', {
      label: old.label_number ?? '',
      payer: payerName(tx, payerId),
      box: `${box.number} ${payerName(tx, box.head.payerId)}`,
    });
  if (old.state === 'with_technician' || old.state === 'refused') {
    handInOldPart(tx, { id: old.id, version: old.version });
    old = getOldPart(tx, id);
  }
  assertStep(old, 'boxed');
  tx.update('old_part', old.id, { state: 'boxed', box_document_id: box.id }, { version: old.version });
  recordOldStep(tx, old, 'boxed', { box: box.number });
  return done();
}

const payerName = (tx: Tx, id: string): string =>
  tx.value<string>('SELECT name_zh FROM payer WHERE id = ?', id) ?? '';

/** Out of its box, back on the shelf. Faults: `old_part_step`, `old_box_closed`, `conflict`, `not_found`. */
export function takeFromBox(tx: Tx, item: { id: string; version: number }): { id: string; version: number } {
  const old = getOldPart(tx, item.id);
  assertStep(old, 'in_store');
  if (old.box_document_id !== null) assertOpen(getBox(tx, old.box_document_id));
  const version = tx.update(
    'old_part',
    old.id,
    { state: 'in_store', box_document_id: null },
    { version: item.version },
  );
  recordOldStep(tx, old, 'in_store', {});
  return { id: old.id, version };
}

/** What lies in a box, in the order of its list. */
export const partsIn = (tx: Tx, boxId: string): OldPartRow[] =>
  tx.all<OldPartRow>(
    "SELECT * FROM old_part WHERE box_document_id = ? AND state = 'boxed' ORDER BY label_number, seq",
    boxId,
  );

/** Shuts a box: its list is written, nothing goes in any more. Faults: `old_box_empty`, `old_box_closed`, `conflict`. */
export function closeBox(tx: Tx, input: { id: string; version: number }): { id: string; version: number } {
  const box = getBox(tx, input.id);
  assertOpen(box);
  const parts = partsIn(tx, box.id);
  if (parts.length === 0) throw new Fault('old_box_empty', { number: box.number });
  let totalFen = 0;
  parts.forEach((old, at) => {
    const key = oldKeyOf(tx, old, old.location_id ?? '');
    totalFen += old.amount_fen;
    tx.insert('document_line', {
      document_id: box.id,
      line_no: at + 1,
      part_id: key.partId,
      condition: key.condition,
      owner_kind: key.ownerKind,
      owner_id: key.ownerId,
      asked_milli: old.quantity_milli,
      // What the maker took of it: nothing before it says so
      done_milli: 0,
      unit_fen: getPart(tx, key.partId).cost_fen,
      amount_fen: old.amount_fen,
      work_order_id: old.work_order_id,
      note: old.label_number ?? '',
    });
  });
  const version = tx.update(
    'document',
    box.id,
    { head: { ...box.head, closedAt: tx.at }, total_fen: totalFen },
    { version: input.version },
  );
  noteBox(tx, box, 'closed', { lines: parts.length, totalFen });
  return { id: box.id, version };
}

/** A shut box that has not left is opened again; its list is written anew later. Faults: `old_box_closed`, `conflict`. */
export function reopenBox(tx: Tx, input: { id: string; version: number }): { id: string; version: number } {
  const box = getBox(tx, input.id);
  if (box.state !== 'draft') throw new Fault('old_box_closed', { number: box.number });
  for (const line of tx.all<{ id: string }>('SELECT id FROM document_line WHERE document_id = ?', box.id))
    tx.remove('document_line', line.id);
  const version = tx.update(
    'document',
    box.id,
    { head: { ...box.head, closedAt: null }, total_fen: 0 },
    { version: input.version },
  );
  noteBox(tx, box, 'reopened', {});
  return { id: box.id, version };
}

export function noteBox(tx: Tx, box: BoxRow, step: string, params: Record<string, unknown>): void {
  tx.note({
    entity: 'document',
    entityId: box.id,
    kind: 'old_part.box',
    params: { number: box.number, step, ...params },
  });
}

/** The maker took it: its line of the list says so. */
export function noteAccepted(tx: Tx, old: OldPartRow): void {
  const line = tx.get<{ id: string; asked_milli: number }>(
    'SELECT id, asked_milli FROM document_line WHERE document_id = ? AND note = ?',
    old.box_document_id,
    old.label_number,
  );
  if (line !== undefined) tx.update('document_line', line.id, { done_milli: line.asked_milli });
}

/** A list whose every piece has its answer is done with. */
export function closeAnsweredBox(tx: Tx, boxId: string): void {
  const box = getBox(tx, boxId);
  const open = tx.value<number>(
    "SELECT count(*) FROM old_part WHERE box_document_id = ? AND state = 'in_transit'",
    boxId,
  );
  if (box.state === 'staged' && open === 0)
    tx.update('document', boxId, { state: 'posted', posted_at: tx.at });
}
