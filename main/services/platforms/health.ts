import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { PlatformHealth } from '../../../preload/contract/platforms.ts';
import type { ServiceContext } from '../context.ts';
import { getZone, readerOf } from '../masters.ts';

interface Row {
  id: string;
  version: number;
  code: string;
  nameZh: string;
  nameEn: string;
  adapter: string;
  mode: 'api' | 'file' | 'manual';
  payerId: string | null;
  pausedAt: number | null;
  lastPullAt: number | null;
  lastOkAt: number | null;
  nextPullAt: number | null;
  lastFault: string | null;
  faultSince: number | null;
  failures: number;
  notices: string | null;
  localTotal: number | null;
  upstreamTotal: number | null;
  ordersToday: number;
  waiting: number;
  oldestWaitingAt: number | null;
  manual: number;
  deadLetters: number;
  quarantined: number;
  openChanges: number;
}

const sql = `
  SELECT c.id, c.version, c.code, c.name_zh AS nameZh, c.name_en AS nameEn, c.adapter, c.mode, c.payer_id AS payerId,
         c.paused_at AS pausedAt, c.last_pull_at AS lastPullAt, c.last_ok_at AS lastOkAt, c.next_pull_at AS nextPullAt,
         c.last_fault AS lastFault, c.fault_since AS faultSince, c.failures, c.notices,
         c.local_total AS localTotal, c.upstream_total AS upstreamTotal,
         (SELECT count(*) FROM work_order w WHERE w.connection_id = c.id AND w.received_day = ?) AS ordersToday,
         (SELECT count(*) FROM outbox o WHERE o.connection_id = c.id AND o.state IN ('waiting', 'sending')) AS waiting,
         (SELECT min(o.created_at) FROM outbox o WHERE o.connection_id = c.id AND o.state IN ('waiting', 'sending')) AS oldestWaitingAt,
         (SELECT count(*) FROM outbox o WHERE o.connection_id = c.id AND o.state = 'manual') AS manual,
         (SELECT count(*) FROM outbox o WHERE o.connection_id = c.id AND o.state = 'dead') AS deadLetters,
         (SELECT count(*) FROM inbox i WHERE i.connection_id = c.id AND i.state = 'quarantined') AS quarantined,
         (SELECT count(*) FROM source_change x JOIN source_order s ON s.id = x.source_order_id
           WHERE x.state = 'open' AND s.connection_id = c.id) AS openChanges
    FROM connection c`;

/** A fault older than this is no hiccup any more: a person should look. */
const redAfterMs = 15 * 60_000;
/** Without a good pull for so long the orders on the screen may be old. */
const staleMs = 10 * 60_000;

/** Red: a person must act. Amber: slow or something waits. Grey: not an interface, or paused on purpose. */
function lightOf(row: Row, nowMs: number): PlatformHealth['light'] {
  if (row.deadLetters > 0) return 'red';
  if (row.mode !== 'api') return 'grey';
  if (row.pausedAt !== null) return row.lastFault === null ? 'grey' : 'red';
  if (row.faultSince !== null) return nowMs - row.faultSince > redAfterMs ? 'red' : 'amber';
  if (row.lastOkAt === null || nowMs - row.lastOkAt > staleMs) return 'amber';
  return row.quarantined > 0 || row.notices !== null ? 'amber' : 'green';
}

function toHealth(row: Row, nowMs: number): PlatformHealth {
  const { lastFault, notices, ...rest } = row;
  return {
    ...rest,
    light: lightOf(row, nowMs),
    fault: lastFault === null ? null : (JSON.parse(lastFault) as PlatformHealth['fault']),
    notices: notices === null ? [] : (JSON.parse(notices) as PlatformHealth['notices']),
  };
}

/** Every connection with its light, the worst light of all, and how many need a person. */
export function listHealth(ctx: ServiceContext): OutputOf<'platforms.list'> {
  const now = ctx.env.now();
  const reader = readerOf(ctx.read);
  const rows = reader.all<Row>(`${sql} ORDER BY c.seq`, businessDay(now, getZone(reader)));
  const connections = rows.map((row) => toHealth(row, now));
  const lights = connections.map((one) => one.light);
  const polled = connections.filter((one) => one.mode === 'api' && one.pausedAt === null);
  const oldest = polled.reduce<number | null>(
    (min, one) => (one.lastOkAt === null ? min : min === null ? one.lastOkAt : Math.min(min, one.lastOkAt)),
    null,
  );
  const worst = (['red', 'amber', 'green'] as const).find((light) => lights.includes(light)) ?? 'grey';
  // Beside the light stands how many shine in that colour.
  const failing = worst === 'red' || worst === 'amber' ? lights.filter((light) => light === worst).length : 0;
  return { light: worst, failing, oldestOkAt: oldest, connections };
}

/** Faults: `not_found`. */
export function getHealth(ctx: ServiceContext, id: string): PlatformHealth {
  const now = ctx.env.now();
  const reader = readerOf(ctx.read);
  const row = reader.get<Row>(`${sql} WHERE c.id = ?`, businessDay(now, getZone(reader)), id);
  if (row === undefined) throw new Fault('not_found', { entity: 'connection', id });
  return toHealth(row, now);
}
