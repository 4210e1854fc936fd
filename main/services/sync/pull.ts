import type { Tx } from '../../../db/tx.ts';
import { isFault, type Fault } from '../../../domain/kernel/fault.ts';
import type {
  Canonicalized,
  JsonCursor,
  PlatformNotice,
  PulledPage,
  RawItem,
} from '../../platforms/adapter.ts';
import { reactionTo } from '../../platforms/faults.ts';
import { takeMessage } from './ingest/messages.ts';
import { ingestItem, type IngestOutcome } from './ingest/ingest-item.ts';
import { backoffMs, contextOf, systemRun, type ConnectionRow, type SyncPorts } from './ports.ts';

/** Payloads per transaction: small enough that the gate is never held longer than its 20 ms. */
const perCommit = 2;
/** Open cards read again per round where a platform tells no changes by itself. */
const rereadBudget = 40;
/** Of those it took back lately, as many: a user who cancels by mistake takes it back within days. */
const cancelledBudget = 20;
const cancelledMs = 7 * 86_400_000;

export interface PullReport {
  connectionId: string;
  counts: Record<IngestOutcome, number>;
  fault: Fault | null;
}

const noCounts = (): Record<IngestOutcome, number> => ({
  created: 0,
  changed: 0,
  unchanged: 0,
  repeated: 0,
  quarantined: 0,
});

/**
 * Pulls one connection until it is caught up. A page's items and the cursor behind it commit together: the cursor
 * goes with the last slice, so a crash in between reads the page again and finds its items already there.
 * Never throws for what the platform does: the fault is kept on the connection with the time of the next try.
 */
export async function pullConnection(
  ports: SyncPorts,
  connectionId: string,
  signal?: AbortSignal,
): Promise<PullReport> {
  const report: PullReport = { connectionId, counts: noCounts(), fault: null };
  const connection = findConnection(ports, connectionId);
  if (connection === undefined || connection.paused_at !== null || connection.mode !== 'api') return report;
  try {
    const { adapter, ctx } = contextOf(ports, connection, signal);
    let cursor = connection.cursor === null ? null : (JSON.parse(connection.cursor) as JsonCursor);
    const notices = new Map<string, PlatformNotice>();
    for (;;) {
      const page = await adapter.pullPage(cursor, ctx);
      for (const notice of page.notices) notices.set(notice.code, notice);
      const understood = page.items.map((item) => ({
        item,
        canonical: adapter.toCanonical(item.rawText, ctx.settings, item.receivedAt),
      }));
      await commitPage(ports, connection, understood, page, report);
      cursor = page.nextCursor;
      if (!page.more || signal?.aborted === true) break;
    }
    if (adapter.traits.rereadOpen && signal?.aborted !== true)
      for (const notice of await rereadOpen(ports, connection, report, signal))
        notices.set(notice.code, notice);
    noteSuccess(ports, connection, [...notices.values()]);
  } catch (error) {
    if (!isFault(error)) throw error;
    report.fault = error;
    noteFault(ports, connection, error);
  }
  return report;
}

function findConnection(ports: SyncPorts, id: string): ConnectionRow | undefined {
  return ports.read.prepare('SELECT * FROM connection WHERE id = ?').get(id) as ConnectionRow | undefined;
}

interface Understood {
  item: RawItem;
  canonical: Canonicalized;
}

