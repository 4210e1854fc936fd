import { readDemoFile } from '../../../../db/seed/index.ts';
import type { UpstreamStep } from '../../../../domain/orders/canonical.ts';
import { findPlatform } from '../../../platforms/index.ts';
import type { TroubleRates } from '../../../platforms/sandbox/misbehave.ts';
import { serveSandbox, type ServedSandbox } from '../../../platforms/sandbox/serve.ts';
import type { OutletShapes } from '../../../platforms/sandbox/shapes.ts';
import type { StepDetail } from '../../../platforms/sandbox/world.ts';
import { sandboxes, type RunnableSandbox } from '../../../platforms/sandboxes.ts';
import type { LoopParts } from '../../loops.ts';
import { getSetting, readerOf } from '../../masters.ts';
import { demoSeed } from './intake.ts';
import { liveStories } from './situations/live-stories.ts';
import { orderOf } from './situations/stage.ts';
import type { DemoAnchor } from './start-demo.ts';

/** Connections of the demo that have a stand-in platform. */
const served = [
  { connection: 'C-OWN', adapter: 'own' },
  { connection: 'C-TM', adapter: 'tmall' },
] as const;

/** A little of everything, so that a demo shows what the outlet does about it; orders arrive nonetheless. */
const rates: TroubleRates = {
  lost: 0.002,
  limited: 0.004,
  failing: 0.002,
  repeat: 0.05,
  reorder: 0.1,
  delayed: 0.05,
};

/** Seconds between pulls: a living shop without a busy processor. */
const pullEverySeconds = 30;

interface Open {
  upstreamId: string;
  status: string;
  cancelledAt: number | null;
  at: number;
  startAt: number | null;
  endAt: number | null;
  finishedAt: number | null;
  workerId: string | null;
  workerName: string | null;
  workerPhone: string | null;
}

/** The demo's platforms on loopback ports; their orders are those of the seed, so every start finds the same ones. */
export class DemoSandboxes {
  readonly #parts: LoopParts;
  readonly #open: ServedSandbox[] = [];

