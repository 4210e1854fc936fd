import { pinyinKeys } from '../../../../db/pinyin.ts';
import type { Tx } from '../../../../db/tx.ts';
import { parsePhone, phoneTail } from '../../../../domain/customers/phone.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import type { CheckedInputOf } from '../../../../preload/contract/index.ts';
import type { Handlers } from '../../context.ts';
import { runCommand } from '../../command.ts';
import { normalAddress, resolveDivision } from '../../places.ts';
import { writeOrder } from '../core/apply-action.ts';
import { getOrder, type OrderRow } from '../core/order-row.ts';
import { doneOf } from '../commands/states.ts';
import { assertMayTouch } from '../scope.ts';
import { searchOrder } from '../search-order.ts';

type Input = CheckedInputOf<'orders.correct'>;

interface UserRow {
  id: string;
  name: string;
  phone: string | null;
  phone2: string | null;
  virtual_phone: string | null;
}
interface AddressRow {
  id: string;
  key_id: number;
  province: string;
  city: string;
  county: string;
  town: string;
  detail: string;
}

const readPhone = (text: string): string => {
  const phone = parsePhone(text);
  if (phone === null) throw new Fault('phone_unreadable');
  return phone.number;
};

function correctUser(tx: Tx, user: UserRow, input: Input): UserRow {
  const phone = input.phone === undefined ? user.phone : readPhone(input.phone);
  const phone2 =
    input.phone2 === undefined ? user.phone2 : input.phone2.trim() === '' ? null : readPhone(input.phone2);
  const next = { ...user, name: input.name ?? user.name, phone, phone2 };
  if (next.name === user.name && phone === user.phone && phone2 === user.phone2) return user;
  const keys = pinyinKeys(next.name);
  tx.update('customer', user.id, {
    name: next.name,
    name_pinyin: keys.full,
    name_initials: keys.initials,
    phone,
    phone_masked: phone?.includes('*') ?? false,
    phone_tail: phone === null ? null : phoneTail(phone),
    phone2,
  });
  return next;
}

/** The address as corrected; one that another order goes to as well stays as it is, and this order gets its own. */
function correctAddress(tx: Tx, order: OrderRow, address: AddressRow, input: Input) {
  const next = {
    ...address,
    county: input.county ?? address.county,
    town: input.town ?? address.town,
    detail: input.detail ?? address.detail,
  };
  const same = next.county === address.county && next.town === address.town && next.detail === address.detail;
  if (same) return { address, patch: {} };
  const found = resolveDivision(tx, next);
  const columns = {
    division_code: found.divisionCode,
    county: next.county,
    town: next.town,
    detail: next.detail,
    normal: normalAddress(next),
    estate_id: found.estateId,
    distance_m: found.distanceM,
    distance_method: found.method,
    x_m: found.xM,
    y_m: found.yM,
  };
  const shared =
    tx.get('SELECT 1 FROM work_order WHERE address_id = ? AND id <> ? LIMIT 1', address.id, order.id) !==
    undefined;
  if (!shared) tx.update('address', address.id, columns);
  const addressId = shared
    ? tx.insert('address', {
        customer_id: order.customer_id,
        key_id: address.key_id,
        province: address.province,
        city: address.city,
        ...columns,
      })
    : address.id;
  return {
    address: { ...next, id: addressId },
    patch: {
      address_id: addressId,
      division_code: found.divisionCode,
      distance_m: found.distanceM,
      distance_method: found.method,
    },
  };
}

