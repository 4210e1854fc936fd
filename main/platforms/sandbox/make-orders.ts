/**
 * Orders at the outlet's own rhythm. Each clock hour is a pure function of seed, connection and hour, so it does
 * not matter in which slices a sandbox asks: the same seed always gives the same orders with the same numbers.
 * All names, estates and brands come from the outlet's invented data; phones are 13x-0000-xxxx.
 */
import { makeCustomer, makeMachine, makeAddress, pickService } from './make-parts.ts';
import type { Household } from './make-parts.ts';
import { createChance, seedOf } from './random.ts';
import type { Chance } from './random.ts';
import type { OutletShapes, SandboxChange, SandboxOrder } from './shapes.ts';

const HOUR = 3_600_000;
const GMT8 = 8 * HOUR;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

export interface OrderSource {
  seed: number | string;
  outlet: OutletShapes;
  /** Connection code in the outlet's data, e.g. `C-TM`. */
  connection: string;
  /** `digits18` for TOP-like numbers, `letters` for the own platform's. */
  idStyle: 'digits18' | 'letters';
  /** Multiplies the rhythm; 1 is a normal day of this outlet. */
  scale?: number;
  /** Another connection whose households this one sometimes sends too (duplicates between platforms). */
  twin?: string;
}

/** How many orders this hour brings: the rhythm times weekday and month, the fraction by chance. */
function hourCount(source: OrderSource, hour: number, chance: Chance): number {
  const volume = source.outlet.order_volume;
  const day = new Date(hour * HOUR + GMT8);
  const base = volume.normal_day_by_source_and_hour[source.connection]?.[day.getUTCHours()] ?? 0;
  const weekday = Number(volume.weekday_factor[WEEKDAYS[day.getUTCDay()] ?? ''] ?? 1);
  const month = Number(volume.month_factor[String(day.getUTCMonth() + 1)] ?? 1);
  const expected = base * weekday * month * (source.scale ?? 1);
  return Math.floor(expected) + (chance.hit(expected % 1) ? 1 : 0);
}

function idsOf(
  source: OrderSource,
  hour: number,
  index: number,
  chance: Chance,
): { id: string; tradeId: string } {
  const noise = String(chance.below(1_000_000)).padStart(6, '0');
  const serial = `${String(hour).padStart(7, '0')}${String(index).padStart(4, '0')}`;
  if (source.idStyle === 'digits18') return { id: `9${serial}${noise}`, tradeId: `3${serial}${noise}` };
  const day = new Date(hour * HOUR + GMT8).toISOString();
  const stamp = `${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8, 10)}${day.slice(11, 13)}`;
  return { id: `OW${stamp}${String(index).padStart(4, '0')}`, tradeId: `T${serial}${noise}` };
}

/** A household another connection has met in the last two days, so that the same job reaches us twice. */
function twinHousehold(source: OrderSource, hour: number, chance: Chance): SandboxOrder | null {
  if (source.twin === undefined) return null;
  const { twin: _, ...rest } = source;
  const before = { ...rest, connection: source.twin };
  for (let back = 1; back <= 48; back += 1) {
    const orders = ordersOfHour(before, hour - back);
    if (orders.length > 0 && chance.hit(0.3)) return chance.pick(orders);
  }
  return null;
}

function changesOf(order: SandboxOrder, source: OrderSource, chance: Chance): SandboxChange[] {
  const changes: SandboxChange[] = [];
  const rate = (name: string): number => (source.outlet.order_volume.rates_percent[name] ?? 0) / 100;
  const later = (minHours: number, maxHours: number): number =>
    order.createdAt + Math.round((minHours + chance.next() * (maxHours - minHours)) * HOUR);
  if (order.goodsExpectedAt !== null) changes.push({ at: order.goodsExpectedAt, kind: 'goods_arrived' });
  if (chance.hit(0.03))
    changes.push({ at: later(1, 20), kind: 'address', address: makeAddress(source.outlet, chance) });
  if (chance.hit(rate('催单'))) {
    changes.push({ at: later(4, 40), kind: 'remark', remark: `${order.remark} 用户催单`.trim() });
  }
  if (chance.hit(0.02))
    changes.push({ at: later(1, 24), kind: 'phone', phone: makeCustomer(source.outlet, chance).phone });
  if (chance.hit(rate('平台撤单'))) changes.push({ at: later(1, 48), kind: 'cancel' });
  return changes.sort((a, b) => a.at - b.at);
}

