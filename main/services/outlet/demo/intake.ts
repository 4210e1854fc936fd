import type { DemoFile } from '../../../../db/seed/index.ts';
import type { HistorySource, OrderPlan } from '../../../../db/seed/history/plan-types.ts';
import type { CanonicalOrder } from '../../../../domain/orders/canonical.ts';
import { findPlatform } from '../../../platforms/index.ts';
import { ownOrderJson } from '../../../platforms/own/sandbox-order.ts';
import { makeOrders } from '../../../platforms/sandbox/make-orders.ts';
import type { OutletShapes, SandboxOrder } from '../../../platforms/sandbox/shapes.ts';
import type { SandboxCard } from '../../../platforms/sandbox/world.ts';
import { cardJson } from '../../../platforms/tmall/sandbox-card.ts';
import { sandboxes } from '../../../platforms/sandboxes.ts';

/** One seed for history and sandboxes: what the history says was sent, the sandbox still knows. */
export const demoSeed = 'chenhe';

/** The sandbox of the own platform sends some of Tmall's households again, as in life. */
export const twins: Readonly<Record<string, string>> = { 'C-OWN': 'C-TM' };

const hour = 3_600_000;

/** All orders of all connections in [from, to), at `scale` times the outlet's rhythm, oldest first. */
export function listDemoOrders(
  demo: DemoFile,
  from: number,
  to: number,
  scale: number,
): { connection: string; order: SandboxOrder }[] {
  const outlet = demo as unknown as OutletShapes;
  const found = demo.platform_connections.flatMap(({ code, adapter }) =>
    makeOrders(
      {
        seed: demoSeed,
        outlet,
        connection: code,
        idStyle: adapter === 'tmall' ? 'digits18' : 'letters',
        scale,
        ...(twins[code] === undefined ? {} : { twin: twins[code] }),
      },
      from,
      to,
    ).map((order) => ({ connection: code, order: renumber(order, code) })),
  );
  return found.sort((a, b) => a.order.createdAt - b.order.createdAt || (a.order.id < b.order.id ? -1 : 1));
}

/** The generator knows two ways of numbering; the other houses have their own letters. */
function renumber(order: SandboxOrder, connection: string): SandboxOrder {
  if (connection === 'C-OWN' || connection === 'C-TM') return order;
  return { ...order, id: order.id.replace(/^OW/, connection.slice(2)) };
}

export function sourceOf(connection: string, order: SandboxOrder, now: number): HistorySource {
  const find = (kind: string) =>
    order.changes.find((change) => change.kind === kind && change.at <= now)?.at ?? null;
  return {
    connection,
    upstreamId: order.id,
    createdAt: order.createdAt,
    serviceType: order.serviceType,
    serviceCode: order.serviceCode,
    category: order.machines[0]?.category ?? '',
    county: order.address.county,
    machineCount: Math.max(1, order.machines.length),
    inWarranty: order.machines[0]?.warranty !== 'out_of_warranty',
    feeFen: order.feeFen,
    goodsExpectedAt: order.goodsExpectedAt,
    cancelAt: find('cancel'),
    urgedAt: order.changes.find((change) => change.kind === 'remark' && change.at <= now)?.at ?? null,
  };
}

export interface Taken {
  raw: string;
  canonical: CanonicalOrder;
}

export interface Worker {
  id: string;
  name: string;
  phone: string;
}

/** Makes raw payloads as each house would have sent them last, and reads them with the real adapters. */
export class Intake {
  readonly #settings = new Map<string, unknown>();
  readonly #demo: DemoFile;
  readonly #now: number;

  constructor(demo: DemoFile, now: number) {
    this.#demo = demo;
    this.#now = now;
  }

