import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import {
  compareStage,
  givenMilli,
  stageKeyText,
  type StageKey,
  type StageNeed,
  type StageRow,
} from '../../../domain/stock/stage.ts';
import type { RowReader } from '../masters.ts';
import { stagedLines, stagedPapers, type StagePaper } from './box.ts';
import { PaperWriter, type OpenPaper } from './documents.ts';
import { issueParts, storesOf } from './issue.ts';
import { partParams, refuseSerialElsewhere } from './ledger.ts';
import { candidatesOf, endReservation, getPart, holdKey, ownerIdOf, reservationsOf } from './reservations.ts';

/** A need with what people have to know about it. */
export interface NeedRow extends StageNeed {
  staffId: string;
  orderNumber: string;
  customerName: string;
  address: string;
  slot: string | null;
  code: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  tracking: string;
  unitFen: number;
  oldPartReturn: number;
}

/** Held in the main store for orders of a day, in the order of the visits. */
const needSql = `SELECT w.staff_id AS staffId, r.work_order_id AS workOrderId, r.part_id AS partId, r.bin, r.lot, r.serial, r.quantity_milli AS quantityMilli,
    w.number AS orderNumber, c.name AS customerName, a.county || a.town || a.detail AS address, t.name_zh AS slot,
    p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, p.tracking, p.cost_fen AS unitFen, p.old_part_return AS oldPartReturn
  FROM work_order w JOIN reservation r ON r.work_order_id = w.id JOIN part p ON p.id = r.part_id
  JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id LEFT JOIN slot t ON t.id = w.appointment_slot_id
  WHERE w.side_state IS NULL AND w.state IN ('dispatched', 'accepted') AND w.staff_id IS NOT NULL AND r.state = 'held' AND r.location_id = @store
    AND (@staffId IS NULL OR w.staff_id = @staffId) AND (w.appointment_day = @day OR w.appointment_day IS NULL)
  ORDER BY w.appointment_start_at IS NULL, w.appointment_start_at, w.seq, r.seq`;

/** Where boxes are packed: the first store of our own. */
export const packingStore = (read: Pick<RowReader, 'all'>): string => storesOf(read)[0] ?? '';

export function needsOf(read: RowReader, day: string, staffId: string | null): NeedRow[] {
  return read.all<NeedRow>(needSql, { store: packingStore(read), day, staffId });
}

/** What the box of one man for one day should hold, holds, and what changed since. */
export function stageRows(read: RowReader, day: string, staffId: string): StageRow[] {
  const paper = stagedPapers(read, day, staffId)[0];
  return compareStage(paper === undefined ? [] : stagedLines(read, paper.id), needsOf(read, day, staffId));
}

function rowOf(tx: Tx, box: { day: string; staffId: string }, key: StageKey): StageRow {
  const text = stageKeyText(key);
  return (
    stageRows(tx, box.day, box.staffId).find((row) => stageKeyText(row) === text) ?? {
      ...key,
      needMilli: 0,
      pickedMilli: 0,
      state: 'done',
      change: null,
    }
  );
}

export interface PickInput extends StageKey {
  staffId: string;
  day: string;
  /** How much of it lies in the box now. */
  pickedMilli: number;
  /** The piece that was taken instead of the promised one: its serial. */
  instead: string | null;
}

/**
 * Says how much of a part lies in a man's box; his paper is begun with the first. A piece that was taken instead of the
 * promised one is promised in its place. Faults: `staging_too_many`, `stock_serial_elsewhere`, `stock_short`.
 */
export function pickPart(tx: Tx, input: PickInput): { documentId: string | null; row: StageRow } {
  const key = input.instead === null ? input : swapPiece(tx, input, input.instead);
  const row = rowOf(tx, input, key);
  const allowed = Math.max(row.needMilli, row.pickedMilli);
  if (input.pickedMilli > allowed)
    throw new Fault('staging_too_many', { ...partParams(tx, input.partId), needMilli: row.needMilli });
  const paper =
    stagedPapers(tx, input.day, input.staffId)[0]?.id ??
    (input.pickedMilli === 0 ? null : beginBox(tx, input));
  if (paper !== null) putLine(tx, paper, key, row.needMilli, input.pickedMilli);
  return { documentId: paper, row: { ...row, pickedMilli: input.pickedMilli } };
}

/** The whole box in one step: everything needed is in it, everything that has to come out is out. */
export function pickAll(
  tx: Tx,
  box: { staffId: string; day: string },
): { documentId: string | null; rows: number } {
  const rows = stageRows(tx, box.day, box.staffId).filter(
    (row) => row.state !== 'done' || row.change !== null,
  );
  let documentId = stagedPapers(tx, box.day, box.staffId)[0]?.id ?? null;
  if (documentId === null && rows.some((row) => row.needMilli > 0)) documentId = beginBox(tx, box);
  if (documentId !== null) for (const row of rows) putLine(tx, documentId, row, row.needMilli, row.needMilli);
  return { documentId, rows: rows.length };
}

function beginBox(tx: Tx, box: { staffId: string; day: string }): string {
  const paper = new PaperWriter(tx, 'issue', {
    staffId: box.staffId,
    fromLocationId: packingStore(tx),
    state: 'staged',
    head: { day: box.day },
  });
  tx.note({
    entity: 'document',
    entityId: paper.documentId,
    kind: 'document.staged',
    params: { number: paper.number, day: box.day },
  });
  return paper.documentId;
}