function wishOf(createdAt: number, chance: Chance): { wishStartAt: number | null; wishEndAt: number | null } {
  if (!chance.hit(0.6)) return { wishStartAt: null, wishEndAt: null };
  const today = Math.floor((createdAt + GMT8) / (24 * HOUR)) * 24 * HOUR - GMT8;
  const start = today + (1 + chance.below(3)) * 24 * HOUR + (8 + 2 * chance.below(6)) * HOUR;
  return { wishStartAt: start, wishEndAt: start + 2 * HOUR };
}

function makeOrder(source: OrderSource, hour: number, index: number): SandboxOrder {
  const chance = createChance(seedOf(source.seed, source.connection, hour, index));
  const { outlet } = source;
  const connection = outlet.platform_connections.find(({ code }) => code === source.connection);
  const rate = (name: string): number => (outlet.order_volume.rates_percent[name] ?? 0) / 100;
  const createdAt = hour * HOUR + chance.below(HOUR / 1000) * 1000;
  const twin = chance.hit(rate('重复单')) ? twinHousehold(source, hour, chance) : null;
  const service = pickService(outlet, connection?.payer ?? '', chance);
  const installs = service.service_type === '安装';
  const count = chance.hit(rate('一户多机')) ? 2 + chance.below(3) : 1;
  const machines = Array.from({ length: count }, (_, line) =>
    makeMachine(outlet, service.category, String(line + 1), createdAt, installs, chance),
  );
  const household: Household =
    twin === null
      ? { customer: makeCustomer(outlet, chance), address: makeAddress(outlet, chance) }
      : { customer: { name: twin.customer.name, phone: twin.customer.phone }, address: twin.address };
  const waits = installs && chance.hit(0.25);
  const symptoms = outlet.faults.filter(({ category }) => category === service.category);
  const order: SandboxOrder = {
    ...idsOf(source, hour, index, chance),
    createdAt,
    serviceType: twin?.serviceType ?? service.service_type,
    serviceCode: twin?.serviceCode ?? service.code,
    serviceName: twin?.serviceName ?? service.name_zh,
    feeFen: feeOf(service, connection?.payer ?? '') * (twin?.machines.length ?? count),
    customer: { ...household.customer, virtual: connection?.virtual_phone === true && chance.hit(0.7) },
    address: household.address,
    machines: twin?.machines ?? machines,
    remark: chance.hit(0.35) ? chance.pick(outlet.customer_remarks) : '',
    faultText: service.service_type === '维修' && symptoms.length > 0 ? chance.pick(symptoms).symptom_zh : '',
    urgent: chance.hit(0.05),
    ...wishOf(createdAt, chance),
    goodsExpectedAt: waits ? createdAt + (6 + chance.below(60)) * HOUR : null,
    goodsArrivedAt: installs && !waits ? createdAt - chance.below(24) * HOUR : null,
    verifyCode:
      String(100_000 + chance.below(900_000)) + String(hour % 1000).padStart(3, '0') + String(index),
    changes: [],
  };
  order.changes = changesOf(order, source, chance);
  return order;
}

function feeOf(service: OutletShapes['service_items'][number], payer: string): number {
  const [yuan = '0', cents = ''] = (service.payer_price[payer] ?? service.customer_price).split('.');
  return Number(yuan) * 100 + Number(cents.padEnd(2, '0').slice(0, 2));
}

function ordersOfHour(source: OrderSource, hour: number): SandboxOrder[] {
  const count = hourCount(source, hour, createChance(seedOf(source.seed, source.connection, hour)));
  return Array.from({ length: count }, (_, index) => makeOrder(source, hour, index));
}

/** Orders created in [from, to), UTC ms, oldest first. */
export function makeOrders(source: OrderSource, from: number, to: number): SandboxOrder[] {
  const orders: SandboxOrder[] = [];
  for (let hour = Math.floor(from / HOUR); hour * HOUR < to; hour += 1) {
    orders.push(...ordersOfHour(source, hour).filter(({ createdAt }) => createdAt >= from && createdAt < to));
  }
  return orders.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}