  take(order: SandboxOrder, plan: OrderPlan, worker: Worker | null): Taken {
    const { connection } = plan.source;
    const card = cardOf(order, plan, worker, this.#now);
    const isTmall = connection === 'C-TM';
    const raw = isTmall ? cardJson(card, true, false) : JSON.stringify(ownOrderJson(card));
    const name = isTmall ? 'tmall' : 'own';
    const adapter = findPlatform(name);
    const read = adapter?.toCanonical(raw, this.#settingsOf(name), plan.receivedAt);
    if (read?.ok !== true) throw new Error(`demo order ${order.id} cannot be read: ${JSON.stringify(read)}`);
    return { raw, canonical: read.order };
  }

  #settingsOf(name: 'own' | 'tmall'): unknown {
    const known = this.#settings.get(name);
    if (known !== undefined) return known;
    const sandbox = sandboxes[name]?.({
      outlet: this.#demo as unknown as OutletShapes,
      connection: name === 'own' ? 'C-OWN' : 'C-TM',
      seed: demoSeed,
      now: () => 0,
      startAt: 0,
      secret: 'history',
      rhythm: false,
    });
    const parsed = findPlatform(name)?.settings.parse(sandbox?.settingsFor('http://127.0.0.1:9')) as unknown;
    this.#settings.set(name, parsed);
    return parsed;
  }
}

/** The order as the platform holds it at `now`: its own later changes and what we told it. */
function cardOf(order: SandboxOrder, plan: OrderPlan, worker: Worker | null, now: number): SandboxCard {
  const until = plan.finishedAt ?? now;
  const changed = { ...order };
  let modifiedAt = order.createdAt;
  for (const change of order.changes) {
    if (change.at > until) continue;
    modifiedAt = Math.max(modifiedAt, change.at);
    if (change.kind === 'cancel') break;
    if (change.kind === 'goods_arrived') changed.goodsArrivedAt = change.at;
    if (change.kind === 'address' && change.address !== undefined) changed.address = change.address;
    if (change.kind === 'remark') changed.remark = change.remark ?? '';
    if (change.kind === 'phone' && change.phone !== undefined)
      changed.customer = { ...changed.customer, phone: change.phone };
  }
  const cancelled = plan.upstreamStatus === 'cancelled';
  const slot = plan.appointments.at(-1);
  const told = plan.upstreamStatus !== 'open' && !cancelled;
  const status = plan.upstreamStatus === 'settled' ? 'verified' : plan.upstreamStatus;
  return {
    order: changed,
    status,
    seq: 1,
    revision: 1,
    modifiedAt: Math.max(modifiedAt, told ? plan.lastAt : 0),
    worker: plan.assignedAt !== null && told ? worker : null,
    slot:
      slot !== undefined && told && plan.assignedAt !== null
        ? { startAt: slot.startAt, endAt: slot.endAt }
        : null,
    reserveFail: null,
    holdReason: '',
    signedInAt: plan.visits.at(-1)?.arrivedAt ?? null,
    finishedAt: plan.finishedAt,
    verifiedAt: status === 'verified' ? plan.finishedAt : null,
    cancelledAt: cancelled ? plan.source.cancelAt : null,
    told: [],
    sequence: 1,
  };
}

/** Rhythm of the older months such that the whole history has about as many orders as the demo file says. */
export function olderScale(demo: DemoFile, recent: number, from: number, to: number): number {
  const full = listCount(demo, from, to);
  return Math.max(0.02, (demo.history_seed.orders - recent) / Math.max(1, full));
}

/** Expected orders at full rhythm; a sum over hours, no orders are made. */
function listCount(demo: DemoFile, from: number, to: number): number {
  const volume = demo.order_volume;
  const perHour = Array.from({ length: 24 }, (_, at) =>
    Object.values(volume['normal_day_by_source_and_hour'] as Record<string, number[]>).reduce(
      (sum, hours) => sum + (hours[at] ?? 0),
      0,
    ),
  );
  let sum = 0;
  for (let at = Math.floor(from / hour); at * hour < to; at += 1) {
    const local = new Date(at * hour + 8 * hour);
    const month = Number(
      (volume['month_factor'] as Record<string, string>)[String(local.getUTCMonth() + 1)] ?? 1,
    );
    sum += (perHour[local.getUTCHours()] ?? 0) * month;
  }
  return sum;
}
