import type { Tx } from '../../../db/tx.ts';
import { parsePhone } from '../../../domain/customers/phone.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import {
  custodyDays,
  custodyOpen,
  type CustodyKind,
  type CustodyState,
} from '../../../domain/stock/custody.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import { addDays } from '../../../domain/time/business-day.ts';
import { today } from '../money/post-entry.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { placePerson } from '../sync/ingest/customer.ts';
import { PaperWriter } from './documents.ts';
import { getLocation, getLocationOf, moveStock } from './ledger.ts';

/** A thing of a user as the book of custody keeps it. */
export interface CustodyRow {
  id: string;
  version: number;
  number: string;
  kind: CustodyKind;
  state: CustodyState;
  work_order_id: string | null;
  customer_id: string | null;
  part_id: string;
  quantity_milli: number;
  location_id: string;
  bin: string;
  what: string;
  machine_code: string;
  note: string;
  due_day: string | null;
  fee_fen: number;
  out_document_id: string | null;
  key_id: number;
}

export interface CustodyDone {
  id: string;
  version: number;
  number: string;
  state: CustodyState;
}

export interface TakeInput {
  kind: CustodyKind;
  /** The order it belongs to; null for somebody who walked in. */
  workOrderId: string | null;
  /** Whose it is, where no order says so. */
  name: string;
  phone: string;
  what: string;
  machineCode: string;
  accessories: string;
  damage: string;
  note: string;
  locationId: string | null;
  bin: string;
  /** Last day to fetch it; by its kind where left out. */
  dueDay: string | null;
  feeFen: number;
}

