import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { seedDemoOutlet } from '../../db/seed/index.ts';
import { openOutlet, type Outlet } from '../../main/host/outlet.ts';
import { startPrinterSandbox, type PrinterSandbox } from '../../main/printing/sandbox/printer-sandbox.ts';
import type { PrinterBehaviour } from '../../main/printing/sandbox/behaviour.ts';
import { printLoop } from '../../main/services/loops.ts';
import type { PrintLoop } from '../../main/services/paper/loop.ts';
import type { Session } from '../../main/services/context.ts';
import type { ChannelName, InputOf, OutputOf } from '../../preload/contract/index.ts';
import { fakeEnv, type FakeEnv } from '../support/fake-env.ts';
import { tempDir } from '../support/temp-dir.ts';

/**
 * Printers here answer, refuse, break or stand still, and each is seen on the line: no patience ever runs out, or a busy
 * machine would make a good printer look silent. A wait ends only when whoever waits gives it up.
 */
export function paperEnv(seed: number): FakeEnv {
  const env = fakeEnv({ seed });
  env.sleep = (_ms, signal) =>
    new Promise((_resolve, reject) => {
      if (signal?.aborted === true) reject(signal.reason as Error);
      else signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  return env;
}

export interface PaperRig {
  outlet: Outlet & { env: FakeEnv };
  loop: PrintLoop;
  manager: Session;
  dispatcher: Session;
  /** A call that must succeed. */
  ask<C extends ChannelName>(session: Session, channel: C, input: InputOf<C>): Promise<OutputOf<C>>;
  /** The fault of a call that must be refused. */
  refuse<C extends ChannelName>(
    session: Session,
    channel: C,
    input: InputOf<C>,
  ): Promise<{ code: string; params: Record<string, unknown> }>;
  one<T>(sql: string, ...params: unknown[]): T;
  all<T>(sql: string, ...params: unknown[]): T[];
  round(): Promise<number>;
}

export async function paperRig(
  options: { seed?: number; dir?: string; env?: FakeEnv; key?: string } = {},
): Promise<PaperRig> {
  const env = options.env ?? paperEnv(options.seed ?? 1);
  const outlet = (await openOutlet({ dir: options.dir ?? tempDir(), env, synchronous: 'OFF' })) as Outlet & {
    env: FakeEnv;
  };
  closers.push(() => outlet.close());
  // Masters only: what these tests count must be what they made.
  seedDemoOutlet(outlet.store, { pinHashes: {}, today: '2026-11-22', firstMonth: '2026-10', env });
  const loop = printLoop(outlet);
  const person = (role: string) =>
    outlet.store.read
      .prepare('SELECT staff_id FROM staff_role WHERE role_id = ? ORDER BY seq LIMIT 1')
      .pluck()
      .get(role) as string;
  return {
    outlet,
    loop,
    manager: outlet.session({ as: person('manager') }),
    dispatcher: outlet.session({ as: person('dispatcher'), deskId: 'desk-b' }),
    ask: async (session, channel, input) => {
      const answer = await outlet.call(session, channel, input);
      if (!answer.ok)
        throw new Error(
          `${channel}: ${JSON.stringify(answer.error)} ${lastLog(outlet.dir, answer.error.code)}`,
        );
      return answer.value;
    },
    refuse: async (session, channel, input) => {
      const answer = await outlet.call(session, channel, input);
      if (answer.ok) throw new Error(`${channel} was not refused`);
      return answer.error;
    },
    one: (sql, ...params) => outlet.store.read.prepare(sql).get(...params) as never,
    all: (sql, ...params) => outlet.store.read.prepare(sql).all(...params) as never,
    round: () => loop.round(new AbortController().signal),
  };
}

/** What the host wrote down about a defect; nothing for refusals. */
function lastLog(dir: string, code: string): string {
  if (code !== 'internal') return '';
  const folder = join(dir, 'logs');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n').at(-1) ?? '')
    .join('\n');
}

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A printer on a loopback port, gone with the test. */
export async function sandboxPrinter(
  env: FakeEnv,
  behaviour: Partial<PrinterBehaviour> = {},
): Promise<PrinterSandbox> {
  const printer = await startPrinterSandbox(env, { behaviour });
  closers.push(() => printer.close());
  return printer;
}

/** An order taken at the counter, approved, given to a technician and accepted by hand. */
export async function readyOrder(
  rig: PaperRig,
  options: {
    item?: string;
    model?: string;
    quantity?: number;
    staffId?: string | null;
    phone?: string;
    payerId?: string | null;
  } = {},
): Promise<{ id: string; number: string }> {
  const made = await rig.ask(rig.dispatcher, 'orders.create', {
    name: '祁望春',
    phone: options.phone ?? '13800000101',
    county: '凤栖区',
    detail: '栖云里1栋104',
    serviceItemId: options.item ?? 'AZ-KT-GJ',
    model: options.model ?? 'KFR-26GW/LZA1',
    quantity: options.quantity ?? 1,
    payerId: options.payerId === undefined ? 'PY-LZ' : options.payerId,
    warranty: 'in_warranty',
  });
  const staffId = options.staffId === undefined ? 'T01' : options.staffId;
  const { gate } = rig.outlet.store;
  const { applyAction } = await import('../../main/services/orders/core/apply-action.ts');
  gate.run(
    { command: 'test.ready', requestId: rig.outlet.env.newId(), deskId: 'test', staffId: null },
    (tx) => {
      const state = () => tx.value<string>('SELECT state FROM work_order WHERE id = ?', made.id);
      if (state() === 'received' || state() === 'in_review') {
        for (const flag of tx.all<{ id: string }>(
          'SELECT id FROM order_flag WHERE work_order_id = ?',
          made.id,
        ))
          tx.update('order_flag', flag.id, { cleared_at: tx.at });
        applyAction(tx, { orderId: made.id, action: 'approve' });
      }
      if (staffId !== null) {
        applyAction(tx, {
          orderId: made.id,
          action: 'assign',
          params: { staffId },
          override: ['technician_eligible'],
        });
        applyAction(tx, { orderId: made.id, action: 'accept' });
      }
    },
  );
  return { id: made.id, number: made.number };
}
