import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedDemoOutlet } from '../../db/seed/index.ts';
import type { Tx } from '../../db/tx.ts';
import { openOutlet, type Outlet } from '../../main/host/outlet.ts';
import type { Session } from '../../main/services/context.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import type { ChannelName, InputOf, OutputOf } from '../../preload/contract/index.ts';
import { fakeEnv, type FakeEnv } from '../support/fake-env.ts';
import { hashPin } from '../../main/services/session/pin.ts';

export interface PartsRig {
  outlet: Outlet;
  env: FakeEnv;
  manager: Session;
  /** Storekeeper (without the right to issue over the limit) and dispatcher. */
  store: Session;
  dispatcher: Session;
  /** The answer, or an error that shows the fault. */
  ok<C extends ChannelName>(session: Session, channel: C, input: InputOf<C>): Promise<OutputOf<C>>;
  /** The fault's code and params, or null. */
  refused<C extends ChannelName>(
    session: Session,
    channel: C,
    input: InputOf<C>,
  ): Promise<{ code: string; params: Record<string, unknown> } | null>;
  run<T>(fn: (tx: Tx) => T): T;
  /** An order of a technician, dispatched and accepted, with an ended visit row; no part on it yet. */
  order(
    staffId: string,
    options?: { model?: string; day?: string },
  ): Promise<{ id: string; visitId: string }>;
  value<T>(sql: string, ...params: unknown[]): T;
  /** Good stock of a part in a place, thousandths. */
  onHand(partId: string, locationId: string): number;
  close(): Promise<void>;
}

export const testPin = '246810';

/** A demo outlet behind its contract; nothing is pulled from platforms, orders are taken at the counter. */
export async function partsRig(seed = 1): Promise<PartsRig> {
  const env = fakeEnv({ seed });
  const dir = mkdtempSync(join(tmpdir(), 'outlet-parts-'));
  const outlet = await openOutlet({ dir, env, key: 'ab'.repeat(32), synchronous: 'OFF' });
  const pinHashes = { S01: await hashPin(env, testPin), S02: await hashPin(env, testPin) };
  seedDemoOutlet(outlet.store, { pinHashes, today: '2026-11-22', firstMonth: '2025-10' });
  const { read, gate } = outlet.store;
  const value = <T>(sql: string, ...params: unknown[]) =>
    read
      .prepare(sql)
      .pluck()
      .get(...params) as T;
  const run = <T>(fn: (tx: Tx) => T): T =>
    gate.run({ command: 'test.run', requestId: env.newId(), deskId: 'test', staffId: 'S03' }, fn);
  const manager = outlet.session({ as: 'S01', deskId: 'desk-m' });
  const rig: PartsRig = {
    outlet,
    env,
    manager,
    store: outlet.session({ as: 'S03', deskId: 'desk-s' }),
    dispatcher: outlet.session({ as: 'S02', deskId: 'desk-d' }),
    async ok(session, channel, input) {
      const answer = await outlet.call(session, channel, input);
      if (!answer.ok) throw new Error(`${channel}: ${JSON.stringify(answer.error)}`);
      return answer.value;
    },
    async refused(session, channel, input) {
      const answer = await outlet.call(session, channel, input);
      return answer.ok ? null : answer.error;
    },
    run,
    async order(staffId, options = {}) {
      const made = await rig.ok(manager, 'orders.create', {
        name: '冉梦溪',
        phone: `138${String(Math.floor(env.random() * 1e8)).padStart(8, '0')}`,
        detail: `沁园小区 ${Math.floor(env.random() * 40) + 1} 栋`,
        serviceItemId: value<string>(
          "SELECT id FROM service_item WHERE service_type LIKE '%repair%' OR code LIKE 'WX-KT%' LIMIT 1",
        ),
        model: options.model ?? 'KFR-35GW/LZB3',
        warranty: 'in_warranty',
        payerId: 'PY-LZ',
      });
      return run((tx) => {
        applyAction(tx, {
          orderId: made.id,
          action: 'approve',
          override: ['address_known', 'flags_decided'],
        });
        applyAction(tx, {
          orderId: made.id,
          action: 'assign',
          params: { staffId },
          override: ['technician_eligible'],
          patch: { appointment_day: options.day ?? '2026-11-22', appointment_state: 'agreed' },
        });
        applyAction(tx, { orderId: made.id, action: 'accept' });
        const visitId = tx.insert('visit', {
          work_order_id: made.id,
          visit_no: 1,
          state: 'ended',
          day: options.day ?? '2026-11-22',
          key_id: tx.value<number>('SELECT key_id FROM work_order WHERE id = ?', made.id),
        });
        tx.insert('visit_person', { visit_id: visitId, staff_id: staffId, part: 'lead', share_milli: 1000 });
        return { id: made.id, visitId };
      });
    },
    value,
    onHand: (partId, locationId) =>
      value<number>(
        "SELECT coalesce(sum(quantity_milli), 0) FROM stock_balance WHERE part_id = ? AND location_id = ? AND condition = 'good'",
        partId,
        locationId,
      ),
    async close() {
      await outlet.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return rig;
}
