import { seedDemoOutlet } from '../../db/seed/index.ts';
import type { Tx } from '../../db/tx.ts';
import type { OrderAction } from '../../domain/orders/life.ts';
import type { VisitOutcomeCode } from '../../domain/visits/outcomes.ts';
import type { Outlet } from '../../main/host/outlet.ts';
import type { Session } from '../../main/services/context.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import type { FakeEnv } from '../support/fake-env.ts';
import { testOutlet } from '../support/test-outlet.ts';

export interface MoneyRig {
  outlet: Outlet & { env: FakeEnv };
  /** The accountant. */
  session: Session;
  run<T>(fn: (tx: Tx) => T): T;
  all<T>(sql: string, ...params: unknown[]): T[];
  value<T>(sql: string, ...params: unknown[]): T;
}

/** A demo outlet with the accountant at a desk. `dir` opens one that is there; it asks for another seed. */
export async function moneyRig(options: { seed?: number; dir?: string } = {}): Promise<MoneyRig> {
  const { seed = 1, dir } = options;
  const outlet = await testOutlet({ seed, ...(dir === undefined ? {} : { dir }) });
  if (dir === undefined)
    seedDemoOutlet(outlet.store, { pinHashes: {}, today: '2026-11-22', firstMonth: '2025-10' });
  const accountant = outlet.store.read
    .prepare("SELECT staff_id FROM staff_role WHERE role_id = 'accountant' LIMIT 1")
    .pluck()
    .get() as string;
  const session = outlet.session({ as: accountant });
  return {
    outlet,
    session,
    run: (fn) =>
      outlet.store.gate.run(
        { command: 'test.write', requestId: outlet.env.newId(), deskId: outlet.deskId, staffId: accountant },
        fn,
      ),
    all: (sql, ...params) => outlet.store.read.prepare(sql).all(...params) as never,
    value: (sql, ...params) =>
      outlet.store.read
        .prepare(sql)
        .pluck()
        .get(...params) as never,
  };
}

export interface OrderSpec {
  number?: string;
  payerId: string;
  machines: {
    item: string;
    quantity?: number;
    warranty?: string | null;
    payerId?: string;
    result?: string | null;
  }[];
  people?: { staffId: string; shareMilli: number }[];
  subShopId?: string | null;
  distanceM?: number | null;
  town?: string;
  division?: string;
  outcome?: VisitOutcomeCode;
  /** Days before today. */
  daysAgo?: number;
  shots?: string[];
  upstream?: string | null;
  receivedHoursBefore?: number;
  customerId?: string;
  addressId?: string;
  isRework?: boolean;
  parentId?: string | null;
}

let made = 0;