/** Flags whose cause is gone, by code. A flag is never raised here but for a place we do not serve. */
function settleFlags(tx: Tx, order: OrderRow, user: UserRow, address: AddressRow): string[] {
  const coverage =
    order.division_code === null
      ? null
      : (tx.value<string>('SELECT coverage FROM division WHERE code = ?', order.division_code) ?? null);
  const gone: Record<string, boolean> = {
    phone_missing: user.phone !== null || user.virtual_phone !== null,
    address_missing: address.detail !== '',
    area_unknown: order.division_code !== null,
    area_uncovered: coverage !== 'refuse',
    area_far: coverage !== 'take_and_mark',
    service_unknown: order.service_item_id !== null,
    warranty_unclear: order.warranty !== null,
  };
  const open = tx.all<{ id: string; code: string }>(
    'SELECT id, code FROM order_flag WHERE work_order_id = ? AND cleared_at IS NULL',
    order.id,
  );
  const cleared = open.filter((flag) => gone[flag.code] === true);
  for (const flag of cleared) tx.update('order_flag', flag.id, { cleared_at: tx.at, cleared_by: tx.staffId });
  if (coverage === 'refuse' && !open.some((flag) => flag.code === 'area_uncovered'))
    tx.insert('order_flag', {
      work_order_id: order.id,
      code: 'area_uncovered',
      params: { county: address.county },
      severity: 'stop',
      raised_at: tx.at,
    });
  return cleared.map((flag) => flag.code);
}

function itemPatch(tx: Tx, order: OrderRow, itemId: string) {
  const item = tx.get<{ name_zh: string; service_type: string }>(
    'SELECT name_zh, service_type FROM service_item WHERE id = ? AND retired_at IS NULL',
    itemId,
  );
  if (item === undefined) throw new Fault('not_found', { entity: 'service_item', id: itemId });
  const title = order.machine_count > 1 ? `${item.name_zh} ×${order.machine_count}` : item.name_zh;
  return { service_item_id: itemId, service_type: item.service_type, title };
}

export const correctHandlers = {
  'orders.correct': (ctx, input) =>
    runCommand(ctx, 'orders.correct', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'orders.review', order);
      if (order.version !== input.version)
        throw new Fault('conflict', { entity: 'work_order', id: order.id });
      const before = tx.get<UserRow>(
        'SELECT id, name, phone, phone2, virtual_phone FROM customer WHERE id = ?',
        order.customer_id,
      );
      const door = tx.get<AddressRow>(
        'SELECT id, key_id, province, city, county, town, detail FROM address WHERE id = ?',
        order.address_id,
      );
      if (before === undefined || door === undefined)
        throw new Fault('not_found', { entity: 'customer', id: order.customer_id });
      const user = correctUser(tx, before, input);
      const { address, patch } = correctAddress(tx, order, door, input);
      const all: Record<string, unknown> = {
        ...patch,
        ...(input.serviceItemId === undefined ? {} : itemPatch(tx, order, input.serviceItemId)),
        ...(input.warranty === undefined ? {} : { warranty: input.warranty }),
        ...(input.payerId === undefined ? {} : { payer_id: input.payerId }),
      };
      const fields = Object.keys(input).filter((key) => key !== 'id' && key !== 'version');
      const machines = tx.all<{
        id: string;
        model: string;
        indoor_code: string | null;
        outdoor_code: string | null;
      }>(
        "SELECT id, model, indoor_code, outdoor_code FROM machine_line WHERE work_order_id = ? AND state = 'open'",
        order.id,
      );
      for (const machine of machines) {
        const line = {
          ...(input.serviceItemId === undefined ? {} : { service_item_id: input.serviceItemId }),
          ...(input.warranty === undefined ? {} : { warranty: input.warranty }),
          ...(input.payerId === undefined ? {} : { payer_id: input.payerId }),
        };
        if (Object.keys(line).length > 0) tx.update('machine_line', machine.id, line);
      }
      const after = writeOrder(tx, order, all, {
        kind: 'order.corrected',
        params: { fields: fields.join(',') },
      });
      const cleared = settleFlags(tx, after, user, address);
      searchOrder(tx, order.id, {
        number: order.number,
        upstreamNumber: order.upstream_number,
        title: after.title,
        person: { name: user.name, phone: user.phone, phone2: user.phone2, virtualPhone: user.virtual_phone },
        address,
        machines: machines.map((one) => ({
          model: one.model,
          indoorCode: one.indoor_code,
          outdoorCode: one.outdoor_code,
        })),
        keyId: order.key_id,
      });
      return { ...doneOf(after), cleared };
    }),
} satisfies Handlers;