async function commitPage(
  ports: SyncPorts,
  connection: ConnectionRow,
  understood: Understood[],
  page: PulledPage,
  report: PullReport,
): Promise<void> {
  const taken = { id: connection.id, payerId: connection.payer_id };
  const work: ((tx: Tx) => void)[] = [
    ...understood.map(({ item, canonical }) => (tx: Tx) => {
      report.counts[ingestItem(tx, taken, item, canonical)] += 1;
    }),
    ...(page.messages ?? []).map((message) => (tx: Tx) => takeMessage(tx, connection.id, message)),
  ];
  for (let at = 0; at < work.length || at === 0; at += perCommit) {
    const last = at + perCommit >= work.length;
    systemRun(ports, 'system.ingest', (tx) => {
      for (const take of work.slice(at, at + perCommit)) take(tx);
      if (!last) return;
      tx.update('connection', connection.id, {
        cursor: page.nextCursor,
        last_pull_at: tx.at,
        ...(page.total === undefined ? {} : { upstream_total: page.total }),
      });
    });
    // Between slices others get their turn at the gate.
    if (!last) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Oldest unseen first, so that with any budget every open card comes round, and every one lately cancelled. */
async function rereadOpen(
  ports: SyncPorts,
  connection: ConnectionRow,
  report: PullReport,
  signal?: AbortSignal,
): Promise<PlatformNotice[]> {
  const listed = (where: string, ...params: unknown[]) =>
    ports.read
      .prepare(
        `SELECT upstream_id FROM source_order WHERE connection_id = ? AND ${where} ORDER BY last_seen_at, seq LIMIT ?`,
      )
      .pluck()
      .all(connection.id, ...params) as string[];
  const since = ports.env.now() - cancelledMs;
  const ids = [
    ...listed('closed_upstream = 0', rereadBudget),
    ...listed('closed_upstream = 1 AND cancelled_at > ?', since, cancelledBudget),
  ];
  if (ids.length === 0) return [];
  const { adapter, ctx } = contextOf(ports, connection, signal);
  const result = await adapter.reread(ids, ctx);
  const understood = result.items.map((item) => ({
    item,
    canonical: adapter.toCanonical(item.rawText, ctx.settings, item.receivedAt),
  }));
  for (let at = 0; at < understood.length; at += perCommit) {
    systemRun(ports, 'system.reread', (tx) => {
      for (const { item, canonical } of understood.slice(at, at + perCommit)) {
        report.counts[ingestItem(tx, { id: connection.id, payerId: connection.payer_id }, item, canonical)] +=
          1;
      }
    });
  }
  if (result.missing.length === 0) return result.notices;
  systemRun(ports, 'system.reread_missing', (tx) => {
    for (const upstreamId of result.missing) {
      const source = tx.get<{ id: string; closed_upstream: number }>(
        'SELECT id, closed_upstream FROM source_order WHERE connection_id = ? AND upstream_id = ?',
        connection.id,
        upstreamId,
      );
      if (source === undefined) continue;
      if (source.closed_upstream === 1) {
        tx.update('source_order', source.id, { last_seen_at: tx.at });
        continue;
      }
      tx.update('source_order', source.id, { closed_upstream: 1, last_seen_at: tx.at });
      tx.event({
        entity: 'source_order',
        entityId: source.id,
        kind: 'source.gone_upstream',
        params: { connectionId: connection.id },
      });
    }
  });
  return result.notices;
}

function noteSuccess(ports: SyncPorts, connection: ConnectionRow, notices: PlatformNotice[]): void {
  systemRun(ports, 'system.pull_ok', (tx) => {
    const local =
      tx.value<number>('SELECT count(*) FROM source_order WHERE connection_id = ?', connection.id) ?? 0;
    const everyMs =
      Number((JSON.parse(connection.settings) as { pullEverySeconds?: number }).pullEverySeconds ?? 60) *
      1000;
    tx.update('connection', connection.id, {
      last_ok_at: tx.at,
      last_fault: null,
      fault_since: null,
      notices: notices.length === 0 ? null : notices,
      failures: 0,
      local_total: local,
      next_pull_at: tx.at + everyMs,
    });
  });
}

function noteFault(ports: SyncPorts, connection: ConnectionRow, fault: Fault): void {
  const reaction = reactionTo(fault);
  systemRun(ports, 'system.pull_failed', (tx) => {
    const failures = connection.failures + 1;
    tx.update('connection', connection.id, {
      last_pull_at: tx.at,
      last_fault: { code: fault.code, params: fault.params },
      fault_since: connection.fault_since ?? tx.at,
      failures,
      next_pull_at: tx.at + (reaction.retryAfterMs ?? backoffMs(ports.env, failures)),
      // A wrong key is not tried a thousand times a day: a person mends it and presses «resume».
      ...(reaction.kind === 'pause' ? { paused_at: tx.at } : {}),
    });
    if (connection.fault_since === null)
      tx.event({
        entity: 'connection',
        entityId: connection.id,
        kind: 'connection.failing',
        params: { code: fault.code },
      });
  });
}