/** An order whose visit has ended, standing before `finish`. Returns its id and that of its user. */
export function makeOrder(
  tx: Tx,
  spec: OrderSpec,
): { id: string; customerId: string; addressId: string; visitId: string } {
  const n = ++made;
  const keyId = tx.newKeyId();
  const endedAt = tx.at - (spec.daysAgo ?? 0) * 86_400_000 - 3_600_000;
  const day = new Date(endedAt + 8 * 3_600_000).toISOString().slice(0, 10);
  const customerId =
    spec.customerId ??
    tx.insert('customer', {
      key_id: keyId,
      name: `用户${n}`,
      phone: `1390000${String(n).padStart(4, '0')}`,
      phone_tail: String(n).padStart(4, '0'),
      created_at: tx.at,
    });
  const addressId =
    spec.addressId ??
    tx.insert('address', {
      customer_id: customerId,
      key_id: keyId,
      division_code: spec.division ?? '430211',
      county: '天元区',
      town: spec.town ?? '',
      detail: `望樟路${n}号`,
      normal: `望樟路${n}号`,
    });
  const first = spec.machines[0];
  const item = tx.get<{ id: string; service_type: string; name_zh: string }>(
    'SELECT id, service_type, name_zh FROM service_item WHERE code = ?',
    first?.item ?? '',
  );
  const id = tx.insert('work_order', {
    number: spec.number ?? `W${String(n).padStart(6, '0')}`,
    state: 'accepted',
    queue: 'visit',
    title: item?.name_zh ?? '',
    service_type: item?.service_type ?? '安装',
    service_item_id: item?.id ?? null,
    customer_id: customerId,
    address_id: addressId,
    division_code: spec.division ?? '430211',
    payer_id: spec.payerId,
    upstream_number: spec.upstream ?? null,
    staff_id: spec.subShopId ? null : (spec.people?.[0]?.staffId ?? 'T01'),
    sub_shop_id: spec.subShopId ?? null,
    distance_m: spec.distanceM ?? null,
    distance_method: 'road',
    key_id: keyId,
    received_day: day,
    received_at: endedAt - (spec.receivedHoursBefore ?? 30) * 3_600_000,
    accepted_at: endedAt,
    updated_at: tx.at,
    is_rework: spec.isRework === true,
    parent_id: spec.parentId ?? null,
    visits: 1,
  });
  const visitId = tx.insert('visit', {
    work_order_id: id,
    visit_no: 1,
    state: 'ended',
    day,
    arrived_at: endedAt - 3_600_000,
    ended_at: endedAt,
    outcome: spec.outcome ?? 'done',
    key_id: keyId,
  });
  for (const person of spec.people ?? [{ staffId: 'T01', shareMilli: 1000 }]) {
    if (spec.subShopId) break;
    tx.insert('visit_person', {
      visit_id: visitId,
      staff_id: person.staffId,
      part: person.shareMilli < 500 ? 'helper' : 'lead',
      share_milli: person.shareMilli,
    });
  }
  spec.machines.forEach((machine, index) => {
    const of = tx.get<{ id: string; category: string }>(
      'SELECT id, category FROM service_item WHERE code = ?',
      machine.item,
    );
    tx.insert('machine_line', {
      work_order_id: id,
      line_no: index + 1,
      service_item_id: of?.id ?? null,
      category: of?.category ?? '',
      product_name: machine.item,
      quantity: machine.quantity ?? 1,
      warranty: machine.warranty === undefined ? 'in_warranty' : machine.warranty,
      payer_id: machine.payerId ?? null,
      state: 'finished',
      result_code: machine.result === undefined ? 'installed' : machine.result,
      finished_visit_id: visitId,
    });
  });
  for (const name of spec.shots ?? []) {
    tx.insert('verification', {
      visit_id: visitId,
      work_order_id: id,
      kind: 'shot',
      name,
      state: 'present',
      at: tx.at,
      key_id: keyId,
    });
  }
  return { id, customerId, addressId, visitId };
}

const free = [
  'visit_ended',
  'results_complete',
  'verification_met',
  'slip_back',
  'window_passed',
  'no_anomaly',
  'verdict_passed',
] as const;

/** Takes an order through steps of its life; guards of other rooms are passed. */
export function walk(tx: Tx, orderId: string, ...actions: OrderAction[]): void {
  for (const action of actions) applyAction(tx, { orderId, action, reasonCode: 'test', override: [...free] });
}

/** An audited order in one go. */
export function auditedOrder(
  rig: MoneyRig,
  spec: OrderSpec,
): { id: string; customerId: string; addressId: string } {
  return rig.run((tx) => {
    const order = makeOrder(tx, spec);
    walk(tx, order.id, 'finish', 'verify', 'audit');
    return order;
  });
}

/** Unwraps an answer; a refusal fails the test with its code. */
export function valueOf<T>(
  answer: { ok: true; value: T } | { ok: false; error: { code: string; params: unknown } },
): T {
  if (!answer.ok) throw new Error(`${answer.error.code} ${JSON.stringify(answer.error.params)}`);
  return answer.value;
}
