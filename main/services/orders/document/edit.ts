import { pinyinKeys } from '../../../../db/pinyin.ts';
import type { Tx } from '../../../../db/tx.ts';
import { parsePhone } from '../../../../domain/customers/phone.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { openStates } from '../../../../domain/orders/states.ts';
import type { CheckedInputOf } from '../../../../preload/contract/index.ts';
import { runCommand } from '../../command.ts';
import type { Handlers } from '../../context.ts';
import { normalAddress, resolveDivision } from '../../places.ts';
import { doneOf } from '../commands/states.ts';
import { writeOrder } from '../core/apply-action.ts';
import { stateOf, type OrderRow } from '../core/order-row.ts';
import { orderToChange } from '../scope.ts';
import { reindexOrder } from './reindex.ts';
import { settleFlags } from './settle-flags.ts';

type UserEdit = CheckedInputOf<'orders.editUser'>;
/** What a correction changed: old and new words, sealed with the user's key; the timeline names the fields. */
export type Difference = Record<string, { from: unknown; to: unknown }>;

function phoneOf(raw: string): string {
  const phone = parsePhone(raw);
  if (phone === null || phone.kind === 'masked') throw new Fault('phone_unreadable');
  return phone.extension === null ? phone.number : `${phone.number},${phone.extension}`;
}

interface CustomerRow {
  name: string;
  phone: string | null;
  phone2: string | null;
}

/** Corrects the person's file; another order of the same person sees the correction too. */
function editCustomer(tx: Tx, order: OrderRow, input: UserEdit, changed: Difference): void {
  const now = tx.get<CustomerRow>('SELECT name, phone, phone2 FROM customer WHERE id = ?', order.customer_id);
  if (now === undefined) throw new Fault('not_found', { entity: 'customer', id: order.customer_id });
  const patch: Record<string, unknown> = {};
  if (input.name !== undefined && input.name.trim() !== now.name) {
    const name = input.name.trim();
    const keys = pinyinKeys(name);
    Object.assign(patch, { name, name_pinyin: keys.full, name_initials: keys.initials });
    changed['name'] = { from: now.name, to: name };
  }
  if (input.phone !== undefined) {
    const phone = phoneOf(input.phone);
    if (phone !== now.phone) {
      Object.assign(patch, { phone, phone_masked: false, phone_tail: phone.slice(-4) });
      changed['phone'] = { from: now.phone, to: phone };
    }
  }
  if (input.phone2 !== undefined) {
    const phone2 = input.phone2.trim() === '' ? null : phoneOf(input.phone2);
    if (phone2 !== now.phone2) {
      patch['phone2'] = phone2;
      changed['phone2'] = { from: now.phone2, to: phone2 };
    }
  }
  if (Object.keys(patch).length > 0) tx.update('customer', order.customer_id, patch);
}

interface AddressRow {
  province: string;
  city: string;
  county: string;
  town: string;
  detail: string;
}

/** Corrects the place: district, estate and distance follow from it. Answers columns of the order. */
function editAddress(tx: Tx, order: OrderRow, input: UserEdit, changed: Difference): Record<string, unknown> {
  const now = tx.get<AddressRow>(
    'SELECT province, city, county, town, detail FROM address WHERE id = ?',
    order.address_id,
  );
  if (now === undefined) throw new Fault('not_found', { entity: 'address', id: order.address_id });
  const next = {
    ...now,
    county: input.county?.trim() ?? now.county,
    town: input.town?.trim() ?? now.town,
    detail: input.detail?.trim() ?? now.detail,
  };
  if (next.county === now.county && next.town === now.town && next.detail === now.detail) return {};
  const place = resolveDivision(tx, next);
  const columns = {
    county: next.county,
    town: next.town,
    detail: next.detail,
    normal: normalAddress(next),
    division_code: place.divisionCode,
    estate_id: place.estateId,
    distance_m: place.distanceM,
    distance_method: place.method,
    x_m: place.xM,
    y_m: place.yM,
  };
  // A place that another order goes to as well stays what it is; this order gets its own.
  const shared =
    tx.get(
      'SELECT 1 FROM work_order WHERE address_id = ? AND id <> ? LIMIT 1',
      order.address_id,
      order.id,
    ) !== undefined;
  const moved = shared
    ? {
        address_id: tx.insert('address', {
          customer_id: order.customer_id,
          key_id: order.key_id,
          province: now.province,
          city: now.city,
          ...columns,
        }),
      }
    : {};
  if (!shared) tx.update('address', order.address_id, columns);
  const text = (one: AddressRow) => `${one.county}${one.town}${one.detail}`;
  changed['address'] = { from: text(now), to: text(next) };
  return {
    ...moved,
    division_code: place.divisionCode,
    distance_m: place.distanceM,
    distance_method: place.method,
  };
}