  constructor(parts: LoopParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    const { env, store } = this.#parts;
    const outlet = readDemoFile() as unknown as OutletShapes;
    const startAt = getSetting<number>(
      readerOf(store.read),
      'demo',
      'sandbox_from',
      env.now() - 8 * 3_600_000,
    );
    for (const { connection, adapter } of served) {
      const make = sandboxes[adapter];
      if (make === undefined) continue;
      // Until it has caught up with what we told it in earlier runs, its clock stands where that happened.
      let clock: number | null = null;
      const secret = Buffer.from(env.randomBytes(18)).toString('base64url');
      const sandbox = make({
        outlet,
        connection,
        seed: demoSeed,
        now: () => clock ?? env.now(),
        startAt,
        secret,
        messagesFrom: env.now(),
        misbehave: { seed: `${demoSeed} ${connection}`, rates, maxDelayMs: 400 },
        ...(connection === 'C-OWN' ? { twin: 'C-TM' } : {}),
      });
      this.#remember(sandbox, connection, (at) => {
        clock = at;
      });
      clock = null;
      const server = await serveSandbox(sandbox.handle);
      this.#open.push(server);
      this.#point(connection, adapter, sandbox.settingsFor(server.address));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((server) => server.close()));
  }

  /** Tells a fresh world how far each of its orders had come, as the store knows it. */
  #remember(sandbox: RunnableSandbox, connection: string, setClock: (at: number) => void): void {
    const { store, env } = this.#parts;
    const { world } = sandbox;
    world.advance();
    // What the stories say this platform sent stands in its books too.
    const anchor = getSetting<DemoAnchor | null>(readerOf(store.read), 'demo', 'anchor', null);
    for (const story of anchor === null ? [] : liveStories)
      if (story.connection === connection)
        world.add(orderOf({ demo: readDemoFile(), now: anchor?.now ?? 0 }, story));
    const rows = store.read
      .prepare(
        `SELECT s.upstream_id AS upstreamId, s.upstream_status AS status, s.cancelled_at AS cancelledAt, s.last_seen_at AS at,
                w.appointment_start_at AS startAt, w.appointment_end_at AS endAt, w.finished_at AS finishedAt,
                a.worker_id AS workerId, p.name AS workerName, p.phone AS workerPhone
           FROM source_order s
           LEFT JOIN work_order_source l ON l.source_order_id = s.id
           LEFT JOIN work_order w ON w.id = l.work_order_id
           LEFT JOIN staff p ON p.id = w.staff_id
           LEFT JOIN worker_account a ON a.staff_id = w.staff_id AND a.connection_id = s.connection_id
          WHERE s.connection_id = ? ORDER BY s.last_seen_at`,
      )
      .all(connection) as Open[];
    const told = store.read
      .prepare(
        "SELECT s.upstream_id AS id, o.step FROM outbox o JOIN source_order s ON s.id = o.source_order_id WHERE o.connection_id = ? AND o.state = 'done' ORDER BY o.seq",
      )
      .all(connection) as { id: string; step: UpstreamStep }[];
    const steps = new Map<string, Set<UpstreamStep>>();
    for (const { id, step } of told) steps.set(id, (steps.get(id) ?? new Set()).add(step));
    for (const row of rows) {
      const card = world.cards.get(row.upstreamId);
      if (card === undefined) continue;
      setClock(Math.min(row.at, env.now()));
      const known = steps.get(row.upstreamId) ?? new Set<UpstreamStep>();
      if (row.cancelledAt !== null) world.cancel(row.upstreamId, row.cancelledAt);
      for (const step of stepsOf(row.status, known))
        world.tell(row.upstreamId, step, row.at, detailOf(step, row, card.order.verifyCode));
    }
  }

  /** Address and keys of this run; the cursor belongs to the platform's earlier life and is let go. */
  #point(connection: string, adapter: string, settings: Record<string, unknown>): void {
    const { store, env } = this.#parts;
    const secretNames = new Set(
      (findPlatform(adapter)?.fields ?? [])
        .filter((field) => field.kind === 'secret')
        .map((field) => field.name),
    );
    const entries = Object.entries({ ...settings, pullEverySeconds });
    const part = (secret: boolean) =>
      Object.fromEntries(entries.filter(([name]) => secretNames.has(name) === secret));
    store.gate.run(
      { command: 'system.demo_sandbox', requestId: env.newId(), deskId: 'system', staffId: null },
      (tx) => {
        const row = tx.get<{ paused_at: number | null; last_pull_at: number | null }>(
          'SELECT paused_at, last_pull_at FROM connection WHERE id = ?',
          connection,
        );
        if (row === undefined) return;
        tx.update('connection', connection, {
          settings: part(false),
          secret: JSON.stringify(part(true)),
          cursor: null,
          next_pull_at: tx.at,
          failures: 0,
          fault_since: null,
          last_fault: null,
          // Never pulled: paused by the seed. A pause of a person's own stays.
          ...(row.last_pull_at === null ? { paused_at: null } : {}),
        });
      },
    );
  }
}

const chain: readonly UpstreamStep[] = ['accept', 'assign', 'reserve', 'sign_in', 'complete', 'verify'];
const reached: Record<string, number> = {
  accepted: 1,
  assigned: 2,
  booked: 3,
  on_site: 4,
  finished: 5,
  returned: 5,
  verified: 6,
  settled: 6,
};

function stepsOf(status: string, told: ReadonlySet<UpstreamStep>): UpstreamStep[] {
  const far = reached[status] ?? 0;
  return chain.filter((step, index) => index < far || told.has(step));
}

function detailOf(step: UpstreamStep, row: Open, verifyCode: string): StepDetail {
  if (step === 'assign')
    return {
      worker: { id: row.workerId ?? 'W0', name: row.workerName ?? '', phone: row.workerPhone ?? '' },
    };
  if (step === 'reserve') {
    const startAt = row.startAt ?? row.at;
    return { slot: { startAt, endAt: row.endAt ?? startAt + 7_200_000 } };
  }
  return step === 'verify' ? { verifyCode } : {};
}
