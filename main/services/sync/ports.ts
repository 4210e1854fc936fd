import type { Gate } from '../../../db/gate.ts';
import type { Db } from '../../../db/connection.ts';
import type { Sealer } from '../../../db/seal.ts';
import type { Env } from '../../../domain/kernel/env.ts';
import type { ConnectionMemory, PlatformContext, PlatformDefinition } from '../../platforms/adapter.ts';
import { Fault } from '../../../domain/kernel/fault.ts';

/** What the engine stands on. It knows no platform by name. */
export interface SyncPorts {
  env: Env;
  gate: Gate;
  read: Db;
  sealer: Sealer;
  platforms: Readonly<Record<string, PlatformDefinition>>;
  readPicture?: (hash: string) => Promise<Uint8Array>;
}

export interface ConnectionRow {
  id: string;
  code: string;
  adapter: string;
  payer_id: string | null;
  mode: string;
  settings: string;
  secret: string | null;
  cursor: string | null;
  paused_at: number | null;
  next_pull_at: number | null;
  failures: number;
  fault_since: number | null;
  version: number;
}

export const systemDesk = 'system';

/** The gate smooths over smaller steps back of the clock (db/gate.ts); beyond it a time in the future is a wrong clock. */
export const clockSlackMs = 600_000;

/** Runs host work as a command of its own; the request id is made here, so a crash in between just does it again. */
export function systemRun<T>(
  ports: Pick<SyncPorts, 'env' | 'gate'>,
  command: string,
  fn: Parameters<Gate['run']>[1],
): T {
  return ports.gate.run(
    { command, requestId: ports.env.newId(), deskId: systemDesk, staffId: null },
    fn,
  ) as T;
}

const memories = new WeakMap<Gate, Map<string, ConnectionMemory>>();

/** Adapter and its context for a connection. Faults: `platform_settings_wrong` where settings do not fit the schema. */
export function contextOf(
  ports: SyncPorts,
  connection: ConnectionRow,
  signal?: AbortSignal,
): { adapter: PlatformDefinition; ctx: PlatformContext } {
  const adapter = ports.platforms[connection.adapter];
  if (adapter === undefined) throw new Fault('platform_settings_wrong', { field: 'adapter' });
  const secret = connection.secret === null ? {} : (JSON.parse(connection.secret) as Record<string, unknown>);
  const checked = adapter.settings.safeParse({ ...(JSON.parse(connection.settings) as object), ...secret });
  if (!checked.success)
    throw new Fault('platform_settings_wrong', {
      field: String(checked.error.issues[0]?.path.join('.') ?? ''),
    });
  const known = memories.get(ports.gate) ?? new Map<string, ConnectionMemory>();
  memories.set(ports.gate, known);
  const memory = known.get(connection.id) ?? { skewMs: null };
  known.set(connection.id, memory);
  return {
    adapter,
    ctx: { env: ports.env, settings: checked.data, memory, signal, readPicture: ports.readPicture },
  };
}

/** Exponential with full jitter, 5 s … 15 min: many desks that lost one line do not come back at one moment. */
export function backoffMs(env: Env, failures: number): number {
  const ceiling = Math.min(900_000, 5_000 * 2 ** Math.min(failures, 10));
  return Math.round(ceiling / 2 + env.random() * (ceiling / 2));
}