/** Writes what lies in the box; a line that is neither needed nor in it is taken off the paper. */
function putLine(tx: Tx, documentId: string, key: StageKey, needMilli: number, pickedMilli: number): void {
  const text = stageKeyText(key);
  const line = stagedLines(tx, documentId).find((one) => stageKeyText(one) === text);
  // Once the box is right for it, the change has been seen: the paper asks for what is needed now
  const askedMilli = pickedMilli === needMilli || line === undefined ? needMilli : line.askedMilli;
  if (line !== undefined && askedMilli === 0 && pickedMilli === 0) tx.remove('document_line', line.id);
  else if (line !== undefined)
    tx.update('document_line', line.id, { asked_milli: askedMilli, done_milli: pickedMilli });
  else if (askedMilli > 0 || pickedMilli > 0) addLine(tx, documentId, key, askedMilli, pickedMilli);
}

function addLine(tx: Tx, documentId: string, key: StageKey, askedMilli: number, pickedMilli: number): void {
  const part = getPart(tx, key.partId);
  const last = tx.value<number | null>(
    'SELECT max(line_no) FROM document_line WHERE document_id = ?',
    documentId,
  );
  tx.insert('document_line', {
    document_id: documentId,
    line_no: (last ?? 0) + 1,
    part_id: part.id,
    condition: 'good',
    owner_kind: part.owner_kind,
    owner_id: ownerIdOf(part),
    bin: key.bin,
    lot: key.lot,
    serial: key.serial,
    asked_milli: askedMilli,
    done_milli: pickedMilli,
    unit_fen: part.cost_fen,
    amount_fen: 0,
    work_order_id: key.workOrderId,
    old_part_due: part.old_part_return === 1,
    note: '',
  });
}

/** Another piece of the same part than the promised one: the promise goes over to it. */
function swapPiece(tx: Tx, input: PickInput, serial: string): StageKey {
  const store = packingStore(tx);
  const there = candidatesOf(tx, input.partId, [store]).find((one) => one.key.serial === serial);
  if (there === undefined) refuseSerialElsewhere(tx, input.partId, serial, store);
  const free = there === undefined ? 0 : there.onHandMilli - there.reservedMilli;
  const held = reservationsOf(tx, input.workOrderId, ['held']).find(
    (row) =>
      row.part_id === input.partId &&
      row.location_id === store &&
      row.bin === input.bin &&
      row.lot === input.lot &&
      row.serial === input.serial,
  );
  if (there === undefined || held === undefined || free < 1000)
    throw new Fault('stock_short', {
      ...partParams(tx, input.partId),
      location: serial,
      freeMilli: free,
    });
  endReservation(tx, held, { state: 'released', reason: 'swapped', quantityMilli: 1000 });
  holdKey(tx, input.workOrderId, there.key, 1000, 'swapped');
  const { bin, lot } = there.key;
  return { workOrderId: input.workOrderId, partId: input.partId, bin, lot, serial };
}

interface BoxRow extends StagePaper {
  state: string;
}

function boxOf(tx: Tx, documentId: string): BoxRow {
  const box = tx.get<BoxRow & { kind: string }>(
    "SELECT id, version, number, staff_id AS staffId, json_extract(head, '$.day') AS day, state, kind FROM document WHERE id = ?",
    documentId,
  );
  if (box === undefined || box.kind !== 'issue')
    throw new Fault('not_found', { entity: 'document', id: documentId });
  if (box.state !== 'staged')
    throw new Fault('parts_document_step', { number: box.number, state: box.state });
  return box;
}

/**
 * The box goes to its man: what is in it and still needed is issued on its own paper. `seenMilli` is what the
 * storekeeper saw; an order changed since, or something lies in the box that must not go: nothing leaves.
 * Faults: `staging_changed`, `staging_empty`, those of `issueParts`.
 */
export function handOutBox(
  tx: Tx,
  input: { documentId: string; seenMilli: number; approvedBy: string | null },
): OpenPaper & { refusals: ReturnType<typeof issueParts>['refusals'] } {
  const box = boxOf(tx, input.documentId);
  const rows = stageRows(tx, box.day, box.staffId);
  const give = rows.filter((row) => givenMilli(row) > 0);
  const sumMilli = give.reduce((sum, row) => sum + givenMilli(row), 0);
  const back = rows.filter((row) => row.state === 'back').length;
  if (back > 0 || sumMilli !== input.seenMilli)
    throw new Fault('staging_changed', { number: box.number, count: Math.max(1, back) });
  if (give.length === 0) throw new Fault('staging_empty', { number: box.number });
  return issueParts(tx, {
    staffId: box.staffId,
    approvedBy: input.approvedBy,
    staged: { documentId: box.id, number: box.number },
    lines: give.map((row) => ({
      partId: row.partId,
      quantityMilli: givenMilli(row),
      workOrderId: row.workOrderId,
      fromLocationId: null,
      lot: row.lot === '' ? null : row.lot,
      serial: row.serial === '' ? null : row.serial,
      note: '',
    })),
  });
}

/** Everything is put back on the shelf; the number stays used. Faults: `parts_document_step`, `conflict`. */
export function unpackBox(tx: Tx, input: { documentId: string; version: number; reason: string }): string {
  const box = boxOf(tx, input.documentId);
  if (box.version !== input.version) throw new Fault('conflict', { entity: 'document', id: box.id });
  tx.update('document', box.id, { state: 'void', void_at: tx.at, void_reason: input.reason });
  tx.note({
    entity: 'document',
    entityId: box.id,
    kind: 'document.unpacked',
    params: { number: box.number, reason: input.reason },
  });
  return box.number;
}
