import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import type { PlatformDefinition } from '../../platforms/adapter.ts';
import { findPlatform } from '../../platforms/index.ts';
import { runCommand } from '../command.ts';
import type { ServiceContext } from '../context.ts';
import { getHealth } from './health.ts';

interface Stored {
  adapter: string;
  settings: string;
  secret: string | null;
}

type Values = Record<string, unknown>;

/** What is stored, secrets apart. Secrets of older rows may still lie among the settings. */
export function getStored(ctx: ServiceContext, id: string): { adapter: string; values: Values } {
  const row = ctx.read.prepare('SELECT adapter, settings, secret FROM connection WHERE id = ?').get(id) as
    | Stored
    | undefined;
  if (row === undefined) throw new Fault('not_found', { entity: 'connection', id });
  return {
    adapter: row.adapter,
    values: {
      ...(JSON.parse(row.settings) as Values),
      ...(row.secret === null ? {} : (JSON.parse(row.secret) as Values)),
    },
  };
}

/** Settings as a form. A secret is only ever said to be set or not. */
export function getPlatform(ctx: ServiceContext, id: string): OutputOf<'platforms.get'> {
  const health = getHealth(ctx, id);
  const { values } = getStored(ctx, id);
  const adapter = findPlatform(health.adapter);
  const defaults = adapter === null ? {} : defaultsOf(adapter);
  return {
    health,
    fields: (adapter?.fields ?? []).map((field) => {
      const value = values[field.name];
      const isSet = value !== undefined && value !== '';
      const shown = field.kind === 'secret' ? null : (value ?? defaults[field.name] ?? null);
      return {
        name: field.name,
        kind: field.kind,
        choices: [...(field.choices ?? [])],
        unsure: field.unsure === true,
        value: shown as OutputOf<'platforms.get'>['fields'][number]['value'],
        isSet,
      };
    }),
    traits:
      adapter === null
        ? null
        : {
            pullStyle: adapter.traits.pullStyle,
            readBackFirst: adapter.traits.readBackFirst,
            steps: [...adapter.traits.steps],
          },
  };
}

/** Defaults show through a parse with every needed text filled in; what a person must give has none. */
function defaultsOf(adapter: PlatformDefinition): Values {
  const filled = Object.fromEntries(
    adapter.fields
      .filter((field) => field.kind === 'secret' || field.kind === 'text' || field.kind === 'address')
      .map((field) => [field.name, field.kind === 'address' ? undefined : 'x']),
  );
  const parsed = adapter.settings.safeParse({ ...filled, baseAddress: 'http://localhost' });
  if (!parsed.success) return {};
  const found = { ...(parsed.data as Values) };
  for (const [name, value] of Object.entries(filled))
    if (value !== undefined && found[name] === 'x') delete found[name];
  delete found['baseAddress'];
  return found;
}