/**
 * What kind of work it is, who pays and what warranty holds. Machines still open that said what the order said follow;
 * one that was set apart before stays. Answers columns of the order.
 */
function editWork(tx: Tx, order: OrderRow, input: UserEdit, changed: Difference): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  const wanted = {
    service_item_id: input.serviceItemId,
    payer_id: input.payerId,
    warranty: input.warranty,
  };
  for (const [column, value] of Object.entries(wanted)) {
    const before = order[column as keyof typeof wanted];
    if (value === undefined || value === before) continue;
    columns[column] = value;
    changed[fieldOf[column] ?? column] = { from: before, to: value };
    for (const line of tx.all<{ id: string }>(
      `SELECT id FROM machine_line WHERE work_order_id = ? AND state = 'open' AND (${column} IS NULL OR ${column} IS ?)`,
      order.id,
      before,
    ))
      tx.update('machine_line', line.id, { [column]: value });
  }
  if (columns['service_item_id'] !== undefined)
    Object.assign(columns, itemColumns(tx, order, columns['service_item_id'] as string));
  return columns;
}
const fieldOf: Record<string, string> = { service_item_id: 'serviceCode', payer_id: 'payer' };

function itemColumns(tx: Tx, order: OrderRow, itemId: string): Record<string, unknown> {
  const item = tx.get<{ name_zh: string; service_type: string }>(
    'SELECT name_zh, service_type FROM service_item WHERE id = ? AND retired_at IS NULL',
    itemId,
  );
  if (item === undefined) throw new Fault('not_found', { entity: 'service_item', id: itemId });
  return {
    service_type: item.service_type,
    title: order.machine_count > 1 ? `${item.name_zh} ×${order.machine_count}` : item.name_zh,
  };
}

interface OrderWords {
  remark: string;
  fault_text: string;
}

/** Corrections of an order, from its document and from review alike. */
export const editHandlers = {
  'orders.editUser': (ctx, input) =>
    runCommand(ctx, 'orders.editUser', (tx) => {
      const order = orderToChange(ctx, tx, 'orders.edit', input);
      const state = stateOf(order);
      if (!openStates.includes(state) && state !== 'finished')
        throw new Fault('order_edge_missing', { from: state, action: 'edit' });
      const changed: Difference = {};
      editCustomer(tx, order, input, changed);
      const columns = editAddress(tx, order, input, changed);
      const words = tx.get<OrderWords>('SELECT remark, fault_text FROM work_order WHERE id = ?', order.id);
      if (input.remark !== undefined && input.remark !== words?.remark) {
        columns['remark'] = input.remark;
        changed['remark'] = { from: words?.remark ?? '', to: input.remark };
      }
      if (input.faultText !== undefined && input.faultText !== words?.fault_text) {
        columns['fault_text'] = input.faultText;
        changed['faultText'] = { from: words?.fault_text ?? '', to: input.faultText };
      }
      Object.assign(columns, editWork(tx, order, input, changed));
      const fields = Object.keys(changed);
      if (fields.length === 0) return { ...doneOf(order), cleared: [] };
      const after = writeOrder(tx, order, columns, {
        kind: 'order.edited',
        params: { fields: fields.join(',') },
        personal: changed,
      });
      const cleared = settleFlags(tx, after);
      reindexOrder(tx, after);
      return { ...doneOf(after), cleared };
    }),
} satisfies Handlers;