/** Faults: `not_found`. */
export function getCustody(tx: Tx, id: string): CustodyRow {
  const row = tx.get<CustodyRow>('SELECT * FROM custody_item WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'custody_item', id });
  return row;
}

/** The one piece in the ledger that stands for the thing; its number is the serial. */
export const custodyKey = (
  item: Pick<CustodyRow, 'part_id' | 'customer_id' | 'number' | 'location_id' | 'bin'>,
): StockKey => ({
  partId: item.part_id,
  locationId: item.location_id,
  bin: item.bin,
  condition: 'good',
  ownerKind: 'custody',
  ownerId: item.customer_id ?? '',
  lot: '',
  serial: item.number,
});

/** A line of the thing's life, and of its order's; a person's words are sealed with the owner's key. */
export function noteCustody(
  tx: Tx,
  item: Pick<CustodyRow, 'id' | 'number' | 'work_order_id' | 'key_id'>,
  kind: string,
  params: Record<string, unknown>,
  words = '',
): void {
  tx.note({
    entity: 'custody_item',
    entityId: item.id,
    workOrderId: item.work_order_id,
    kind,
    params: { number: item.number, ...params },
    ...(words === '' ? {} : { personal: { keyId: item.key_id, value: words } }),
  });
}

/**
 * 代收, 送修接机: a thing of a user comes to us, from an order or over the counter, and lies on a shelf of the place for
 * such things. Faults: `custody_owner`, `custody_place` {place}, `custody_due` {day, today}, `custody_here` {code, number},
 * `phone_unreadable`, `not_found`.
 */
export function takeCustody(tx: Tx, input: TakeInput): CustodyDone {
  const day = today(tx);
  const dueDay = input.dueDay ?? addDays(day, custodyDays[input.kind]);
  assertDue(tx, dueDay);
  const code = input.machineCode.trim();
  refuseTwin(tx, code);
  const locationId = placeFor(tx, input.kind, input.locationId);
  const owner = ownerOf(tx, input);
  const from = getLocationOf(tx, 'user');
  const paper = new PaperWriter(tx, 'custody', {
    fromLocationId: from,
    toLocationId: locationId,
    workOrderId: input.workOrderId,
    head: { what: input.kind },
  });
  const row = {
    number: paper.number,
    kind: input.kind,
    state: 'held' as const,
    work_order_id: input.workOrderId,
    machine_line_id: owner.machineLineId,
    customer_id: owner.customerId,
    part_id: keptPart(tx),
    location_id: locationId,
    bin: input.bin.trim(),
    what: input.what.trim(),
    machine_code: code,
    accessories: input.accessories.trim(),
    damage: input.damage.trim(),
    note: input.note.trim(),
    due_day: dueDay,
    fee_fen: input.feeFen,
    in_document_id: paper.documentId,
    staff_id: tx.staffId,
    in_day: day,
    at: tx.at,
    key_id: owner.keyId,
  };
  const key = custodyKey(row);
  const lineId = paper.line({ key, quantityMilli: 1000, unitFen: 0, workOrderId: input.workOrderId });
  moveStock(tx, {
    kind: 'custody_in',
    from: { ...key, locationId: from, bin: '' },
    to: key,
    quantityMilli: 1000,
    documentId: paper.documentId,
    lineId,
    workOrderId: input.workOrderId,
  });
  paper.close();
  const id = tx.insert('custody_item', row);
  noteCustody(tx, { ...row, id }, 'custody.taken', { custody: input.kind, dueDay });
  return { id, version: 1, number: row.number, state: row.state };
}

/** Whose it is: the order's user, else the person at the counter, known by name and whole phone. */
function ownerOf(
  tx: Tx,
  input: TakeInput,
): { customerId: string; keyId: number; machineLineId: string | null } {
  if (input.workOrderId !== null) {
    const order = getOrder(tx, input.workOrderId);
    const lines = tx.all<{ id: string }>(
      'SELECT id FROM machine_line WHERE work_order_id = ? ORDER BY seq LIMIT 2',
      order.id,
    );
    const [only] = lines;
    return {
      customerId: order.customer_id,
      keyId: order.key_id,
      machineLineId: lines.length === 1 ? (only?.id ?? null) : null,
    };
  }
  const name = input.name.trim();
  if (name === '') throw new Fault('custody_owner');
  const phone = input.phone.trim() === '' ? null : parsePhone(input.phone);
  if (phone === null && input.phone.trim() !== '') throw new Fault('phone_unreadable');
  const placed = placePerson(tx, {
    name,
    phone: phone?.number ?? null,
    phoneMasked: false,
    phone2: null,
    virtualPhone: null,
    virtualPhoneExpiresAt: null,
  });
  return { customerId: placed.customerId, keyId: placed.keyId, machineLineId: null };
}

/** One machine is taken in once: the same code on two shelves is a mistake of the hand. */
function refuseTwin(tx: Tx, code: string): void {
  if (code === '') return;
  const twin = tx.value<string>(
    `SELECT number FROM custody_item WHERE machine_code = ? AND state IN (SELECT value FROM json_each(?)) LIMIT 1`,
    code,
    JSON.stringify(custodyOpen),
  );
  if (twin !== undefined) throw new Fault('custody_here', { code, number: twin });
}

/** Faults: `custody_due` {day, today}. */
export function assertDue(tx: Tx, dueDay: string): void {
  const day = today(tx);
  if (dueDay < day) throw new Fault('custody_due', { day: dueDay, today: day });
}

/**
 * A place for things of users: the one named, else by its kind the repair shelf or the other one. Only such a place:
 * elsewhere it would be taken for stock. Faults: `custody_place` {place}, `not_found`.
 */
export function placeFor(tx: Tx, kind: CustodyKind, locationId: string | null): string {
  if (locationId !== null) {
    const place = getLocation(tx, locationId);
    if (place.kind !== 'custody') throw new Fault('custody_place', { place: place.name });
    return place.id;
  }
  const repair = kind === 'repair' ? 'DESC' : '';
  const free = tx.value<string>(
    `SELECT id FROM location WHERE kind = 'custody' AND retired_at IS NULL ORDER BY name_zh LIKE '%修%' ${repair}, code LIMIT 1`,
  );
  return free ?? getLocationOf(tx, 'custody');
}

/** The catalogue's one card for things of users, made with the first of them: every move of stock is of some part. */
function keptPart(tx: Tx): string {
  const known = tx.value<string>("SELECT id FROM part WHERE owner_kind = 'custody' ORDER BY seq LIMIT 1");
  if (known !== undefined) return known;
  let code = 'YHWP';
  for (let n = 2; tx.get('SELECT 1 AS yes FROM part WHERE code = ?', code) !== undefined; n += 1)
    code = `YHWP-${n}`;
  return tx.insert('part', {
    code,
    name_zh: '用户物品',
    name_en: "User's goods",
    name_initials: 'yhwp',
    kind: 'gear',
    unit: '件',
    owner_kind: 'custody',
    tracking: 'serial',
  });
}