/** Old values with the new ones over them; null takes one away, an unknown name is refused. */
function merge(adapter: PlatformDefinition, old: Values, changes: Values): Values {
  const known = new Set(adapter.fields.map((field) => field.name));
  const merged = { ...old };
  for (const [name, value] of Object.entries(changes)) {
    if (!known.has(name)) throw new Fault('platform_settings_wrong', { field: name });
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  return merged;
}

function assertSettings(adapter: PlatformDefinition, values: Values): unknown {
  const checked = adapter.settings.safeParse(values);
  if (checked.success) return checked.data;
  throw new Fault('platform_settings_wrong', { field: String(checked.error.issues[0]?.path[0] ?? '') });
}

function getAdapter(name: string): PlatformDefinition {
  const adapter = findPlatform(name);
  if (adapter === null) throw new Fault('platform_settings_wrong', { field: 'adapter' });
  return adapter;
}

/** The machine writes a connection at every pull; only what a person saved meanwhile makes a save stale. */
function assertNobodySaved(tx: Tx, input: { id: string; version: number }): void {
  const last = tx.value<number>(
    `SELECT json_extract(params, '$.version') FROM event
     WHERE entity = 'connection' AND entity_id = ? AND kind = 'connection.saved' ORDER BY seq DESC LIMIT 1`,
    input.id,
  );
  if ((last ?? 0) > input.version) throw new Fault('conflict', { entity: 'connection', id: input.id });
}

/** Faults: `platform_settings_wrong` {field}, `conflict`. What was paused for a fault stays so until «resume». */
export function savePlatform(
  ctx: ServiceContext,
  input: CheckedInputOf<'platforms.save'>,
): { id: string; version: number } {
  const stored = getStored(ctx, input.id);
  const names = { name_zh: input.nameZh, name_en: input.nameEn };
  const patch: Record<string, unknown> = { ...names };
  if (Object.keys(input.values).length > 0) {
    const adapter = getAdapter(stored.adapter);
    const values = merge(adapter, stored.values, input.values);
    assertSettings(adapter, values);
    const secrets = new Set(
      adapter.fields.filter((field) => field.kind === 'secret').map((field) => field.name),
    );
    const part = (secret: boolean) =>
      Object.fromEntries(Object.entries(values).filter(([name]) => secrets.has(name) === secret));
    patch.settings = part(false);
    patch.secret = JSON.stringify(part(true));
  }
  return runCommand(ctx, 'platforms.save', (tx) => {
    assertNobodySaved(tx, input);
    const version = tx.update('connection', input.id, patch);
    const fields = Object.keys(input.values).join(',');
    const params = { fields, version };
    tx.event({ entity: 'connection', entityId: input.id, kind: 'connection.saved', params });
    tx.audit({ action: 'connection.save', entity: 'connection', entityId: input.id, params: { fields } });
    return { id: input.id, version };
  });
}

/** Speaks to the platform. Throws what it met, as the code a person can act on. Nothing is stored. */
export async function testPlatform(
  ctx: ServiceContext,
  input: CheckedInputOf<'platforms.test'>,
): Promise<OutputOf<'platforms.test'>> {
  const stored = getStored(ctx, input.id);
  const adapter = getAdapter(stored.adapter);
  const settings = assertSettings(adapter, merge(adapter, stored.values, input.values));
  const probe = await adapter.testConnection({ env: ctx.env, settings, memory: { skewMs: null } });
  return {
    platformAt: probe.platformAt === null ? null : Math.round(probe.platformAt),
    skewMs: probe.skewMs,
    notices: probe.notices,
  };
}

/**
 * Stops or starts the pulling and sending of a connection, whatever the machine wrote on it meanwhile. Resuming forgets
 * earlier failures and begins at once.
 */
export function setPaused(
  ctx: ServiceContext,
  input: { id: string; version: number },
  paused: boolean,
): { id: string; version: number } {
  const done = runCommand(ctx, paused ? 'platforms.pause' : 'platforms.resume', (tx) => {
    const patch = paused
      ? { paused_at: tx.at }
      : { paused_at: null, failures: 0, fault_since: null, last_fault: null, next_pull_at: tx.at };
    const version = tx.update('connection', input.id, patch);
    const kind = paused ? 'connection.paused' : 'connection.resumed';
    tx.note({ entity: 'connection', entityId: input.id, kind });
    return { id: input.id, version };
  });
  if (!paused) {
    ctx.host.kick('sync');
    ctx.host.kick('outbox');
  }
  return done;
}

/** First in line for the pulling loop, which is woken. A paused connection stays paused. */
export function pullSoon(ctx: ServiceContext, id: string): { id: string; version: number } {
  const done = runCommand(ctx, 'platforms.pullNow', (tx) => {
    const version = tx.update('connection', id, { next_pull_at: tx.at });
    tx.audit({ action: 'connection.pull_now', entity: 'connection', entityId: id });
    return { id, version };
  });
  ctx.host.kick('sync');
  return done;
}
